import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';

export interface Response {
  readonly data: Bytes;
  /** SW1 SW2 as one number. */
  readonly sw: number;
}

const MAX_ANSWER = 256 + 2;

/** Splits an answer into data and status (ISO/IEC 7816-4 §5.1). Malformed where it is no short answer. */
export function parseResponse(answer: Bytes, step: string): Result<Response, CardError> {
  if (answer.length < 2) return err({ type: 'Malformed', what: `${step}: answer without status` });
  if (answer.length > MAX_ANSWER) return err({ type: 'Malformed', what: `${step}: answer too long` });
  const end = answer.length - 2;
  const [sw1 = 0, sw2 = 0] = answer.subarray(end);
  return ok({ data: answer.subarray(0, end), sw: (sw1 << 8) | sw2 });
}
