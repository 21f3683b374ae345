import { errorCode } from './error-code.ts';

/** Of a failure inside the server: what passes. Nothing was written, and the same request is welcome later. */
export type TemporaryFailure = 'storageFull' | 'busy';

const BY_CODE: Readonly<Record<string, TemporaryFailure>> = {
  SQLITE_FULL: 'storageFull',
  SQLITE_IOERR_WRITE: 'storageFull',
  SQLITE_IOERR_SHMSIZE: 'storageFull',
  ENOSPC: 'storageFull',
  SQLITE_BUSY: 'busy',
};

/** Undefined where the same request would fail again. */
export const temporaryFailure = (error: unknown): TemporaryFailure | undefined =>
  BY_CODE[errorCode(error) ?? ''];
