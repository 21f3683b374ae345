import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { serverTime } from '#app/server-time.ts';
import { dossiersPort } from '#app/sync-ports.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { firstPageSize } from '#sync/page-size.ts';
import { pullAll } from '#sync/pull.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';
import { steadyClock, storeOver } from '#test/support/store/memory-store.ts';
import { memoryDevice } from '#test/support/sync/device.ts';
import { dossierNo, provide, sampleHeader } from '#test/support/sync/sample.ts';

const ONE = dossierNo(1);
const contact = { at: 5, serverTime: 5, leaseMs: 1000, opened: false };

/** A header without the rights that came later, as an older version wrote it. */
function olderHeader(): DossierHeader {
  const { standing: _standing, ...header } = sampleHeader(ONE);
  return { ...header, authorisation: { since: 1, until: 2 } } as unknown as DossierHeader;
}

test('a dossier cached by an older version stays in the list, and the next exchange fetches it anew', async () => {
  const first = memoryDevice();
  await first.outbox.write(provide(1, 1));
  await first.tab().engine.push();
  const { remote } = first;
  const store = storeOver((await newVault()).vault);
  const older = { header: olderHeader(), entries: [], cursor: '1', contact };
  unwrap(await store.dossiers.commit(new Map([[ONE, older]])));
  unwrap(
    await store.dossiers.update(ONE, (summary) => ({ ...summary, pinned: true, wire: WIRE_VERSION - 1 })),
  );

  expect(unwrap(await store.dossiers.list()).summaries).toHaveLength(1);
  expect(await store.dossiers.find(ONE)).toEqual({ ok: false, error: { type: 'VaultDamaged' } });
  const dossiers = dossiersPort(store, serverTime(steadyClock));
  const cursors = unwrap(await dossiers.cursors());
  expect(cursors.get(ONE)?.cursor).toBeNull();
  const signal = new AbortController().signal;
  const pulled = await pullAll(
    {
      remote,
      dossiers,
      clock: steadyClock,
      emit: () => undefined,
      signal,
      opened: false,
      page: firstPageSize(),
    },
    new Map([[ONE, null]]),
  );
  expect(unwrap(pulled).get(ONE)).toBe('changed');
  const found = unwrap(await store.dossiers.find(ONE));
  expect(found?.entries.map(({ title }) => title)).toEqual(['Note 1']);
  expect(found?.summary).toMatchObject({ pinned: true, cursor: '1' });
  store.close();
});

test('of a dossier that is open for the time of an emergency the device lets go', async () => {
  const first = memoryDevice();
  await first.outbox.write(provide(1, 1));
  await first.tab().engine.push();
  first.remote.tamper.pull = (all) =>
    all.map((result) =>
      result.kind === 'page'
        ? {
            ...result,
            header: {
              ...result.header,
              access: { mode: 'bris_de_glace', because: 'emergency', since: 1, until: 2 },
            },
          }
        : result,
    );
  const store = storeOver((await newVault()).vault);
  const held = { header: sampleHeader(ONE), entries: [], cursor: '0', contact };
  unwrap(await store.dossiers.commit(new Map([[ONE, held]])));
  const dossiers = dossiersPort(store, serverTime(steadyClock));
  const events: string[] = [];
  const emit = ({ kind }: { kind: string }) => events.push(kind);
  const deps = {
    remote: first.remote,
    dossiers,
    clock: steadyClock,
    emit,
    signal: new AbortController().signal,
    opened: false,
    page: firstPageSize(),
  };
  const pulled = unwrap(await pullAll(deps, new Map([[ONE, '0']])));
  expect([pulled.get(ONE), events]).toEqual(['removed', ['removed']]);
  expect(unwrap(await store.dossiers.find(ONE))).toBeUndefined();
  store.close();
});
