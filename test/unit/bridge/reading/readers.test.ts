import { describe, expect, it } from 'vitest';
import { err, ok, type Result } from '#base/result.ts';
import type { PcscProblem, PcscReaders } from '#bridge/pcsc/open-pcsc.ts';
import { openReaders } from '#bridge/reading/open-readers.ts';
import type { ReaderSource } from '#bridge/reading/reader-source.ts';
import { createStations } from '#bridge/reading/stations.ts';
import type { CardReader } from '#cards/channel.ts';
import type { CardStation } from '#cards/station.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { createManualTime } from '#test/support/bridge/manual-time.ts';

const reader = (name: string): CardReader => createSimulatedReader({ name });

function fakeSource(list: CardReader[] = []) {
  const listeners = new Set<() => void>();
  let closed = 0;
  return {
    readers: list,
    closed: () => closed,
    change: () => {
      for (const listener of listeners) listener();
    },
    source: {
      list: () => list,
      problems: () => [],
      serviceRunning: () => true,
      onChange(listener: () => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: async () => void closed++,
    } satisfies ReaderSource & PcscReaders,
  };
}

function machine(pcsc: () => Result<PcscReaders, PcscProblem>, usb: ReaderSource) {
  const time = createManualTime();
  let usbOpened = 0;
  const deps = {
    pcsc: () => Promise.resolve(pcsc()),
    usb: async () => {
      usbOpened++;
      return usb;
    },
    timer: time.timer,
  };
  return { deps, time, usbOpened: () => usbOpened };
}
const away = err({ type: 'serviceAway' } as const);
const missing = err({ type: 'moduleMissing', because: 'notInstalled' } as const);

describe('the readers of a machine', () => {
  it('are those of PC/SC where its service runs; USB is left alone', async () => {
    const pcsc = fakeSource([reader('A')]);
    const { deps, usbOpened } = machine(() => ok(pcsc.source), fakeSource().source);
    const source = await openReaders('auto', deps);
    expect(source.list().map(({ name }) => name)).toEqual(['A']);
    expect(source.problems()).toEqual([]);
    expect(usbOpened()).toBe(0);
    await source.close();
    expect(pcsc.closed()).toBe(1);
  });

  it('are those of USB where PC/SC is missing, said in one line until a reader is found', async () => {
    const usb = fakeSource();
    const { deps } = machine(() => missing, usb.source);
    const source = await openReaders('auto', deps);
    expect(source.problems()).toEqual([{ type: 'PcscMissing' }]);
    usb.readers.push(reader('B'));
    expect(source.list().map(({ name }) => name)).toEqual(['B']);
    expect(source.problems()).toEqual([]);
  });

  it('go over to PC/SC when its service comes, and not while USB holds a reader', async () => {
    const pcsc = fakeSource([reader('A')]);
    const usb = fakeSource([reader('B')]);
    let running = false;
    const { deps, time } = machine(() => (running ? ok(pcsc.source) : away), usb.source);
    const source = await openReaders('auto', deps);
    let changes = 0;
    source.onChange(() => changes++);
    running = true;
    await time.pass(20_000);
    expect(source.list().map(({ name }) => name)).toEqual(['B']);
    usb.readers.length = 0;
    await time.pass(5000);
    expect(source.list().map(({ name }) => name)).toEqual(['A']);
    expect(usb.closed()).toBe(1);
    expect(changes).toBe(1);
  });

  it('are looked for in one place alone where that is configured', async () => {
    const { deps, usbOpened } = machine(() => away, fakeSource([reader('B')]).source);
    const pcscAlone = await openReaders('pcsc', deps);
    expect(pcscAlone.list()).toEqual([]);
    expect(pcscAlone.problems()).toEqual([{ type: 'PcscServiceAway' }]);
    expect(usbOpened()).toBe(0);
    const usbAlone = await openReaders('usb', deps);
    expect(usbAlone.list()).toHaveLength(1);
  });

  it('are looked for no more once they were closed', async () => {
    let asked = 0;
    const { deps, time } = machine(() => (asked++, away), fakeSource().source);
    const source = await openReaders('auto', deps);
    await source.close();
    await time.pass(60_000);
    expect(asked).toBe(1);
  });
});

describe('the stations of a machine', () => {
  const stationOf = (each: CardReader, id: string): CardStation =>
    ({ id, name: each.name, onChange: (listener: () => void) => each.onChange(listener) }) as CardStation;

  it('are the same as long as their readers are there', () => {
    const { source, readers, change } = fakeSource([reader('A')]);
    const stations = createStations(source, stationOf);
    const [first] = stations.list();
    readers.push(reader('B'));
    change();
    expect(stations.list().map(({ name }) => name)).toEqual(['A', 'B']);
    expect(stations.list()[0]).toBe(first);
    readers.splice(0, 1);
    change();
    expect(stations.list().map(({ name }) => name)).toEqual(['B']);
  });

  it('tell when a card or a reader comes or goes', () => {
    const simulated = createSimulatedReader();
    const { source, readers, change } = fakeSource([simulated]);
    const stations = createStations(source, stationOf);
    let changes = 0;
    stations.onChange(() => changes++);
    simulated.insert({
      atr: new Uint8Array(),
      reset: () => undefined,
      transmit: async () => new Uint8Array(),
    });
    expect(changes).toBe(1);
    readers.push(reader('B'));
    change();
    expect(changes).toBe(2);
  });
});
