import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { AppContext } from './context.ts';
import type { AppError } from './port.ts';

/** As the server would say it, if it could be asked. */
export const ENDED: AppError = { type: 'Refused', code: 'authorisationExpired' };

/**
 * A right that ended while the server was out of reach: what is cached stays sealed until the next contact, which takes
 * it away or finds the right renewed, and is not shown meanwhile.
 */
export const hasEndedOffline = (
  { view, serverTime }: Pick<AppContext, 'view' | 'serverTime'>,
  { access }: Pick<DossierHeader, 'access'>,
): boolean => !view.online && access.until !== null && access.until <= serverTime.now();
