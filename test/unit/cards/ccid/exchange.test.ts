import { afterEach, describe, expect, it } from 'vitest';
import { concat, hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { exchange } from '#cards/apdu/exchange.ts';
import { SELECT_MF, ofType, createBench } from './bench.ts';
import { EXTENDED_APDU, TPDU, USUAL } from './descriptors.ts';
import { NOTHING, reply } from './scripted-reader.ts';

const bench = createBench();
const { powered } = bench;
afterEach(() => bench.clear());

const tpdu = { features: TPDU | USUAL };
const extended = { features: EXTENDED_APDU | USUAL, maxMessage: 64 };

describe('one exchange', () => {
  it('goes out and comes back, byte for byte, and is numbered', async () => {
    const { device, channel } = await powered({});
    expect(toHex(unwrap(await channel.transmit(SELECT_MF)))).toBe('9000');
    unwrap(await channel.transmit(SELECT_MF));
    expect(device.sent).toEqual([
      '6f070000000003000000' + '00a4000c023f00',
      '6f070000000004000000' + '00a4000c023f00',
    ]);
  });

  it('numbers go round after 255', async () => {
    const { device, channel } = await powered({});
    for (let n = 0; n < 300; n++) unwrap(await channel.transmit(SELECT_MF));
    expect(new Set(device.sent.map((message) => message.slice(12, 14))).size).toBe(256);
  });

  it('is followed by an empty transfer where it fills its last packet', async () => {
    const { device, channel } = await powered({});
    await channel.transmit(concat(hex('00D6000031'), new Uint8Array(49)));
    expect(device.sent.map(({ length }) => length / 2)).toEqual([64, 0]);
  });

  it('is read from several transfers where the reader cuts its answer', async () => {
    const { channel } = await powered(
      {},
      {
        first: (message) => {
          if (message[0] !== 0x6f) return undefined;
          const whole = reply(message, 0x80, hex('0102030405069000'));
          return [NOTHING, whole.subarray(0, 4), whole.subarray(4, 15), whole.subarray(15)];
        },
      },
    );
    expect(toHex(unwrap(await channel.transmit(SELECT_MF)))).toBe('0102030405069000');
  });

  it('at T=0 fits what the reader may send, and follows 61xx, 9Fxx and 6Cxx', async () => {
    const answers = ['6103', '010203' + '9F02', '0405' + '9000', '6C02', '07089000'];
    const { device, channel } = await powered(tpdu, { block: () => hex(answers.shift() ?? '6F00') });
    const whole = await exchange(channel, { cla: 0, ins: 0x88, p1: 0, p2: 0, data: hex('AA'), le: 256 }, 'x');
    expect(toHex(unwrap(whole).data)).toBe('0102030405');
    const read = await exchange(channel, { cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 256 }, 'x');
    expect(toHex(unwrap(read).data)).toBe('0708');
    unwrap(await exchange(channel, { cla: 0, ins: 0x70, p1: 0, p2: 0 }, 'x'));
    expect(ofType(device, '6f').map((message) => message.slice(20))).toEqual([
      '0088000001aa',
      '00c0000003',
      '00c0000002',
      '00b0000000',
      '00b0000002',
      '0070000000',
    ]);
  });

  it('carries chained commands of 255 bytes through a reader that declares 263', async () => {
    const { device, channel } = await powered({ ...tpdu, maxMessage: 263 });
    const data = new Uint8Array(256);
    unwrap(await exchange(channel, { cla: 1, ins: 0x2a, p1: 0x80, p2: 0x86, data }, 'x'));
    expect(ofType(device, '6f').map((message) => message.slice(20, 30))).toEqual([
      '112a8086ff',
      '012a808601',
    ]);
  });

  it('is chained at extended level, command and answer', async () => {
    let asked = 0;
    const { device, channel } = await powered(extended, {
      first(message) {
        if (message[0] !== 0x6f) return undefined;
        const level = message[8] ?? 0;
        if (level === 1 || level === 3) return [reply(message, 0x80, NOTHING, { last: 0x10 })];
        asked++;
        const part = Uint8Array.of(asked, ...(asked === 3 ? [0x90, 0x00] : []));
        return [reply(message, 0x80, part, { last: [0x01, 0x03, 0x02][asked - 1] ?? 0 })];
      },
    });
    const command = concat(hex('00D6000078'), new Uint8Array(120));
    expect(toHex(unwrap(await channel.transmit(command)))).toBe('0102039000');
    expect(ofType(device, '6f').map((message) => `${message.slice(2, 4)} ${message.slice(16, 18)}`)).toEqual([
      '36 01',
      '36 03',
      '11 02',
      '00 10',
      '00 10',
    ]);
  });

  it('at extended level ends where the answer never does', async () => {
    const { channel } = await powered(extended, {
      first: (message) =>
        message[0] === 0x6f ? [reply(message, 0x80, new Uint8Array(50), { last: 3 })] : undefined,
    });
    expect(await channel.transmit(SELECT_MF)).toMatchObject({ error: { type: 'TooMuchData' } });
  });

  it('refuses what is longer than any message of the reader', async () => {
    const { channel } = await powered({});
    expect(await channel.transmit(new Uint8Array(300))).toMatchObject({ error: { type: 'ReaderFault' } });
  });
});
