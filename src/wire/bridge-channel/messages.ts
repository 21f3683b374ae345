import { type Bytes, concat, fromUtf8, utf8 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { ownBytes } from '../noise/own-bytes.ts';

/**
 * What is sealed into one frame: length of the JSON (2 bytes, big endian) ‖ JSON in UTF-8 ‖ secret bytes. The digits of
 * a PIN travel as the secret, never in the JSON: strings cannot be wiped, bytes can.
 */
const LENGTH_BYTES = 2;
const MAX_JSON_BYTES = 0xffff;

/** The result holds a copy of the secret: wipe both once it is sealed. Throws where the JSON is too long. */
export function encodeMessage(json: unknown, secret: Uint8Array = new Uint8Array(0)): Bytes {
  const text = utf8(JSON.stringify(json));
  if (text.length > MAX_JSON_BYTES) throw new Error('too long for a message');
  return concat(Uint8Array.of(text.length >> 8, text.length & 0xff), text, secret);
}

/** `secret` is a view into `bytes`: wiping either wipes the digits. */
export function decodeMessage(
  bytes: Uint8Array,
): Result<{ json: unknown; secret: Bytes }, { type: 'malformed' }> {
  const own = ownBytes(bytes);
  const [high, low] = own;
  if (high === undefined || low === undefined) return err({ type: 'malformed' });
  const end = LENGTH_BYTES + (high << 8) + low;
  if (end > own.length) return err({ type: 'malformed' });
  const json = parseJson(own.subarray(LENGTH_BYTES, end));
  return json.ok ? ok({ json: json.value, secret: own.subarray(end) }) : json;
}

function parseJson(bytes: Bytes): Result<unknown, { type: 'malformed' }> {
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes));
    return ok(value);
  } catch {
    return err({ type: 'malformed' });
  }
}
