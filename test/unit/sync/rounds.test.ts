import { describe, expect, test } from 'vitest';
import { memoryDevice } from '#test/support/sync/device.ts';
import { dossierNo, provide } from '#test/support/sync/sample.ts';

const ONE = dossierNo(1);

describe('rounds', () => {
  test('sends by itself once the server is back', async () => {
    const device = memoryDevice();
    const tab = device.tab();
    device.remote.die();
    await device.outbox.write(provide(1, 1));
    tab.engine.start();
    await tab.timer.pass(10_000);
    expect(device.outbox.rows.size).toBe(1);
    expect(tab.events).toContainEqual({ kind: 'reached', online: false });
    device.remote.reachable = true;
    await tab.timer.pass(40_000);
    expect(device.remote.titles(ONE)).toEqual(['Note 1']);
    expect(device.remote.streams()).toBe(1);
    tab.engine.stop();
  });

  test('another device sees a new document by the stream', async () => {
    const writer = memoryDevice();
    await writer.outbox.write(provide(1, 1));
    await writer.tab().engine.push();
    const reader = memoryDevice(writer.remote);
    const tab = reader.tab();
    await tab.engine.pull(new Map([[ONE, null]]));
    tab.engine.start();
    await tab.timer.pass(100);
    await writer.outbox.write(provide(1, 2));
    await writer.tab().engine.push();
    await tab.timer.pass(100);
    expect(reader.dossiers.titles(ONE)).toEqual(['Note 1', 'Note 2']);
    tab.engine.stop();
  });

  test('one tab leads, the other wakes it, and takes over when it closes', async () => {
    const device = memoryDevice();
    const [first, second] = [device.tab(), device.tab()];
    first.engine.start();
    second.engine.start();
    await first.timer.pass(100);
    await second.timer.pass(100);
    expect(device.remote.streams()).toBe(1);
    await device.outbox.write(provide(1, 1));
    second.engine.wake();
    await first.timer.pass(100);
    expect(device.remote.titles(ONE)).toEqual(['Note 1']);
    first.engine.stop();
    await second.timer.pass(100);
    await device.outbox.write(provide(1, 2));
    second.engine.wake();
    await second.timer.pass(100);
    expect(device.remote.titles(ONE)).toEqual(['Note 1', 'Note 2']);
    second.engine.stop();
  });

  test('a stopped engine leaves neither stream nor timer', async () => {
    const device = memoryDevice();
    const tab = device.tab();
    tab.engine.start();
    await tab.timer.pass(100);
    tab.engine.stop();
    const { pulls } = device.remote;
    await device.outbox.write(provide(1, 1));
    await tab.timer.pass(1_000_000);
    expect(device.remote.streams()).toBe(0);
    expect(device.remote.pulls).toBe(pulls);
    expect(device.remote.arrived).toHaveLength(0);
  });

  test('a stream that keeps ending is tried ever more seldom', async () => {
    const device = memoryDevice();
    let opened = 0;
    device.remote.watch = (listen) => {
      opened++;
      queueMicrotask(() => listen.onDown({ type: 'Server', error: { code: 'sessionMissing' } }));
      return () => {};
    };
    const tab = device.tab();
    tab.engine.start();
    await tab.timer.pass(60_000);
    expect(opened).toBeLessThan(12);
    tab.engine.stop();
  });
});
