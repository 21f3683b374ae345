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

  test('a stream that a proxy holds back gives way to polling, and is tried ever more seldom', async () => {
    const device = memoryDevice();
    let opened = 0;
    device.remote.watch = (listen) => {
      opened++;
      // the proxy lets the first beat through, and no other
      queueMicrotask(() => listen.onEvent({ kind: 'alive', serverTime: 1 }));
      return () => {};
    };
    const tab = device.tab();
    tab.engine.start();
    await tab.timer.pass(3_600_000);
    expect(opened).toBeLessThan(20);
    expect(device.remote.changesAsked).toBeGreaterThan(150);
    tab.engine.stop();
  });

  test('a stream that beats is left open, and exchanges become rare', async () => {
    const device = memoryDevice();
    let opened = 0;
    const tab = device.tab();
    device.remote.watch = (listen) => {
      opened++;
      const beat = (): void => {
        listen.onEvent({ kind: 'alive', serverTime: 1 });
        tab.timer.after(20_000, beat);
      };
      queueMicrotask(beat);
      return () => {};
    };
    tab.engine.start();
    await tab.timer.pass(3_600_000);
    expect(opened).toBe(1);
    expect(device.remote.changesAsked).toBeLessThan(40);
    tab.engine.stop();
  });

  test('an app that is too old asks seldom, says so, and keeps what waits', async () => {
    const device = memoryDevice();
    await device.outbox.write({ type: 'recordAccess', dossierId: ONE, readAt: 1 });
    let asked = 0;
    const refused = { ok: false, error: { type: 'Server', error: { code: 'wireVersion' } } } as const;
    device.remote.push = () => {
      asked++;
      return Promise.resolve(refused);
    };
    device.remote.changes = () => Promise.resolve(refused);
    device.remote.watch = () => () => {};
    const tab = device.tab();
    tab.engine.start();
    await tab.timer.pass(600_000);
    expect(asked).toBeLessThan(8);
    expect(tab.events).toContainEqual({ kind: 'failed', error: refused.error });
    expect(device.outbox.rows.size).toBe(1);
    tab.engine.stop();
  });

  test('leases are looked at every few minutes, and what left is told to all tabs', async () => {
    const device = memoryDevice();
    const [leading, other] = [device.tab(), device.tab()];
    const told: unknown[] = [];
    device.channel().onMessage((message) => told.push(message));
    leading.engine.start();
    await leading.timer.pass(1000);
    device.dossiers.ended = [ONE];
    await leading.timer.pass(300_000);
    expect(leading.events).toContainEqual({ kind: 'leaseEnded', dossierIds: [ONE] });
    expect(told).toContainEqual({ kind: 'dossier', dossierId: ONE });
    leading.engine.stop();
    other.engine.stop();
  });
});
