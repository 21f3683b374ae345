import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';

const HEADER = 5;

/**
 * A short command APDU as the reader sends it at T=0 (ISO/IEC 7816-3 §12.2): five bytes and the data.
 *
 *     case 1   CLA INS P1 P2             P3 = 00 is added
 *     case 2   CLA INS P1 P2 Le          as it is
 *     case 3   CLA INS P1 P2 Lc data     as it is
 *     case 4   CLA INS P1 P2 Lc data Le  without Le: the card says 61xx, and GET RESPONSE fetches (`apdu/exchange.ts`)
 *
 * Procedure bytes are the reader's. Malformed for what is no short command.
 */
export function commandTpdu(apdu: Uint8Array): Result<Bytes, CardError> {
  if (apdu.length === HEADER - 1) return ok(concat(apdu, Uint8Array.of(0)));
  const lc = apdu[HEADER - 1];
  if (lc === undefined) return notShort;
  if (apdu.length === HEADER) return ok(new Uint8Array(apdu));
  const end = HEADER + lc;
  const isShort = lc > 0 && (apdu.length === end || apdu.length === end + 1);
  return isShort ? ok(new Uint8Array(apdu.subarray(0, end))) : notShort;
}

const notShort = err<CardError>({ type: 'Malformed', what: 'command: not a short APDU' });
