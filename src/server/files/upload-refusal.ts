import type { WireError, WireErrorCode } from '#wire/errors.ts';

/** Why an upload was refused: goes out in `because`, and into the trace. */
export type UploadRefusalReason =
  | 'empty'
  | 'tooLarge'
  | 'hashMissing'
  /** The content that arrived is not the one that was announced. */
  | 'hashMismatch'
  /** Another device's or another professional's: answered like an unknown one. */
  | 'notYours'
  | 'unknown'
  | 'tooManyWaiting'
  | 'chunkTooLarge'
  | 'lengthMissing';

/** 460 is what tus calls «Checksum Mismatch». */
const STATUS: Readonly<Record<UploadRefusalReason, number>> = {
  empty: 400,
  tooLarge: 413,
  hashMissing: 400,
  hashMismatch: 460,
  notYours: 404,
  unknown: 404,
  tooManyWaiting: 429,
  chunkTooLarge: 413,
  lengthMissing: 411,
};

/** Thrown through @tus/server, which has no other way to refuse; caught where its answer is read. */
export class UploadRefusal extends Error {
  readonly reason: UploadRefusalReason;
  readonly status_code: number;
  readonly body: string;
  constructor(reason: UploadRefusalReason) {
    super(reason);
    this.reason = reason;
    this.status_code = STATUS[reason];
    this.body = reason;
  }
}

const CODES: Readonly<Record<number, WireErrorCode>> = {
  404: 'notFound',
  409: 'uploadRefused',
  410: 'notFound',
  413: 'tooLarge',
  429: 'rateLimited',
  460: 'uploadRefused',
};

/** The one form in which an upload is refused: a code, and the reason where it is ours and tells of nobody else. */
export function refusalAnswer(
  status: number,
  reason?: UploadRefusalReason,
  headers = new Headers(),
): Response {
  const code = CODES[status] ?? (status >= 500 ? 'internal' : reason ? 'uploadRefused' : 'badRequest');
  const told = reason !== undefined && reason !== 'notYours' && reason !== 'unknown';
  const error: WireError = { code, ...(told && { because: reason }) };
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  headers.set('cache-control', 'no-store');
  return new Response(JSON.stringify(error), { status, headers });
}

export const answerTo = ({ status_code: status, reason }: UploadRefusal): Response =>
  refusalAnswer(status, reason);
