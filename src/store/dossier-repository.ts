import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import type { ContentStore } from './content-store.ts';
import type { DossierKeys } from './dossier-keys.ts';
import { dossierRows, type Write } from './dossier-rows.ts';
import type { DossierState } from './dossier-state.ts';
import {
  confirmedBy,
  listed,
  summaryOf,
  type Commit,
  type DossierSummary,
  type ListedSummary,
} from './dossier-summary.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { LeaseContact } from './lease.ts';
import type { MarkRepository } from './mark-repository.ts';
import type { TextStore } from './text-store.ts';
import type { CacheDatabase } from './vault-database.ts';

type Deps = {
  cacheDb: CacheDatabase;
  keys: DossierKeys;
  marks: Pick<MarkRepository, 'find'>;
  contents: ContentStore;
  texts: TextStore;
  vault: OpenVault;
};

type Edit = (summary: DossierSummary) => DossierSummary;

export type DossierRepository = ReturnType<typeof dossierRepository>;

/** The only door to cached dossiers: sealed going in, parsed coming out. Absent means never cached, or destroyed. */
export function dossierRepository({ cacheDb, keys, marks, contents, texts, vault }: Deps) {
  const { dossiers, states } = cacheDb;
  const rows = dossierRows({ cacheDb, keys, vault });
  const { openState, openRows, findRows, sealSummary, sealState, putUnchanged } = rows;

  async function writeCommit(
    dossierId: DossierId,
    input: Commit,
    at: { keyId: string; rev: number; before: DossierSummary | undefined },
  ): Promise<Result<Write, StoreError>> {
    const [summary, content, read] = await Promise.all([
      sealSummary(at.keyId, summaryOf(dossierId, input, at.before)),
      sealState(at.keyId, dossierId, input),
      texts.sealAll(at.keyId, dossierId, input.entries),
    ]);
    if (!summary.ok) return summary;
    if (!content.ok) return content;
    if (!read.ok) return read;
    const row = { id: dossierId, rev: at.rev, summary: summary.value };
    return ok({ row, state: { id: dossierId, content: content.value }, texts: read.value });
  }

  /** Answers which are still to be done; `held` learns which were here before. */
  async function tryCommit(
    commits: ReadonlyMap<DossierId, Commit>,
    held: Set<DossierId>,
  ): Promise<Result<Set<DossierId>, StoreError>> {
    const ids = [...commits.keys()];
    const raw = await guarded(cacheDb, () => dossiers.bulkGet(ids));
    if (!raw.ok) return raw;
    const before = raw.value.flatMap((row) => row ?? []);
    for (const { id } of before) held.add(id);
    const found = await openRows(before);
    // damaged rows are what a complete pull heals; a locked vault is not
    if (!found.ok) return found;
    const keyIds = await keys.ensure(ids);
    if (!keyIds.ok) return keyIds;
    const revs = new Map(before.map(({ id, rev }) => [id, rev]));
    const summaries = new Map(found.value.map(({ row, summary }) => [row.id, summary]));
    const sealed = await Promise.all(
      Array.from(commits, ([id, commit]) => {
        const keyId = keyIds.value.get(id) ?? '';
        return writeCommit(id, commit, { keyId, rev: (revs.get(id) ?? 0) + 1, before: summaries.get(id) });
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
    close: (): void => rows.forgetAll(),

    /** The dossier's key, loaded; undefined where it has none (any more). */
    async keyOf(dossierId: DossierId): Promise<Result<string | undefined, StoreError>> {
      const loaded = await keys.of([dossierId]);
      if (!loaded.ok) return loaded;
      if (loaded.value.damaged.has(dossierId)) return err({ type: 'VaultDamaged' });
      return ok(loaded.value.keyIds.get(dossierId));
    },

    /**
     * Summaries that open, in no order; `damaged` names those that do not, and those whose rows went with the power while
     * their key stayed: a fresh pull heals them, or destroys the key.
     */
    async list(): Promise<Result<{ summaries: ListedSummary[]; damaged: DossierId[] }, StoreError>> {
      const rows = await guarded(cacheDb, () => dossiers.toArray());
      if (!rows.ok) return rows;
      const [found, contact, known] = await Promise.all([
        openRows(rows.value),
        marks.find('contact'),
        keys.all(),
      ]);
      if (!found.ok) return found;
      if (!contact.ok) return contact;
      if (!known.ok) return known;
      const there = new Set(rows.value.map(({ id }) => id));
      const lost = known.value.filter((id) => !there.has(id));
      return ok({
        summaries: found.value.flatMap(({ summary }) => (summary ? listed(summary, contact.value) : [])),
        damaged: [...found.value.flatMap(({ row, summary }) => (summary ? [] : row.id)), ...lost],
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
      const held = new Set<DossierId>();
      const done = await untilDone(new Set(commits.keys()), (left) =>
        tryCommit(new Map([...commits].filter(([id]) => left.has(id))), held),
      );
      if (!done.ok) return done;
      for (const dossierId of held) {
        const documents = commits.get(dossierId)?.entries ?? [];
        const visible = new Set(documents.map((entry) => entry.documentId));
        const kept = await contents.keepOnly(dossierId, visible);
        if (!kept.ok) return kept;
        const read = await texts.keepOnly(dossierId, visible);
        if (!read.ok) return read;
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
      rows.forget(ids);
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
  db.transaction('rw', db.dossiers, db.states, db.texts, db.indexes, async () => {
    await db.dossiers.bulkDelete([...ids]);
    await db.texts
      .where('dossier')
      .anyOf([...ids])
      .delete();
    await db.indexes.bulkDelete([...ids]);
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
