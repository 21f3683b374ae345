import { afterEach, describe, expect, it } from 'vitest';
import { hex, toHex, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { SELECT_MF, ofType, createBench } from './bench.ts';
import { createScriptedDevice, oneInterface } from './scripted-device.ts';
import { createReaderScript, NOTHING, reply } from './scripted-reader.ts';

const bench = createBench();
const { timer, open, start, powered } = bench;
afterEach(() => bench.clear());

describe('several slots', () => {
  const two = { maxSlotIndex: 1 };

  it('are opened side by side, each with its own numbers', async () => {
    const { slots, device } = await start(two);
    const channels = await Promise.all(slots.map(async (slot) => unwrap(await slot.open())));
    expect(slots.map(({ name }) => name)).toEqual(['Exemple Lecteur 1', 'Exemple Lecteur 2']);
    await Promise.all(channels.map((channel) => channel.transmit(SELECT_MF)));
    expect(ofType(device, '6f').map((message) => message.slice(10, 14))).toEqual(['0003', '0103']);
  });

  it('work one after the other where the reader does one thing at a time', async () => {
    let running = 0;
    let most = 0;
    const pending: (() => void)[] = [];
    const measure = async (maxBusySlots: number): Promise<number> => {
      [running, most] = [0, 0];
      const { slots, device } = await start(
        { ...two, maxBusySlots },
        {
          first(message) {
            if (message[0] !== 0x6f) return undefined;
            most = Math.max(most, ++running);
            pending.push(() => {
              running--;
              device.say(reply(message, 0x80, hex('9000')));
            });
            return [];
          },
        },
      );
      const channels = await Promise.all(slots.map(async (slot) => unwrap(await slot.open())));
      const all = Promise.all(channels.map((channel) => channel.transmit(SELECT_MF)));
      for (let rounds = 0; rounds < 4; rounds++) {
        await timer.advance(0);
        pending.shift()?.();
      }
      expect((await all).every(({ ok }) => ok)).toBe(true);
      return most;
    };
    expect([await measure(1), await measure(2)]).toEqual([1, 2]);
  });

  it('are told apart by the interrupt message', async () => {
    const { slots, device } = await start(two);
    device.notify(hex('5009'));
    await timer.advance(0);
    expect(slots.map((slot) => slot.cardPresent())).toEqual([true, false]);
  });
});

describe('the keys of the reader', () => {
  const request = { command: hex('0020000108FFFFFFFFFFFFFFFF'), minLength: 4, maxLength: 8, timeout: 30 };
  const withKeys = { pinSupport: 3 };

  it('are there where the reader says so', async () => {
    expect((await start({})).slot.hasPinPad).toBe(false);
    const { slot, channel } = await powered(withKeys);
    expect([slot.hasPinPad, channel.pinPad === undefined]).toEqual([true, false]);
  });

  it('send the code to the card without the computer: PC_to_RDR_Secure', async () => {
    const { device, channel } = await powered(withKeys, {
      first: (message) => (message[0] === 0x69 ? [reply(message, 0x80, hex('63C2'))] : undefined),
    });
    expect(toHex(unwrap((await channel.pinPad?.verify(request)) ?? { ok: true, value: NOTHING }))).toBe(
      '63c2',
    );
    const [message = ''] = device.sent;
    expect(message.slice(0, 2)).toBe('69');
    expect(message.endsWith('0020000108ffffffffffffffff')).toBe(true);
  });

  it.each([
    [0xef, 'PinPadCancelled'],
    [0xf0, 'PinPadTimeout'],
  ])('say by error %s: %s', async (error, type) => {
    const { channel } = await powered(withKeys, {
      first: (message) =>
        message[0] === 0x69 ? [reply(message, 0x80, NOTHING, { command: 1, error })] : undefined,
    });
    expect(await channel.pinPad?.verify(request)).toEqual({ ok: false, error: { type } });
  });

  it('are not asked for a block that they cannot fill: nothing is sent', async () => {
    const { device, channel } = await powered(withKeys);
    const sixteen = { ...request, command: hex(`0020000110${'FF'.repeat(16)}`), maxLength: 16 };
    expect(await channel.pinPad?.verify(sixteen)).toEqual({ ok: false, error: { type: 'PinFormat' } });
    expect(device.sent).toEqual([]);
  });

  it('are given up when the channel is closed', async () => {
    const { device, channel } = await powered(withKeys, {
      first: (message) => (message[0] === 0x69 ? [] : undefined),
    });
    const typing = channel.pinPad?.verify(request);
    await timer.advance(0);
    const closing = channel.close();
    await timer.advance(10);
    await closing;
    expect(await typing).toMatchObject({ ok: false });
    expect(device.aborts).toHaveLength(1);
    expect(device.sent.at(-1)?.slice(0, 2)).toBe('63');
  });
});

describe('closing', () => {
  it('takes the power from the card, so that no code stays presented', async () => {
    const { device, card, channel } = await powered({});
    await channel.close();
    expect([device.sent, card.powered]).toEqual([['63000000000003000000'], false]);
  });

  it('of the reader closes its channels and the device', async () => {
    const { device, card, channel, reader } = await powered({});
    await reader.close();
    await reader.close();
    expect([card.powered, device.opened]).toEqual([false, false]);
    expect(await channel.transmit(SELECT_MF)).toMatchObject({ ok: false });
  });
});
describe('closing while the reader is asked for cards', () => {
  it('does not abort the question', async () => {
    const { answer } = createReaderScript();
    let held: Bytes | undefined;
    let hold = false;
    const interfaces = oneInterface().map((each) => ({ ...each, endpoints: each.endpoints.slice(0, 2) }));
    const device = createScriptedDevice({
      interfaces,
      answer: (message) => (hold && message[0] === 0x65 ? ((held = message), []) : answer(message)),
    });
    const reader = await open(device);
    const channel = unwrap((await reader.slots[0]?.open()) ?? { ok: false, error: { type: 'NoReader' } });
    hold = true;
    await timer.advance(600);
    const closing = channel.close();
    await timer.advance(100);
    hold = false;
    device.say(reply(held ?? NOTHING, 0x81, NOTHING));
    await closing;
    expect(device.aborts).toEqual([]);
  });
});
