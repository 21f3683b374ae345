import { err, ok, type Result } from '#base/result.ts';
import Dexie from 'dexie';
import type { StoreError } from './errors.ts';

/**
 * Names of IndexedDB and Dexie errors after which a fresh connection may work (iOS drops it in the background). Not
 * DatabaseClosedError: that one we closed ourselves, with the vault.
 */
const LOST_CONNECTION = ['UnknownError', 'InvalidStateError', 'OpenFailedError'];

/**
 * Runs database work and names its failures. A lost connection («Connection to Indexed Database server lost») is
 * opened again once: all work passed here may be done twice. Errors that are not the database's are bugs and throw.
 */
export async function guarded<T>(db: Dexie, work: () => Promise<T>): Promise<Result<T, StoreError>> {
  const first = await attempt(work);
  if (first.ok || !first.error.lost) return first.ok ? first : err(first.error.error);
  const again = await attempt(async () => {
    db.close({ disableAutoOpen: false });
    await db.open();
    return work();
  });
  return again.ok ? again : err(again.error.error);
}

type Failure = { error: StoreError; lost: boolean };

async function attempt<T>(work: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await work());
  } catch (thrown) {
    const names = databaseErrorNames(thrown);
    if (names.length === 0) throw thrown;
    if (names.includes('QuotaExceededError')) return err({ error: { type: 'StorageFull' }, lost: false });
    const lost = names.some((name) => LOST_CONNECTION.includes(name));
    return err({ error: { type: 'StorageFailed' }, lost });
  }
}

/** Names of an error and of those inside it (Dexie wraps a full disk in an AbortError); none for a bug. */
function databaseErrorNames(thrown: unknown): string[] {
  const names: string[] = [];
  let error: unknown = thrown;
  while (error instanceof Dexie.DexieError || error instanceof DOMException) {
    names.push(error.name);
    error = 'inner' in error ? error.inner : undefined;
  }
  return names;
}
