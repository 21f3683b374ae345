import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { Place } from '#vault/associated-data.ts';
import { type OpenVault, VAULT_KEY } from '#vault/open-vault.ts';
import { holderTraits } from '#wire/actor.ts';
import { documentEntry, dossierHeader } from '#wire/dossier.ts';
import { dossierId as dossierIdSchema, insC, time } from '#wire/primitives.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import * as z from 'zod/mini';
import type { ContentStore } from './content-store.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { CacheDatabase, DossierRow, VaultDatabase } from './vault-database.ts';

const summarySchema = z.object({
  dossierId: dossierIdSchema,
  holder: holderTraits,
  insC,
  documents: z.int(),
  pinned: z.boolean(),
  openedAt: time,
  syncedAt: time,
  cursor: z.nullable(z.string()),
  /** In which form the rows were written (wire/version.ts); absent in rows of before it was noted. */
  wire: z.optional(z.int()),
});
/** What lists show of a cached dossier, and where its next pull starts. Small, so that a list opens fast. */
export type DossierSummary = z.infer<typeof summarySchema>;

const contentSchema = z.object({ header: dossierHeader, entries: z.array(documentEntry) });
/** A dossier as this reader sees it at the bound of its last complete pull. */
export type DossierState = { header: DossierHeader; entries: readonly DocumentEntry[] };

export type Commit = DossierState & { cursor: string; at: number };

type Deps = { vaultDb: VaultDatabase; cacheDb: CacheDatabase; contents: ContentStore; vault: OpenVault };
type Found = { row: DossierRow; keyId: string; summary: DossierSummary };

export type DossierRepository = ReturnType<typeof dossierRepository>;

/** The only door to cached dossiers: sealed going in, parsed coming out. Absent means never cached, or destroyed. */
export function dossierRepository({ vaultDb, cacheDb, contents, vault }: Deps) {
  const place = (dossierId: DossierId, store: string): Place => ({
    store,
    row: dossierId,
    dossier: dossierId,
  });

  /** Loads the dossier's key; undefined where it has none (any more). */
  async function keyOf(dossierId: DossierId): Promise<Result<string | undefined, StoreError>> {
    const row = await guarded(vaultDb, () => vaultDb.keys.get(dossierId));
    if (!row.ok) return row;
    if (!row.value) return ok(undefined);
    const loaded = await vault.loadKey(VAULT_KEY, place(dossierId, 'keys'), row.value.wrapped);
    return loaded.ok ? ok(row.value.wrapped.id) : loaded;
  }

  /** The dossier's key, made now where there is none; of two tabs making one, the first to store wins. */
  async function ensureKey(dossierId: DossierId): Promise<Result<string, StoreError>> {
    const known = await keyOf(dossierId);
    if (!known.ok) return known;
    if (known.value !== undefined) return ok(known.value);
    const wrapped = await vault.createKey(VAULT_KEY, place(dossierId, 'keys'));
    if (!wrapped.ok) return wrapped;
    const stored = await guarded(vaultDb, () =>
      vaultDb.transaction('rw', vaultDb.keys, async () => {
        if (!(await vaultDb.keys.get(dossierId)))
          await vaultDb.keys.put({ dossierId, wrapped: wrapped.value });
      }),
    );
    if (!stored.ok) return stored;
    const winner = await keyOf(dossierId);
    if (!winner.ok) return winner;
    return winner.value === undefined ? err({ type: 'StorageFailed' }) : ok(winner.value);
  }

  async function openSummary(row: DossierRow): Promise<Result<Found | undefined, StoreError>> {
    const keyId = await keyOf(row.id);
    if (!keyId.ok) return keyId;
    // a row whose key is gone was destroyed, even where its bytes are still there
    if (keyId.value === undefined || keyId.value !== row.summary.keyId) return ok(undefined);
    const opened = await vault.openJson(place(row.id, 'dossiers/summary'), row.summary);
    if (!opened.ok) return opened;
    const summary = summarySchema.safeParse(opened.value);
    return summary.success
      ? ok({ row, keyId: keyId.value, summary: withCursor(summary.data) })
      : err({ type: 'VaultDamaged' });
  }

  async function openContent(row: DossierRow): Promise<Result<DossierState, StoreError>> {
    const opened = await vault.openJson(place(row.id, 'dossiers/content'), row.content);
    if (!opened.ok) return opened;
    const state = contentSchema.safeParse(opened.value);
    return state.success ? ok(state.data) : err({ type: 'VaultDamaged' });
  }

  async function findRow(dossierId: DossierId): Promise<Result<Found | undefined, StoreError>> {
    const row = await guarded(cacheDb, () => cacheDb.dossiers.get(dossierId));
    if (!row.ok) return row;
    return row.value ? openSummary(row.value) : ok(undefined);
  }

  const sealSummary = (keyId: string, summary: DossierSummary) =>
    vault.sealJson(keyId, place(summary.dossierId, 'dossiers/summary'), summary);

  /** Stores only over the revision that was read: false where another tab wrote meanwhile. */
  const putIfUnchanged = (row: DossierRow): Promise<Result<boolean, StoreError>> =>
    guarded(cacheDb, () =>
      cacheDb.transaction('rw', cacheDb.dossiers, async () => {
        const now = await cacheDb.dossiers.get(row.id);
        if ((now?.rev ?? 0) !== row.rev - 1) return false;
        await cacheDb.dossiers.put(row);
        return true;
      }),
    );

  async function tryCommit(dossierId: DossierId, input: Commit): Promise<Result<boolean, StoreError>> {
    const raw = await guarded(cacheDb, () => cacheDb.dossiers.get(dossierId));
    if (!raw.ok) return raw;
    const found = raw.value ? await openSummary(raw.value) : ok(undefined);
    // a damaged row is what a complete pull heals; a locked vault is not
    if (!found.ok && found.error.type !== 'VaultDamaged') return found;
    const before = found.ok ? found.value?.summary : undefined;
    const keyId = await ensureKey(dossierId);
    if (!keyId.ok) return keyId;
    const { header, entries, cursor, at } = input;
    const summary = await sealSummary(keyId.value, {
      dossierId,
      holder: header.holder,
      insC: header.insC,
      documents: entries.filter((entry) => entry.status !== 'deleted').length,
      pinned: before?.pinned ?? false,
      openedAt: before?.openedAt ?? at,
      syncedAt: at,
      cursor,
      wire: WIRE_VERSION,
    });
    if (!summary.ok) return summary;
    const content = await vault.sealJson(keyId.value, place(dossierId, 'dossiers/content'), {
      header,
      entries,
    });
    if (!content.ok) return content;
    const rev = (raw.value?.rev ?? 0) + 1;
    return putIfUnchanged({ id: dossierId, rev, summary: summary.value, content: content.value });
  }

  async function tryUpdate(
    dossierId: DossierId,
    edit: (summary: DossierSummary) => DossierSummary,
  ): Promise<Result<boolean, StoreError>> {
    const found = await findRow(dossierId);
    if (!found.ok) return found;
    if (!found.value) return ok(true);
    const { row, keyId, summary } = found.value;
    const sealed = await sealSummary(keyId, edit(summary));
    return sealed.ok ? putIfUnchanged({ ...row, rev: row.rev + 1, summary: sealed.value }) : sealed;
  }

  return {
    keyOf,

    /** Summaries that open, in no order; `damaged` counts those that do not: a fresh pull heals them. */
    async list(): Promise<Result<{ summaries: DossierSummary[]; damaged: DossierId[] }, StoreError>> {
      const rows = await guarded(cacheDb, () => cacheDb.dossiers.toArray());
      if (!rows.ok) return rows;
      const summaries: DossierSummary[] = [];
      const damaged: DossierId[] = [];
      for (const row of rows.value) {
        const found = await openSummary(row);
        if (found.ok && found.value) summaries.push(found.value.summary);
        if (!found.ok && found.error.type !== 'VaultDamaged') return found;
        if (!found.ok) damaged.push(row.id);
      }
      return ok({ summaries, damaged });
    },

    async find(
      dossierId: DossierId,
    ): Promise<Result<(DossierState & { summary: DossierSummary }) | undefined, StoreError>> {
      const found = await findRow(dossierId);
      if (!found.ok || !found.value) return found.ok ? ok(undefined) : found;
      const state = await openContent(found.value.row);
      return state.ok ? ok({ ...state.value, summary: found.value.summary }) : state;
    },

    /** Replaces what is held by the outcome of a complete pull; contents that are no longer visible go too. */
    async commit(dossierId: DossierId, input: Commit): Promise<Result<void, StoreError>> {
      const done = await untilDone(() => tryCommit(dossierId, input));
      if (!done.ok) return done;
      return contents.keepOnly(dossierId, new Set(input.entries.map((entry) => entry.documentId)));
    },

    /** Changes the summary of a cached dossier; nothing where there is none. */
    update: (
      dossierId: DossierId,
      edit: (summary: DossierSummary) => DossierSummary,
    ): Promise<Result<void, StoreError>> => untilDone(() => tryUpdate(dossierId, edit)),

    /** Destroys the key first: whatever interrupts the rest, nothing of the dossier opens any more. */
    async remove(dossierId: DossierId): Promise<Result<void, StoreError>> {
      const row = await guarded(vaultDb, () => vaultDb.keys.get(dossierId));
      const destroyed = await guarded(vaultDb, () => vaultDb.keys.delete(dossierId));
      if (!destroyed.ok) return destroyed;
      if (row.ok && row.value) vault.forgetKey(row.value.wrapped.id);
      const dropped = await guarded(cacheDb, () => cacheDb.dossiers.delete(dossierId));
      return dropped.ok ? contents.removeDossier(dossierId) : dropped;
    },

    /** Drops rows and contents whose key is gone: what an interrupted `remove` left. */
    async sweep(): Promise<Result<void, StoreError>> {
      const keys = await guarded(vaultDb, () => vaultDb.keys.toCollection().primaryKeys());
      if (!keys.ok) return keys;
      const held = new Set<string>(keys.value);
      const rows = await guarded(cacheDb, () => cacheDb.dossiers.toCollection().primaryKeys());
      const blobs = await guarded(cacheDb, () => cacheDb.blobs.orderBy('dossier').uniqueKeys());
      if (!rows.ok) return rows;
      if (!blobs.ok) return blobs;
      const orphans = rows.value.filter((id) => !held.has(id));
      const dropped = await guarded(cacheDb, () => cacheDb.dossiers.bulkDelete(orphans));
      if (!dropped.ok) return dropped;
      for (const dossier of blobs.value.map(String).filter((id) => !held.has(id))) {
        const removed = await contents.removeDossier(dossier);
        if (!removed.ok) return removed;
      }
      return contents.sweep();
    },
  };
}

/** Rows of an older form are fetched from the beginning: what they lack, no later change would bring. */
const withCursor = (summary: DossierSummary): DossierSummary =>
  summary.wire === WIRE_VERSION ? summary : { ...summary, cursor: null };

/** Two tabs that write the same row take turns; more than a few turns mean that the storage does not answer. */
async function untilDone(
  attempt: () => Promise<Result<boolean, StoreError>>,
): Promise<Result<void, StoreError>> {
  for (let turn = 0; turn < 8; turn++) {
    const done = await attempt();
    if (!done.ok) return done;
    if (done.value) return ok(undefined);
  }
  return err({ type: 'StorageFailed' });
}
