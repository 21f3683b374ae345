import type { MatrixError } from '#domain/access/matrix-file.ts';

/** Why a file is not taken. `where`: the first place that is not of the form, as a path of keys. */
export type MatrixRefusal =
  | { type: 'FileUnreadable' }
  | { type: 'Malformed'; where: string }
  | MatrixError
  | { type: 'VersionKnown'; version: string };
