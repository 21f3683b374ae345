import type { DocumentId, DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { withVault, type AppContext } from './context.ts';
import { trueId } from './pending-acts.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';

/** Stars are the professional's own: sealed on this device, told to nobody. */
export function starActs(context: AppContext): Pick<Relais, 'setStarred'> {
  /** Of a dossier that is open in memory alone nothing is written, not even this. */
  const inMemory = (dossierId: DossierId, documentId: DocumentId, starred: boolean): boolean => {
    const memory = context.memory.find(dossierId)?.starred;
    if (starred) memory?.add(documentId);
    else memory?.delete(documentId);
    return memory !== undefined;
  };
  const onDevice = (
    dossierId: DossierId,
    documentId: DocumentId,
    starred: boolean,
  ): Promise<Result<void, AppError>> =>
    withVault(context, async ({ store }) => {
      const set = await store.stars.set(dossierId, documentId, starred);
      return set.ok ? ok(undefined) : err(appErrorOf(set.error));
    });
  return {
    async setStarred(given, documentId, starred) {
      const dossierId = trueId(context, given);
      if (!inMemory(dossierId, documentId, starred)) {
        const kept = await onDevice(dossierId, documentId, starred);
        if (!kept.ok) return kept;
      }
      context.view.raiseRevision(dossierId);
      return ok(undefined);
    },
  };
}
