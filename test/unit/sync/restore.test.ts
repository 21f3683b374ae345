import { describe, expect, test } from 'vitest';
import { memoryDevice } from '#test/support/sync/device.ts';
import { dossierNo, provide } from '#test/support/sync/sample.ts';

const ONE = dossierNo(1);

/** A device that sent and fetched two documents; then the server goes back to a backup that lacks the second. */
async function restored() {
  const device = memoryDevice();
  const tab = device.tab();
  for (const n of [1, 2]) await device.outbox.write(provide(1, n));
  await tab.engine.push();
  await tab.engine.pull(new Map([[ONE, null]]));
  await tab.engine.syncNow();
  const { remote } = device;
  remote.dossier(ONE).writes.pop();
  for (const key of remote.receipts.keys()) if (key.endsWith('/2')) remote.receipts.delete(key);
  remote.contact = { ...remote.contact, restoreEpoch: 2 };
  return { device, tab, remote };
}

describe('after a restore of the server', () => {
  test('what it lost is offered again, what it knows is not doubled, and all is fetched anew', async () => {
    const { device, tab, remote } = await restored();
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect(remote.titles(ONE)).toEqual(['Note 1', 'Note 2']);
    expect(device.outbox.rows.size).toBe(0);
    expect(device.dossiers.titles(ONE)).toEqual(['Note 1', 'Note 2']);
    expect(device.dossiers.kept?.restoreEpoch).toBe(2);
    expect(tab.events).toContainEqual({ kind: 'offeredAgain', commands: 2 });
  });

  test('is found out by whatever answers first, and only once', async () => {
    const { tab, remote } = await restored();
    await tab.engine.pull(new Map([[ONE, '2']]));
    expect((await tab.engine.syncNow()).ok).toBe(true);
    const sent = remote.arrived.length;
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect(remote.arrived).toHaveLength(sent);
    expect(tab.events.filter(({ kind }) => kind === 'offeredAgain')).toHaveLength(1);
  });

  test('what waits goes up behind what was sent before it, and no refusal is believed meanwhile', async () => {
    const { device, tab, remote } = await restored();
    await device.outbox.write(provide(1, 3));
    expect((await tab.engine.push()).ok).toBe(true);
    expect(remote.titles(ONE)).toEqual(['Note 1', 'Note 2', 'Note 3']);
    expect(device.outbox.quarantine.size).toBe(0);
  });

  test('a question that was on its way while another exchange noted the restore is asked again', async () => {
    const { device, tab, remote } = await restored();
    const changes = remote.changes.bind(remote);
    let pushed: Promise<unknown> | undefined;
    remote.changes = async (since) => {
      // meanwhile something is written, and its push hears of the restore first
      if (!pushed) {
        await device.outbox.write(provide(1, 3));
        await (pushed = tab.engine.push());
      }
      return changes(since);
    };
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect(remote.changesAsked).toBe(3);
    expect(tab.events.map(({ kind }) => kind)).toContain('succeeded');
    expect(device.dossiers.titles(ONE)).toEqual(['Note 1', 'Note 2', 'Note 3']);
  });

  test('a content that it lacks is sent again from what is still here', async () => {
    const { device, tab, remote } = await restored();
    remote.refuse.set('Note 2', 'contentMissing');
    const upload = remote.upload.bind(remote);
    remote.upload = (source, options) => {
      remote.refuse.clear();
      return upload(source, options);
    };
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect(remote.titles(ONE)).toEqual(['Note 1', 'Note 2']);
    expect(device.outbox.quarantine.size).toBe(0);
  });

  test('a content that is nowhere any more leads to the quarantine, where it is seen', async () => {
    const { device, tab, remote } = await restored();
    device.outbox.stillHere.clear();
    const offer = device.outbox.offerAgain.bind(device.outbox);
    device.outbox.offerAgain = async () => {
      const offered = await offer();
      device.outbox.stillHere.clear();
      return offered;
    };
    remote.refuse.set('Note 2', 'contentMissing');
    await tab.engine.syncNow();
    expect([...device.outbox.quarantine.keys()]).toEqual([2]);
  });

  test('a storage that fails leaves it to the next contact', async () => {
    const { device, tab, remote } = await restored();
    const offer = device.outbox.offerAgain.bind(device.outbox);
    device.outbox.offerAgain = () => Promise.resolve({ ok: false, error: { type: 'StorageFailed' } });
    expect((await tab.engine.syncNow()).ok).toBe(false);
    device.outbox.offerAgain = offer;
    expect((await tab.engine.syncNow()).ok).toBe(true);
    expect(remote.titles(ONE)).toEqual(['Note 1', 'Note 2']);
  });
});
