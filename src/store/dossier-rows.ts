import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from '#vault/associated-data.ts';
import type { Envelope } from '#vault/envelope.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import type { DossierKeys } from './dossier-keys.ts';
import { stateSchema, type DossierState } from './dossier-state.ts';
import { withoutText } from './text-store.ts';
import { summarySchema, withCursor, type DossierSummary } from './dossier-summary.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { CacheDatabase, DossierRow, StateRow, TextRow } from './vault-database.ts';

type Deps = { cacheDb: CacheDatabase; keys: DossierKeys; vault: OpenVault };

/** A row with what it says; `summary` undefined where it does not open. Rows whose key is gone are not among them. */
export type Found = { row: DossierRow; keyId: string | undefined; summary: DossierSummary | undefined };
/** A row to be stored over the revision before its own; `state`, and texts that came with it, where those changed too. */
export type Write = { row: DossierRow; state?: StateRow; texts?: readonly TextRow[] };
const damagedRow: Result<never, StoreError> = err({ type: 'VaultDamaged' });

export type DossierRows = ReturnType<typeof dossierRows>;

/** The rows of cached dossiers, opened and sealed: a summary each, and apart from it the state. */
export function dossierRows({ cacheDb, keys, vault }: Deps) {
  const { dossiers, states, texts } = cacheDb;
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
    const state = stateSchema.safeParse(value.value);
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

  const sealState = (keyId: string, dossierId: DossierId, { header, entries }: DossierState) =>
    vault.sealJson(keyId, place(dossierId, 'dossiers/content'), {
      header,
      entries: entries.map(withoutText),
    });

  /** Stores together, each only over the revision that was read; names those that another tab wrote meanwhile. */
  const putUnchanged = (writes: readonly Write[]): Promise<Result<Set<DossierId>, StoreError>> =>
    guarded(cacheDb, () =>
      cacheDb.transaction('rw', dossiers, states, texts, async () => {
        const now = await dossiers.bulkGet(writes.map(({ row }) => row.id));
        const mine = writes.filter(({ row }, index) => (now[index]?.rev ?? 0) === row.rev - 1);
        await dossiers.bulkPut(mine.map(({ row }) => row));
        await states.bulkPut(mine.flatMap(({ state }) => state ?? []));
        await texts.bulkPut(mine.flatMap(({ texts: own }) => own ?? []));
        const done = new Set(mine.map(({ row }) => row.id));
        return new Set(writes.map(({ row }) => row.id).filter((id) => !done.has(id)));
      }),
    );

  return {
    openState,
    openRows,
    findRows,
    sealSummary,
    sealState,
    putUnchanged,
    forget(ids: readonly DossierId[]): void {
      for (const id of ids) opened.delete(id);
    },
    /** With the lock of the vault. */
    forgetAll: (): void => opened.clear(),
  };
}
