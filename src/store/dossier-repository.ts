import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { Place } from '#vault/associated-data.ts';
import type { Envelope } from '#vault/envelope.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { documentEntry, dossierHeader } from '#wire/dossier.ts';
import * as z from 'zod/mini';
import type { ContentStore } from './content-store.ts';
import type { DossierKeys } from './dossier-keys.ts';
import {
  confirmedBy,
  listed,
  summaryOf,
  summarySchema,
  withCursor,
  type DossierSummary,
  type ListedSummary,
} from './dossier-summary.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { LeaseContact } from './lease.ts';
import type { MarkRepository } from './mark-repository.ts';
import type { CacheDatabase, DossierRow, StateRow } from './vault-database.ts';

const contentSchema = z.object({ header: dossierHeader, entries: z.array(documentEntry) });
/** A dossier as this reader sees it at the bound of its last complete pull. */
export type DossierState = { header: DossierHeader; entries: readonly DocumentEntry[] };

export type Commit = DossierState & { cursor: string; contact: LeaseContact };

type Deps = {
  cacheDb: CacheDatabase;
  keys: DossierKeys;
  marks: Pick<MarkRepository, 'find'>;
  contents: ContentStore;
  vault: OpenVault;
};

const damagedRow: Result<never, StoreError> = err({ type: 'VaultDamaged' });

/** A row with what it says; `summary` undefined where it does not open. Rows whose key is gone are not among them. */
type Found = { row: DossierRow; keyId: string | undefined; summary: DossierSummary | undefined };
type Write = { row: DossierRow; state?: StateRow };
type Edit = (summary: DossierSummary) => DossierSummary;

export type DossierRepository = ReturnType<typeof dossierRepository>;

/** The only door to cached dossiers: sealed going in, parsed coming out. Absent means never cached, or destroyed. */
export function dossierRepository({ cacheDb, keys, marks, contents, vault }: Deps) {
  const { dossiers, states } = cacheDb;
  const place = (dossierId: DossierId, store: string): Place => ({
    store,
    row: dossierId,
    dossier: dossierId,
  });
  /** Summaries that were opened, by key and revision of their row; `close` drops them with the lock of the vault. */
  const opened = new Map<DossierId, { rev: number; keyId: string; summary: DossierSummary }>();

  async function openSummary(row: DossierRow): Promise<Result<DossierSummary, StoreError>> {
    const { rev } = row;
    const { keyId } = row.summary;
    const before = opened.get(row.id);
    // a dossier that left and came back has another key
    if (before?.rev === rev && before.keyId === keyId && vault.isOpen()) return ok(before.summary);
    const value = await vault.openJson(place(row.id, 'dossiers/summary'), row.summary);
    if (!value.ok) return value;
    const parsed = summarySchema.safeParse(value.value);
    if (!parsed.success) return err({ type: 'VaultDamaged' });
    const summary = withCursor(parsed.data);
    opened.set(row.id, { rev, keyId, summary });
    return ok(summary);
  }

  async function openState(
    dossierId: DossierId,
    content: Envelope,
  ): Promise<Result<DossierState, StoreError>> {
    const value = await vault.openJson(place(dossierId, 'dossiers/content'), content);
    if (!value.ok) return value;
    const state = contentSchema.safeParse(value.value);
    return state.success ? ok(state.data) : err({ type: 'VaultDamaged' });
  }

  /** A row whose key is gone was destroyed, even where its bytes are still there. */
  async function openRows(rows: readonly DossierRow[]): Promise<Result<Found[], StoreError>> {
    const loaded = await keys.of(rows.map(({ id }) => id));
    if (!loaded.ok) return loaded;
    const { keyIds, damaged } = loaded.value;
    const present = rows.filter(({ id, summary }) => damaged.has(id) || keyIds.get(id) === summary.keyId);
    const summaries = await Promise.all(
      present.map(async (row) => (damaged.has(row.id) ? damagedRow : openSummary(row))),
    );
    const found: Found[] = [];
    for (const [index, row] of present.entries()) {
      const summary = summaries[index];
      if (summary && !summary.ok && summary.error.type !== 'VaultDamaged') return summary;
      found.push({ row, keyId: keyIds.get(row.id), summary: summary?.ok ? summary.value : undefined });
    }
    return ok(found);
  }

  async function findRows(ids: readonly DossierId[]): Promise<Result<Map<DossierId, Found>, StoreError>> {
    const rows = await guarded(cacheDb, () => dossiers.bulkGet([...ids]));
    if (!rows.ok) return rows;
    const found = await openRows(rows.value.flatMap((row) => row ?? []));
    return found.ok ? ok(new Map(found.value.map((one) => [one.row.id, one]))) : found;
  }

  const sealSummary = (keyId: string, summary: DossierSummary) =>
    vault.sealJson(keyId, place(summary.dossierId, 'dossiers/summary'), summary);

  /** Stores together, each only over the revision that was read; names those that another tab wrote meanwhile. */
  const putUnchanged = (writes: readonly Write[]): Promise<Result<Set<DossierId>, StoreError>> =>
    guarded(cacheDb, () =>
      cacheDb.transaction('rw', dossiers, states, async () => {
        const now = await dossiers.bulkGet(writes.map(({ row }) => row.id));
        const mine = writes.filter(({ row }, index) => (now[index]?.rev ?? 0) === row.rev - 1);
        await dossiers.bulkPut(mine.map(({ row }) => row));
        await states.bulkPut(mine.flatMap(({ state }) => state ?? []));
        const done = new Set(mine.map(({ row }) => row.id));
        return new Set(writes.map(({ row }) => row.id).filter((id) => !done.has(id)));
      }),
    );

  async function writeCommit(
    dossierId: DossierId,
    input: Commit,
    at: { keyId: string; rev: number; before: DossierSummary | undefined },
  ): Promise<Result<Write, StoreError>> {
    const { header, entries } = input;
    const [summary, content] = await Promise.all([
      sealSummary(at.keyId, summaryOf(dossierId, input, at.before)),
      vault.sealJson(at.keyId, place(dossierId, 'dossiers/content'), { header, entries }),
    ]);
    if (!summary.ok) return summary;
    if (!content.ok) return content;
    const row = { id: dossierId, rev: at.rev, summary: summary.value };
    return ok({ row, state: { id: dossierId, content: content.value } });
  }

  /** Answers which are still to be done. */
  async function tryCommit(
    commits: ReadonlyMap<DossierId, Commit>,
  ): Promise<Result<Set<DossierId>, StoreError>> {
    const ids = [...commits.keys()];
    const raw = await guarded(cacheDb, () => dossiers.bulkGet(ids));
    if (!raw.ok) return raw;
    const rows = raw.value.flatMap((row) => row ?? []);
    const found = await openRows(rows);
    // damaged rows are what a complete pull heals; a locked vault is not
    if (!found.ok) return found;
    const keyIds = await keys.ensure(ids);
    if (!keyIds.ok) return keyIds;
    const revs = new Map(rows.map(({ id, rev }) => [id, rev]));
    const before = new Map(found.value.map(({ row, summary }) => [row.id, summary]));
    const sealed = await Promise.all(
      Array.from(commits, ([id, commit]) => {
        const keyId = keyIds.value.get(id) ?? '';
        return writeCommit(id, commit, { keyId, rev: (revs.get(id) ?? 0) + 1, before: before.get(id) });
      }),
    );
    return putSealed(sealed);
  }

  async function putSealed(
    sealed: readonly Result<Write, StoreError>[],
  ): Promise<Result<Set<DossierId>, StoreError>> {
    const writes: Write[] = [];
    for (const one of sealed) {
      if (!one.ok) return one;
      writes.push(one.value);
    }
    return putUnchanged(writes);
  }

  async function tryUpdate(
    ids: ReadonlySet<DossierId>,
    edit: Edit,
  ): Promise<Result<Set<DossierId>, StoreError>> {
    const found = await findRows([...ids]);
    if (!found.ok) return found;
    const sealed = await Promise.all(
      Array.from(
        found.value.values(),
        async ({ row, keyId, summary }): Promise<Result<Write, StoreError>> => {
          if (keyId === undefined || !summary) return err({ type: 'VaultDamaged' });
          const changed = await sealSummary(keyId, edit(summary));
          return changed.ok ? ok({ row: { ...row, rev: row.rev + 1, summary: changed.value } }) : changed;
        },
      ),
    );
    return putSealed(sealed);
  }

  const updateAll = (ids: readonly DossierId[], edit: Edit): Promise<Result<void, StoreError>> =>
    untilDone(new Set(ids), (left) => tryUpdate(left, edit));

  return {
    /** Drops what was opened from memory. */
    close: (): void => opened.clear(),

    /** The dossier's key, loaded; undefined where it has none (any more). */
    async keyOf(dossierId: DossierId): Promise<Result<string | undefined, StoreError>> {
      const loaded = await keys.of([dossierId]);
      if (!loaded.ok) return loaded;
      if (loaded.value.damaged.has(dossierId)) return err({ type: 'VaultDamaged' });
      return ok(loaded.value.keyIds.get(dossierId));
    },

    /** Summaries that open, in no order; `damaged` names those that do not: a fresh pull heals them. */
    async list(): Promise<Result<{ summaries: ListedSummary[]; damaged: DossierId[] }, StoreError>> {
      const rows = await guarded(cacheDb, () => dossiers.toArray());
      if (!rows.ok) return rows;
      const [found, contact] = await Promise.all([openRows(rows.value), marks.find('contact')]);
      if (!found.ok) return found;
      if (!contact.ok) return contact;
      return ok({
        summaries: found.value.flatMap(({ summary }) => (summary ? listed(summary, contact.value) : [])),
        damaged: found.value.flatMap(({ row, summary }) => (summary ? [] : row.id)),
      });
    },

    async find(
      dossierId: DossierId,
    ): Promise<Result<(DossierState & { summary: ListedSummary }) | undefined, StoreError>> {
      const read = await guarded(cacheDb, () =>
        cacheDb.transaction('r', dossiers, states, () =>
          Promise.all([dossiers.get(dossierId), states.get(dossierId)]),
        ),
      );
      if (!read.ok) return read;
      const [row, state] = read.value;
      if (!row) return ok(undefined);
      const [found, contact] = await Promise.all([openRows([row]), marks.find('contact')]);
      if (!found.ok) return found;
      if (!contact.ok) return contact;
      const [one] = found.value;
      if (!one) return ok(undefined);
      if (!one.summary || !state) return err({ type: 'VaultDamaged' });
      const content = await openState(dossierId, state.content);
      return content.ok ? ok({ ...content.value, summary: listed(one.summary, contact.value) }) : content;
    },

    /**
     * Each replaces what is held by the outcome of a complete pull: all sealed first, then stored in two transactions, one
     * for the keys and one for the rows. Contents that are no longer visible go too.
     */
    async commit(commits: ReadonlyMap<DossierId, Commit>): Promise<Result<void, StoreError>> {
      const held = await guarded(cacheDb, () =>
        dossiers
          .where('id')
          .anyOf([...commits.keys()])
          .primaryKeys(),
      );
      if (!held.ok) return held;
      const done = await untilDone(new Set(commits.keys()), (left) =>
        tryCommit(new Map([...commits].filter(([id]) => left.has(id)))),
      );
      if (!done.ok) return done;
      for (const dossierId of held.value) {
        const documents = commits.get(dossierId)?.entries ?? [];
        const kept = await contents.keepOnly(dossierId, new Set(documents.map((entry) => entry.documentId)));
        if (!kept.ok) return kept;
      }
      return ok(undefined);
    },

    /** Nothing was new in these. */
    confirm: (ids: readonly DossierId[], contact: LeaseContact): Promise<Result<void, StoreError>> =>
      updateAll(ids, confirmedBy(contact)),

    /** Changes the summary of a cached dossier; nothing where there is none. */
    update: (dossierId: DossierId, edit: Edit): Promise<Result<void, StoreError>> =>
      updateAll([dossierId], edit),

    /** Every dossier is to be fetched from the beginning. */
    async forgetCursors(): Promise<Result<void, StoreError>> {
      const ids = await guarded(cacheDb, () => dossiers.toCollection().primaryKeys());
      const found = ids.ok ? await findRows(ids.value) : ids;
      if (!found.ok) return found;
      // damaged ones have none
      const open = [...found.value.values()].flatMap(({ row, summary }) => (summary ? row.id : []));
      return updateAll(open, (summary) => ({ ...summary, cursor: null }));
    },

    /** Destroys the keys first: whatever interrupts the rest, nothing of these dossiers opens any more. */
    async remove(...ids: readonly DossierId[]): Promise<Result<void, StoreError>> {
      for (const id of ids) opened.delete(id);
      const destroyed = await keys.destroy(ids);
      if (!destroyed.ok) return destroyed;
      const dropped = await guarded(cacheDb, () => dropRows(cacheDb, ids));
      if (!dropped.ok) return dropped;
      for (const id of ids) {
        const removed = await contents.removeDossier(id);
        if (!removed.ok) return removed;
      }
      return ok(undefined);
    },

    /** Drops rows and contents whose key is gone: what an interrupted `remove` left. */
    async sweep(): Promise<Result<void, StoreError>> {
      const known = await keys.all();
      if (!known.ok) return known;
      const held = new Set<string>(known.value);
      const rows = await guarded(cacheDb, () => dossiers.toCollection().primaryKeys());
      const blobs = await guarded(cacheDb, () => cacheDb.blobs.orderBy('dossier').uniqueKeys());
      if (!rows.ok) return rows;
      if (!blobs.ok) return blobs;
      const orphans = rows.value.filter((id) => !held.has(id));
      const dropped = await guarded(cacheDb, () => dropRows(cacheDb, orphans));
      if (!dropped.ok) return dropped;
      for (const dossier of blobs.value.map(String).filter((id) => !held.has(id))) {
        const removed = await contents.removeDossier(dossier);
        if (!removed.ok) return removed;
      }
      return contents.sweep();
    },
  };
}

const dropRows = (db: CacheDatabase, ids: readonly DossierId[]): Promise<void> =>
  db.transaction('rw', db.dossiers, db.states, async () => {
    await db.dossiers.bulkDelete([...ids]);
    await db.states.bulkDelete([...ids]);
  });

/** Two tabs that write the same rows take turns; more than a few turns mean that the storage does not answer. */
async function untilDone(
  ids: Set<DossierId>,
  attempt: (left: ReadonlySet<DossierId>) => Promise<Result<Set<DossierId>, StoreError>>,
): Promise<Result<void, StoreError>> {
  let left = ids;
  for (let turn = 0; turn < 8 && left.size > 0; turn++) {
    const done = await attempt(left);
    if (!done.ok) return done;
    left = done.value;
  }
  return left.size === 0 ? ok(undefined) : err({ type: 'StorageFailed' });
}
