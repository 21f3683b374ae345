import { afterEach, describe, expect, it } from 'vitest';
import { concat, hex, toHex, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { openCcid, type CcidReader } from '#cards/ccid/open.ts';
import type { CardChannel, CardReader } from '#cards/channel.ts';
import { exchange } from '#cards/apdu/exchange.ts';
import { classDescriptor, EXTENDED_APDU, TPDU, USUAL, type DescriptorFields } from './descriptors.ts';
import { createManualTimer } from './manual-timer.ts';
import { createScriptedDevice, oneInterface, type ScriptedDevice } from './scripted-device.ts';
import {
  CPS3_ATR,
  CPS4_ATR,
  createReaderScript,
  NOTHING,
  reply,
  VITALE_ATR,
  type ReaderScript,
  type ScriptedCard,
} from './scripted-reader.ts';

const timer = createManualTimer();
const readers: CcidReader[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
});

interface Opened {
  readonly device: ScriptedDevice;
  readonly card: ScriptedCard;
  readonly slot: CardReader;
  readonly slots: readonly CardReader[];
}

async function start(fields: DescriptorFields, script: ReaderScript = {}): Promise<Opened> {
  const { card, answer } = createReaderScript(script);
  const device = createScriptedDevice({ interfaces: oneInterface(classDescriptor(fields)), answer });
  const reader = unwrap(await openCcid(device, { timer }));
  readers.push(reader);
  const [slot] = reader.slots;
  if (!slot) throw new Error('a reader has a slot');
  device.sent.length = 0;
  return { device, card, slot, slots: reader.slots };
}

async function powered(
  fields: DescriptorFields,
  script: ReaderScript = {},
): Promise<Opened & { channel: CardChannel }> {
  const opened = await start(fields, script);
  const channel = unwrap(await opened.slot.open());
  opened.device.sent.length = 0;
  return { ...opened, channel };
}

const SELECT_MF = hex('00A4000C023F00');
const tpdu = { features: TPDU | USUAL };
const extended = { features: EXTENDED_APDU | USUAL, maxMessage: 64 };
/** Only the messages of this type. */
const ofType = (device: ScriptedDevice, type: string): string[] =>
  device.sent.filter((message) => message.startsWith(type));

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

describe('time', () => {
  const extension = (message: Uint8Array): Bytes => reply(message, 0x80, NOTHING, { command: 2, error: 1 });

  it('is given as often as the reader asks', async () => {
    const { channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f
            ? [extension(message), extension(message), reply(message, 0x80, hex('9000'))]
            : undefined,
      },
    );
    expect((await channel.transmit(SELECT_MF)).ok).toBe(true);
  });

  it('is not given without end', async () => {
    const { device, channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f ? Array.from({ length: 1010 }, () => extension(message)) : undefined,
      },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({
      error: { type: 'ReaderFault', what: 'silent' },
    });
    expect(device.aborts).toHaveLength(1);
  });

  it('ends in an abort by both pipes, and the next command works', async () => {
    let silent = true;
    const { device, channel } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f && silent ? [] : undefined) },
    );
    const waiting = channel.transmit(SELECT_MF);
    await timer.advance(31_000);
    expect(await waiting).toEqual({ ok: false, error: { type: 'ReaderFault', what: 'silent' } });
    expect(device.aborts).toEqual(['abort 0 4']);
    expect(device.sent.at(-1)).toBe('72000000000004000000');
    silent = false;
    expect((await channel.transmit(SELECT_MF)).ok).toBe(true);
  });

  it('that ran out does not give the late answer to the next command', async () => {
    let first: Bytes | undefined;
    const { channel } = await powered(
      {},
      {
        first(message) {
          if (message[0] === 0x6f && !first) return ((first = message), []);
          if (message[0] !== 0x6f || !first) return undefined;
          return [reply(first, 0x80, hex('DEAD9000')), reply(message, 0x80, hex('9000'))];
        },
      },
    );
    const waiting = channel.transmit(SELECT_MF);
    await timer.advance(31_000);
    await waiting;
    expect(toHex(unwrap(await channel.transmit(SELECT_MF)))).toBe('9000');
  });
});

describe('answers that are not for us', () => {
  const other = (message: Bytes, change: (copy: Bytes) => void): Bytes => {
    const copy = reply(message, 0x80, hex('DEAD9000'));
    change(copy);
    return copy;
  };

  it.each<[string, (copy: Bytes) => void]>([
    ['for another slot', (copy) => (copy[5] = 4)],
    ['with another number', (copy) => (copy[6] = (copy[6] ?? 0) ^ 0x80)],
  ])('%s are dropped', async (_name, change) => {
    const { channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f ? [other(message, change), reply(message, 0x80, hex('9000'))] : undefined,
      },
    );
    expect(toHex(unwrap(await channel.transmit(SELECT_MF)))).toBe('9000');
  });

  it('are not dropped without end', async () => {
    const { channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f
            ? Array.from({ length: 64 }, () => other(message, (copy) => (copy[5] = 4)))
            : undefined,
      },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({ error: { type: 'ReaderFault' } });
  });

  it('of another type than the command asks for are a fault', async () => {
    const { channel } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f ? [reply(message, 0x82, hex('9000'))] : undefined) },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({
      error: { type: 'ReaderFault', what: 'unexpected message' },
    });
  });

  it('that announce more than any message holds are a fault', async () => {
    const { channel } = await powered(
      {},
      {
        first: (message) => (message[0] === 0x6f ? [hex('80FFFFFF7F0003000000')] : undefined),
      },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({
      error: { type: 'ReaderFault', what: 'message too long' },
    });
  });

  it('a stalled pipe is cleared, and the next command works', async () => {
    let stalls = 1;
    const { channel } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f && stalls-- > 0 ? ['stall'] : undefined) },
    );
    expect(await channel.transmit(SELECT_MF)).toMatchObject({
      error: { type: 'ReaderFault', what: 'stall' },
    });
    expect((await channel.transmit(SELECT_MF)).ok).toBe(true);
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
    const reader = unwrap(await openCcid(device, { timer }));
    readers.push(reader);
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

describe('errors of the reader', () => {
  it.each([
    [{ card: 2, error: 0xfe }, { type: 'CardRemoved' }],
    [{ card: 1, error: 0xfe }, { type: 'CardRemoved' }],
    [{ card: 0, error: 0xfe }, { type: 'CardMute' }],
    [
      { card: 1, error: 0xfb },
      { type: 'ReaderFault', what: 'hardware' },
    ],
    [
      { card: 0, error: 0xfd },
      { type: 'ReaderFault', what: 'parity' },
    ],
    [
      { card: 0, error: 0xf6 },
      { type: 'ReaderUnsupported', because: 'protocol' },
    ],
    [
      { card: 0, error: 0xc1 },
      { type: 'ReaderFault', what: 'error c1' },
    ],
  ] as const)('%j becomes %j', async (status, error) => {
    const { channel } = await powered(
      {},
      {
        first: (message) =>
          message[0] === 0x6f ? [reply(message, 0x80, NOTHING, { ...status, command: 1 })] : undefined,
      },
    );
    expect(await channel.transmit(SELECT_MF)).toEqual({ ok: false, error });
  });
});

describe('a card that is pulled', () => {
  it('ends the command that runs at once when the reader notifies it, and the reader answers later', async () => {
    let pending: Bytes | undefined;
    const { device, card, channel, slot } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f ? ((pending = message), []) : undefined) },
    );
    const running = channel.transmit(SELECT_MF);
    await timer.advance(0);
    card.present = false;
    device.notify(hex('5002'));
    expect(await running).toEqual({ ok: false, error: { type: 'CardRemoved' } });
    expect(slot.cardPresent()).toBe(false);
    expect(await channel.transmit(SELECT_MF)).toMatchObject({ error: { type: 'CardRemoved' } });
    const next = slot.open();
    device.say(reply(pending ?? NOTHING, 0x80, NOTHING, { card: 2, command: 1, error: 0xfe }));
    expect(await next).toEqual({ ok: false, error: { type: 'NoCard' } });
  });

  it('does not hold up the next dialogue where the reader never answers the last one', async () => {
    let silent = true;
    const { device, card, channel, slot } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f && silent ? [] : undefined) },
    );
    const running = channel.transmit(SELECT_MF);
    await timer.advance(0);
    device.notify(hex('5002'));
    await running;
    silent = false;
    card.powered = false;
    device.notify(hex('5003'));
    const next = slot.open();
    await timer.advance(1500);
    expect((await next).ok).toBe(true);
  });

  it('and came back is told to those who listen', async () => {
    const { device, slot } = await start({});
    const seen: boolean[] = [];
    const stop = slot.onChange(() => seen.push(slot.cardPresent()));
    for (const message of ['5002', '5003', '5001', '51000000', '', '5002']) {
      device.notify(hex(message));
      await timer.advance(0);
    }
    stop();
    device.notify(hex('5003'));
    await timer.advance(0);
    expect(seen).toEqual([false, true, false]);
  });

  it('is noticed by asking where the reader has no interrupt endpoint', async () => {
    const { card, answer } = createReaderScript();
    const interfaces = oneInterface().map((each) => ({ ...each, endpoints: each.endpoints.slice(0, 2) }));
    const device = createScriptedDevice({ interfaces, answer });
    const reader = unwrap(await openCcid(device, { timer }));
    readers.push(reader);
    const [slot] = reader.slots;
    expect(slot?.cardPresent()).toBe(true);
    card.present = false;
    await timer.advance(600);
    expect(slot?.cardPresent()).toBe(false);
    card.present = true;
    await timer.advance(600);
    expect(slot?.cardPresent()).toBe(true);
  });

  it('is noticed by asking where the interrupt endpoint fails again and again', async () => {
    const { card, answer } = createReaderScript();
    let broken = false;
    const device = createScriptedDevice({
      answer,
      before: (act) => {
        if (act === 'transferIn 3' && broken) throw new Error('transfer');
      },
    });
    broken = true;
    const reader = unwrap(await openCcid(device, { timer }));
    readers.push(reader);
    card.present = false;
    await timer.advance(2000);
    expect(reader.slots[0]?.cardPresent()).toBe(false);
  });
});

describe('a reader that is unplugged', () => {
  /** Everything that a dialogue does, from opening to closing. */
  const dialogue = async (device: ScriptedDevice): Promise<unknown> => {
    const reader = await openCcid(device, { timer });
    if (!reader.ok) return reader.error;
    const opened = await reader.value.slots[0]?.open();
    if (!opened?.ok) return opened?.error;
    const answer = await opened.value.transmit(SELECT_MF);
    await opened.value.close();
    await reader.value.close();
    return answer.ok ? 'done' : answer.error;
  };
  const acts = async (unplugAt: number): Promise<{ count: number; end: unknown }> => {
    let count = 0;
    const { answer } = createReaderScript({ atr: VITALE_ATR });
    const device = createScriptedDevice({
      interfaces: oneInterface(classDescriptor({ features: TPDU | 0x30 })),
      answer: (message) => answer(message),
      before: () => {
        if (count++ === unplugAt) device.unplug();
      },
    });
    return { end: await dialogue(device), count };
  };

  it('at any step gives ReaderGone, and never hangs', async () => {
    const { count, end } = await acts(-1);
    expect(end).toBe('done');
    const ends: unknown[] = [];
    for (let step = 0; step < count; step++) ends.push((await acts(step)).end);
    expect(new Set(ends.map((each) => JSON.stringify(each)))).toEqual(
      new Set(['{"type":"ReaderGone"}', '"done"']),
    );
    // once the answer was there, only closing was left
    expect(ends.slice(0, ends.indexOf('done')).length).toBeGreaterThan(8);
  });

  it('while a command runs ends it, tells the listeners and refuses what comes', async () => {
    const { device, channel, slot } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f ? [] : undefined) },
    );
    let told = 0;
    slot.onChange(() => told++);
    const running = channel.transmit(SELECT_MF);
    await timer.advance(0);
    device.unplug();
    expect(await running).toEqual({ ok: false, error: { type: 'ReaderGone' } });
    expect(await slot.open()).toEqual({ ok: false, error: { type: 'ReaderGone' } });
    expect([slot.cardPresent(), told]).toEqual([false, 1]);
    await channel.close();
  });

  it('between two commands is noticed by itself', async () => {
    const { device, channel, slot } = await powered({});
    device.unplug();
    await timer.advance(0);
    expect(slot.cardPresent()).toBe(false);
    expect(await channel.transmit(SELECT_MF)).toMatchObject({ error: { type: 'ReaderGone' } });
  });
});

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
    const { device, card, channel } = await powered({});
    await readers[0]?.close();
    await readers[0]?.close();
    expect([card.powered, device.opened]).toEqual([false, false]);
    expect(await channel.transmit(SELECT_MF)).toMatchObject({ ok: false });
  });
});
