import { afterEach, describe, expect, it } from 'vitest';
import { hex, toHex, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { ofType, createBench } from './bench.ts';
import { TPDU, USUAL, type DescriptorFields } from './descriptors.ts';
import { CPS3_ATR, CPS4_ATR, NOTHING, reply, VITALE_ATR, type ReaderScript } from './scripted-reader.ts';

const bench = createBench();
const { timer, start } = bench;
afterEach(() => bench.clear());

const tpdu = { features: TPDU | USUAL };

describe('powering a card', () => {
  it('leaves the voltage to a reader that chooses it', async () => {
    const { device, slot } = await start({});
    expect(toHex(unwrap(await slot.open()).atr)).toBe(toHex(VITALE_ATR));
    expect(ofType(device, '62')).toEqual(['62000000000001000000']);
  });

  it('tries 5 V, 3 V and 1.8 V in this order where the reader does not choose', async () => {
    const { device, slot } = await start(
      { features: TPDU },
      {
        atr: CPS3_ATR,
        first: (message) =>
          message[0] === 0x62 && message[7] !== 3
            ? [reply(message, 0x80, NOTHING, { card: 1, command: 1, error: 0xfe })]
            : undefined,
      },
    );
    expect((await slot.open()).ok).toBe(true);
    expect(ofType(device, '62').map((message) => message.slice(14, 16))).toEqual(['01', '02', '03']);
  });

  it('says CardMute where the card answers at no voltage, and takes the power away', async () => {
    const { device, slot } = await start(
      { features: TPDU, voltages: 3 },
      {
        first: (message) =>
          message[0] === 0x62
            ? [reply(message, 0x80, NOTHING, { card: 1, command: 1, error: 0xfe })]
            : undefined,
      },
    );
    expect(await slot.open()).toEqual({ ok: false, error: { type: 'CardMute' } });
    expect(device.sent.at(-1)?.slice(0, 2)).toBe('63');
  });

  it('says CardMute where the answer to reset cannot be read', async () => {
    const { slot } = await start({}, { atr: hex('3BFF') });
    expect(await slot.open()).toEqual({ ok: false, error: { type: 'CardMute' } });
  });

  it('says NoCard to an empty slot', async () => {
    const { slot } = await start({}, { present: false });
    expect(slot.cardPresent()).toBe(false);
    expect(await slot.open()).toEqual({ ok: false, error: { type: 'NoCard' } });
  });

  it('waits for a reader that is still busy with the new card', async () => {
    let busy = 2;
    const { slot } = await start(
      {},
      {
        first: (message) =>
          message[0] === 0x62 && busy-- > 0
            ? [reply(message, 0x80, NOTHING, { card: 1, command: 1, error: 0xf2 })]
            : undefined,
      },
    );
    const opening = slot.open();
    await timer.advance(200);
    expect((await opening).ok).toBe(true);
  });
});

describe('agreeing with the card', () => {
  const sentWhile = async (fields: DescriptorFields, script: ReaderScript): Promise<string[]> => {
    const { device, slot } = await start(fields, script);
    unwrap(await slot.open());
    return device.sent.map((message) =>
      `${message.slice(0, 2)} ${message.slice(14, 16)} ${message.slice(20)}`.trim(),
    );
  };

  it('sends nothing to a reader that negotiates alone', async () => {
    expect(await sentWhile({ features: TPDU | 0x40 }, { atr: VITALE_ATR })).toEqual(['62 01']);
  });

  it('asks such a reader for the protocol where the card has two', async () => {
    expect(await sentWhile({ features: TPDU | 0x40 }, { atr: CPS4_ATR })).toEqual(['62 01', '6c 00']);
  });

  it('tells the parameters to a reader that sends PPS itself', async () => {
    expect(await sentWhile(tpdu, { atr: CPS4_ATR })).toEqual(['62 00', '61 00 1800000a00']);
  });

  it('sends PPS at TPDU level where nobody else does, and then the parameters', async () => {
    const echo = (block: Bytes): Bytes => block;
    expect(await sentWhile({ features: TPDU | 0x30 }, { atr: VITALE_ATR, block: echo })).toEqual([
      '62 01',
      '6f 00 ff1013fc',
      '61 00 1300000a00',
    ]);
  });

  it('sends no PPS to a card of the default speed', async () => {
    expect(await sentWhile({ features: TPDU | 0x30 }, { atr: CPS3_ATR })).toEqual([
      '62 01',
      '61 00 1100002a00',
    ]);
  });

  it('sends no PPS for a speed that the reader does not reach', async () => {
    expect(await sentWhile({ features: TPDU | 0x30, maxDataRate: 20_000 }, { atr: VITALE_ATR })).toEqual([
      '62 01',
      '61 00 1100000a00',
    ]);
  });

  it('resets a card that refuses its speed, and goes on at the default one', async () => {
    const refuse = (): Bytes => hex('FF00FF');
    const refused = (): Bytes => hex('6F00');
    expect(await sentWhile({ features: TPDU | 0x30 }, { atr: VITALE_ATR, block: refused })).toEqual([
      '62 01',
      '6f 00 ff1013fc',
      '63 00',
      '62 01',
      '61 00 1100000a00',
    ]);
    // agreed, without the speed
    expect((await sentWhile({ features: TPDU | 0x30 }, { atr: VITALE_ATR, block: refuse })).at(-1)).toBe(
      '61 00 1100000a00',
    );
  });

  it('resets the card where the reader fails to agree by itself', async () => {
    let failing = true;
    const sent = await sentWhile(tpdu, {
      atr: CPS4_ATR,
      first(message) {
        if (message[0] !== 0x61 || !failing) return undefined;
        failing = false;
        return [reply(message, 0x82, NOTHING, { command: 1, error: 0xfe })];
      },
    });
    expect(sent).toEqual(['62 00', '61 00 1800000a00', '63 00', '62 00', '61 00 1100000a00']);
  });

  it('goes by the inverse convention of an old card', async () => {
    const atr = hex('3F65250023 09699000');
    expect((await sentWhile({ features: TPDU | 0x30 }, { atr })).at(-1)).toBe('61 00 1102000a00');
  });

  it('accepts that a reader does not let its parameters be changed', async () => {
    for (const error of [0x00, 0x0a]) {
      const { slot } = await start(tpdu, {
        first: (message) =>
          message[0] === 0x61 ? [reply(message, 0x82, NOTHING, { command: 1, error })] : undefined,
      });
      expect((await slot.open()).ok).toBe(true);
    }
  });

  it('refuses a card whose protocols a TPDU reader does not speak', async () => {
    const { slot } = await start({ ...tpdu, protocols: 2 }, { atr: VITALE_ATR });
    expect(await slot.open()).toMatchObject({ error: { type: 'ReaderUnsupported', because: 'protocol' } });
  });
});
