import { toHex, utf8 } from '#base/bytes.ts';

/** HMAC-SHA-256 (hex): finds a value again without storing it, and without telling anybody who has no key. */
export async function keyedHash(key: CryptoKey, text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(text))));
}
