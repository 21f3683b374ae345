import { describe, expect, test } from 'vitest';
import { memoryDevice } from '#test/support/sync/device.ts';
import { dossierNo, provide } from '#test/support/sync/sample.ts';

describe('push', () => {
  test('sends what waits in order, and a row leaves only with its receipt', async () => {
    const device = memoryDevice();
    for (const n of [1, 2, 3]) await device.outbox.write(provide(1, n));
    expect(await device.tab().engine.push()).toEqual({ ok: true, value: undefined });
    expect(device.remote.titles(dossierNo(1))).toEqual(['Note 1', 'Note 2', 'Note 3']);
    expect(device.outbox.rows.size).toBe(0);
    expect([...device.outbox.settled.keys()]).toEqual([1, 2, 3]);
  });

  test('a lost answer leads to one effect and one receipt', async () => {
    const device = memoryDevice();
    await device.outbox.write(provide(1, 1));
    const { engine } = device.tab();
    device.remote.loseAnswer = 'push';
    expect(await engine.push()).toEqual({ ok: false, error: { type: 'Unreachable' } });
    expect(device.outbox.rows.size).toBe(1);
    expect((await engine.push()).ok).toBe(true);
    expect(device.remote.titles(dossierNo(1))).toEqual(['Note 1']);
    expect(device.remote.arrived).toHaveLength(2);
  });

  test('a crash between the receipt and the end of the row leads to one effect', async () => {
    const device = memoryDevice();
    await device.outbox.write(provide(1, 1));
    device.outbox.crashBeforeSettle = true;
    expect((await device.tab().engine.push()).ok).toBe(false);
    expect(device.outbox.rows.size).toBe(1);
    expect((await device.tab().engine.push()).ok).toBe(true);
    expect(device.remote.titles(dossierNo(1))).toEqual(['Note 1']);
    expect(device.outbox.rows.size).toBe(0);
  });

  test('a refused command goes to the quarantine, and what follows it is sent', async () => {
    const device = memoryDevice();
    for (const n of [1, 2, 3]) await device.outbox.write(provide(1, n));
    device.remote.refuse.set('Note 2', 'notAuthorised');
    expect((await device.tab().engine.push()).ok).toBe(true);
    expect(device.remote.titles(dossierNo(1))).toEqual(['Note 1', 'Note 3']);
    expect([...device.outbox.quarantine.keys()]).toEqual([2]);
    expect(device.outbox.quarantine.get(2)?.receipt.outcome).toEqual({
      type: 'refused',
      code: 'notAuthorised',
    });
  });

  test('a content that the server lost is no refusal: the command waits and is sent again with it', async () => {
    const device = memoryDevice();
    await device.outbox.write(provide(1, 1));
    device.remote.refuse.set('Note 1', 'contentMissing');
    const { engine } = device.tab();
    expect(await engine.push()).toEqual({
      ok: false,
      error: { type: 'Server', error: { code: 'uploadRefused' } },
    });
    expect(device.outbox.quarantine.size).toBe(0);
    device.remote.refuse.clear();
    expect((await engine.push()).ok).toBe(true);
    expect(device.remote.titles(dossierNo(1))).toEqual(['Note 1']);
  });

  test('a receipt for other bytes, another number or another device takes nothing out of the outbox', async () => {
    for (const change of [{ hash: '0' }, { n: 99 }, { device: 'x'.repeat(43) }]) {
      const device = memoryDevice();
      await device.outbox.write(provide(1, 1));
      device.remote.tamper.receipts = (all) => all.map((receipt) => Object.assign({}, receipt, change));
      expect(await device.tab().engine.push()).toEqual({ ok: false, error: { type: 'ReceiptMismatch' } });
      expect(device.outbox.rows.size).toBe(1);
    }
  });

  test('receipts in another order are matched all the same', async () => {
    const device = memoryDevice();
    for (const n of [1, 2]) await device.outbox.write(provide(n, n));
    device.remote.tamper.receipts = (all) => [...all].reverse();
    expect((await device.tab().engine.push()).ok).toBe(true);
    expect(device.outbox.rows.size).toBe(0);
  });

  test('an upload that breaks off goes on where it stopped', async () => {
    const device = memoryDevice();
    await device.outbox.write(provide(1, 1));
    device.remote.breakUploadAfter = 4;
    const { engine } = device.tab();
    expect((await engine.push()).ok).toBe(false);
    expect(device.remote.arrived).toHaveLength(0);
    expect(device.outbox.rows.get(1)?.uploadUrl).toBe('/u/1');
    expect((await device.tab().engine.push()).ok).toBe(true);
    expect(device.remote.uploads.size).toBe(1);
    expect(device.remote.titles(dossierNo(1))).toEqual(['Note 1']);
  });

  test('a cancelled upload waits until the user asks again, and lets other dossiers go', async () => {
    const device = memoryDevice();
    await device.outbox.write(provide(1, 1));
    await device.outbox.write(provide(2, 2));
    const { engine, events } = device.tab();
    const cancel = (): void => engine.cancelUpload(1);
    device.remote.tamper.receipts = (all) => all;
    const upload = device.remote.upload.bind(device.remote);
    device.remote.upload = (source, options) => {
      if (source.sha256.endsWith('1')) cancel();
      return upload(source, options);
    };
    expect((await engine.push()).ok).toBe(true);
    expect(device.remote.titles(dossierNo(2))).toEqual(['Note 2']);
    expect([...device.outbox.rows.keys()]).toEqual([1]);
    device.remote.upload = upload;
    expect((await engine.push()).ok).toBe(true);
    expect([...device.outbox.rows.keys()]).toEqual([1]);
    expect((await engine.syncNow()).ok).toBe(true);
    expect(device.outbox.rows.size).toBe(0);
    expect(events.some((event) => event.kind === 'uploadEnded')).toBe(true);
  });

  test('contents go up three at a time, their commands in the order of writing', async () => {
    const device = memoryDevice();
    for (const n of [1, 2, 3, 4, 5]) await device.outbox.write(provide(1, n));
    const upload = device.remote.upload.bind(device.remote);
    const atOnce = { now: 0, most: 0 };
    device.remote.upload = async (source, options) => {
      atOnce.most = Math.max(atOnce.most, ++atOnce.now);
      await Promise.resolve();
      const done = await upload(source, options);
      atOnce.now -= 1;
      return done;
    };
    expect((await device.tab().engine.push()).ok).toBe(true);
    expect(atOnce).toEqual({ now: 0, most: 3 });
    expect(device.remote.titles(dossierNo(1))).toEqual(['Note 1', 'Note 2', 'Note 3', 'Note 4', 'Note 5']);
  });

  test('many rows are opened once for all their batches, and what is written meanwhile still goes', async () => {
    const device = memoryDevice();
    const write = (n: number) =>
      device.outbox.write({ type: 'recordAccess', dossierId: dossierNo(n), readAt: 1 });
    for (let n = 1; n <= 250; n++) await write(n);
    const list = device.outbox.list.bind(device.outbox);
    let lists = 0;
    device.outbox.list = () => {
      lists += 1;
      return list();
    };
    const push = device.remote.push.bind(device.remote);
    let pushes = 0;
    device.remote.push = async (...given) => {
      // the first asks, without a command, whether the server is there
      if (++pushes === 2) await write(251);
      return push(...given);
    };
    expect((await device.tab().engine.push()).ok).toBe(true);
    expect(device.outbox.rows.size).toBe(0);
    expect(device.remote.arrived).toHaveLength(251);
    // the engine asks for what waits, for what came meanwhile, and for nothing
    expect([pushes, lists]).toEqual([5, 3]);
  });

  test('what was answered is kept while the next batch is on its way, and before the push ends', async () => {
    const device = memoryDevice();
    for (let n = 1; n <= 250; n++)
      await device.outbox.write({ type: 'recordAccess', dossierId: dossierNo(n), readAt: 1 });
    const happened: string[] = [];
    const push = device.remote.push.bind(device.remote);
    device.remote.push = (...given) => {
      if (given[0].length > 0) happened.push('sent');
      return push(...given);
    };
    const settle = device.outbox.settle.bind(device.outbox);
    device.outbox.settle = async (done) => {
      await Promise.resolve();
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      happened.push('kept');
      return settle(done);
    };
    expect((await device.tab().engine.push()).ok).toBe(true);
    expect(happened).toEqual(['sent', 'sent', 'kept', 'sent', 'kept', 'kept']);
    expect(device.outbox.rows.size).toBe(0);
  });

  test('what cannot be kept ends the push, and is sent again in its order', async () => {
    const device = memoryDevice();
    for (let n = 1; n <= 250; n++)
      await device.outbox.write({ type: 'recordAccess', dossierId: dossierNo(1), readAt: n });
    const settle = device.outbox.settle.bind(device.outbox);
    device.outbox.settle = () => Promise.resolve({ ok: false, error: { type: 'StorageFull' } });
    expect(await device.tab().engine.push()).toEqual({ ok: false, error: { type: 'StorageFull' } });
    expect(device.outbox.rows.size).toBe(250);
    device.outbox.settle = settle;
    expect((await device.tab().engine.push()).ok).toBe(true);
    const arrived = device.remote.arrived.map(({ payload }) => Number(/"n":(\d+)/.exec(payload)?.[1]));
    expect(arrived.slice(-250)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
    expect(device.outbox.rows.size).toBe(0);
  });

  test('two tabs that push at once send each command once', async () => {
    const device = memoryDevice();
    for (const n of [1, 2, 3]) await device.outbox.write(provide(1, n));
    const results = await Promise.all([device.tab().engine.push(), device.tab().engine.push()]);
    expect(results.every((result) => result.ok)).toBe(true);
    expect(device.remote.arrived).toHaveLength(3);
  });

  test('nothing is sent after the vault was locked', async () => {
    const device = memoryDevice();
    await device.outbox.write(provide(1, 1));
    const { engine } = device.tab();
    engine.stop();
    expect(await engine.push()).toEqual({ ok: false, error: { type: 'VaultLocked' } });
    expect(device.remote.arrived).toHaveLength(0);
    expect(device.outbox.rows.size).toBe(1);
  });
});
