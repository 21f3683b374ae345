import type { DossierId } from '#base/brand.ts';
import { ok, type Result } from '#base/result.ts';
import { expiredLeases, leaseAfter, leaseEnd, pinnedContact, type PinnedContact } from '#store/lease.ts';
import type { DeviceContact, Dossiers, HeldCursor, HeldDossier, LocalError, SyncMark } from '#sync/ports.ts';
import { dossierId } from '#wire/primitives.ts';
import type { Store } from './disk.ts';
import type { Disk } from './outbox-store.ts';

/** `keyId`: without the key of that name the row does not open. */
export type DossierRow = {
  keyId: string;
  held: HeldDossier;
  cursor: string | null;
  pinned: boolean;
  syncedAt: number;
  leaseUntil: number;
};

const KEYS = 'keys';
const ROWS = 'dossiers';
const MARK = 'marks/changes';
const CONTACT = 'marks/contact';

type Deps = {
  /** Keys, outbox: on the disk when it says so. */
  vault: Disk;
  /** What the server has too: the last commits go with the power. */
  cache: Disk;
  newKeyId: () => string;
  /** What the device reckons the server's time to be; setting the clock back never makes it earlier. */
  reckoned: { now: () => number; note: (contact: DeviceContact) => void };
};

/** Cached dossiers, as store/dossier-repository.ts keeps them: the key first when one goes. Leases by store/lease.ts. */
export function dossierStore({ vault, cache, newKeyId, reckoned }: Deps): Dossiers {
  const contact = (): PinnedContact | undefined => vault.store.get('marks', 'contact');

  async function ensureKey(id: DossierId): Promise<Result<string, LocalError>> {
    const known = vault.store.get<string>(KEYS, id);
    if (known !== undefined) return ok(known);
    const ready = await vault.wait();
    if (!ready.ok) return ready;
    const made = vault.store.get<string>(KEYS, id) ?? newKeyId();
    const put = vault.store.commit({ [`${KEYS}/${id}`]: made });
    return put.ok ? ok(made) : put;
  }

  async function put(changes: Record<string, unknown>, into: Disk): Promise<Result<void, LocalError>> {
    const ready = await into.wait();
    return ready.ok ? into.store.commit(changes) : ready;
  }

  async function remove(id: DossierId): Promise<Result<void, LocalError>> {
    const destroyed = await put({ [`${KEYS}/${id}`]: undefined }, vault);
    return destroyed.ok ? put({ [`${ROWS}/${id}`]: undefined }, cache) : destroyed;
  }

  return {
    async cursors() {
      const rows = readableIn(vault.store, cache.store);
      // a row that went with the power while its key stayed is asked for again
      const lost = keysIn(vault.store).filter((id) => !rows.has(id));
      const cursors = new Map(lost.map((id): [DossierId, HeldCursor] => [id, { cursor: null, until: null }]));
      for (const [id, { cursor, held }] of rows) cursors.set(id, { cursor, until: held.header.access.until });
      return ok(cursors);
    },

    read: async (id) => ok(readableIn(vault.store, cache.store).get(id)?.held),

    // an emergency access is read from memory, and never from this device
    accepts: ({ mode }) => mode === 'normal',

    async commit(commits) {
      const rows: [string, DossierRow][] = [];
      for (const [id, { header, entries, cursor, contact }] of commits) {
        const keyId = await ensureKey(id);
        if (!keyId.ok) return keyId;
        reckoned.note(contact);
        const before = readableIn(vault.store, cache.store).get(id);
        const leased = before && { ...before, dossierId: id };
        const row = {
          keyId: keyId.value,
          held: { header, entries },
          cursor,
          pinned: before?.pinned ?? false,
          syncedAt: contact.at,
          leaseUntil: leaseAfter(leased, contact),
        };
        rows.push([`${ROWS}/${id}`, row]);
      }
      return put(Object.fromEntries(rows), cache);
    },

    async confirm(ids, contact) {
      reckoned.note(contact);
      const rows = readableIn(vault.store, cache.store);
      const changes = ids.flatMap((id): [string, unknown][] => {
        const row = rows.get(id);
        if (!row) return [];
        const leaseUntil = leaseAfter({ ...row, dossierId: id }, contact);
        return [[`${ROWS}/${id}`, { ...row, syncedAt: contact.at, leaseUntil }]];
      });
      return put(Object.fromEntries(changes), cache);
    },

    async confirmPinned(given, butNot) {
      reckoned.note(given);
      return put({ [CONTACT]: pinnedContact(given, butNot, contact()) }, vault);
    },

    // strict, with a shadow in the cache: what the power took with it is asked for again, and the restore is known still
    async mark() {
      const mark = vault.store.get<SyncMark>('marks', 'changes');
      const covered = cache.store.get<SyncMark>('marks', 'changes')?.mark === mark?.mark;
      return ok(covered || !mark ? mark : { ...mark, mark: null });
    },

    async keepMark(mark) {
      const covered = mark ? await put({ [MARK]: mark }, cache) : ok(undefined);
      if (!covered.ok) return covered;
      const kept = await put({ [MARK]: mark }, vault);
      if (mark || !kept.ok) return kept;
      const rows = [...readableIn(vault.store, cache.store)];
      const without = rows.map(([id, row]): [string, unknown] => [`${ROWS}/${id}`, { ...row, cursor: null }]);
      return put(Object.fromEntries(without), cache);
    },

    remove,

    async evict() {
      const summaries = [...readableIn(vault.store, cache.store)].map(([dossierId, row]) => {
        const leaseUntil = leaseEnd({ ...row, dossierId }, contact());
        return { ...row, dossierId, leaseUntil };
      });
      const expired = expiredLeases(summaries, reckoned.now());
      for (const id of expired) {
        const gone = await remove(id);
        if (!gone.ok) return gone;
      }
      return ok(expired);
    },
  };
}

/** What can be read on a device: rows whose key is there. */
export function readableIn(vault: Store, cache: Store): Map<DossierId, DossierRow> {
  const rows = cache.all<DossierRow>(ROWS);
  const open = rows.filter(({ key, row }) => vault.get<string>(KEYS, key) === row.keyId);
  return new Map(open.map(({ key, row }) => [dossierId.parse(key), row]));
}

/** Keys that are held, with a row or without. */
export const keysIn = (vault: Store): DossierId[] =>
  vault.all<string>(KEYS).map(({ key }) => dossierId.parse(key));

export function pin(cache: Store, id: DossierId, pinned: boolean): void {
  const row = cache.get<DossierRow>(ROWS, id);
  if (row) cache.commit({ [`${ROWS}/${id}`]: { ...row, pinned } });
}
