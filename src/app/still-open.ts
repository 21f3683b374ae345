import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { AppContext } from './context.ts';
import { mayDo } from './may.ts';
import type { AppError } from './port.ts';
import type { VaultSession } from './vault-session.ts';

/**
 * Whether a cached dossier may be shown now. A right that ended while the server was out of reach: what is cached stays
 * sealed until the next contact, which takes it away or finds the right renewed, and is not shown meanwhile.
 */
export function stillOpen(
  { view, serverTime }: Pick<AppContext, 'view' | 'serverTime'>,
  { row }: Pick<VaultSession, 'row'>,
  header: DossierHeader,
): Result<void, AppError> {
  if (view.online) return ok(undefined);
  const me: Actor = { psIdNat: row.owner, name: row.name, profession: row.profession };
  const verdict = mayDo({ header }, me, 'consultDossier', undefined, { now: serverTime.now() });
  return verdict.allowed ? ok(undefined) : err({ type: 'Refused', code: verdict.because });
}
