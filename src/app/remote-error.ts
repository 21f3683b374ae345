import type { RemoteError, SyncError } from '#sync/ports.ts';
import { property, wireErrorIn } from '#wire/client/thrown-error.ts';
import { isWireError, type WireError } from '#wire/errors.ts';
import type { StoreError } from '#store/errors.ts';
import type { AppError, ServerErrorCode, SyncErrorCode } from './port.ts';

/** No word of our server in it: no network, a captive portal, or an answer cut off. */
export function remoteErrorOf(thrown: unknown): RemoteError {
  if (nameOf(thrown) === 'AbortError' || nameOf(property(thrown, 'cause')) === 'AbortError')
    return { type: 'Cancelled' };
  const error = wireErrorIn(thrown);
  return error ? { type: 'Server', error } : { type: 'Unreachable' };
}

/** The error in the JSON body of an answer that is not tRPC's. */
export async function remoteErrorIn(answer: Response): Promise<RemoteError> {
  try {
    const body: unknown = JSON.parse(await answer.text());
    return isWireError(body) ? { type: 'Server', error: body } : { type: 'Unreachable' };
  } catch {
    return { type: 'Unreachable' };
  }
}

export function appErrorOf(error: SyncError | StoreError): AppError {
  if (error.type === 'Unreachable') return { type: 'Offline' };
  if (error.type === 'Server') return serverError(error.error);
  if (error.type === 'DigestMismatch' || error.type === 'ReceiptMismatch')
    return { type: 'Server', code: 'internal' };
  return error;
}

/** Of what went wrong inside the server, `because` names what passes by itself. */
function codeOf({ code, because }: WireError): ServerErrorCode {
  if (code !== 'internal') return code;
  return because === 'storageFull' ? 'serverFull' : because === 'busy' ? 'serverBusy' : code;
}

function serverError(error: WireError): AppError {
  const [code, because] = [codeOf(error), error.because];
  if (code === 'wireVersion') return { type: 'UpdateNeeded' };
  return because === undefined ? { type: 'Server', code } : { type: 'Server', code, because };
}

type NamedByType = Exclude<SyncError['type'], 'Server'>;
/** What the sync line of the screen says; undefined for what it says otherwise (offline, locked, cancelled). */
const CODES: Readonly<Record<NamedByType, SyncErrorCode | undefined>> = {
  Unreachable: undefined,
  Cancelled: undefined,
  VaultLocked: undefined,
  VaultDamaged: 'vaultDamaged',
  StorageFull: 'storageFull',
  StorageFailed: 'storageFailed',
  DigestMismatch: 'digestMismatch',
  ReceiptMismatch: 'receiptMismatch',
};

export const syncErrorCode = (error: SyncError): SyncErrorCode | undefined =>
  error.type === 'Server' ? codeOf(error.error) : CODES[error.type];

const nameOf = (value: unknown): unknown => property(value, 'name');
