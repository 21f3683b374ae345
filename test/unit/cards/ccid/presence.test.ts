import { afterEach, describe, expect, it } from 'vitest';
import { hex, type Bytes } from '#base/bytes.ts';
import { openCcid } from '#cards/ccid/open.ts';
import { SELECT_MF, createBench } from './bench.ts';
import { classDescriptor, TPDU } from './descriptors.ts';
import { createScriptedDevice, oneInterface, type ScriptedDevice } from './scripted-device.ts';
import { createReaderScript, NOTHING, reply, VITALE_ATR } from './scripted-reader.ts';

const bench = createBench();
const { timer, open, start, powered } = bench;
afterEach(() => bench.clear());

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

  it('is gone, even where the answer to an older command comes late and says that it is there', async () => {
    let pending: Bytes | undefined;
    const { device, channel, slot } = await powered(
      {},
      { first: (message) => (message[0] === 0x6f ? ((pending = message), []) : undefined) },
    );
    const seen: boolean[] = [];
    slot.onChange(() => seen.push(slot.cardPresent()));
    const running = channel.transmit(SELECT_MF);
    await timer.advance(0);
    device.notify(hex('5002'));
    await running;
    device.say(reply(pending ?? NOTHING, 0x80, hex('9000')));
    await timer.advance(0);
    expect(seen).toEqual([false]);
  });

  it('and put back is there, even where an older command answers late that the slot is empty', async () => {
    let pending: Bytes | undefined;
    const { device, slot } = await start(
      {},
      { first: (message) => (message[0] === 0x62 ? ((pending ??= message), []) : undefined) },
    );
    device.notify(hex('5002'));
    await timer.advance(0);
    const opening = slot.open();
    await timer.advance(0);
    device.notify(hex('5003'));
    await timer.advance(0);
    device.say(reply(pending ?? NOTHING, 0x80, NOTHING, { card: 2, command: 1, error: 0xfe }));
    expect(await opening).toMatchObject({ ok: false });
    expect(slot.cardPresent()).toBe(true);
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
    const reader = await open(device);
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
    const reader = await open(device);
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
