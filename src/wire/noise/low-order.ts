import { toHex } from '#base/bytes.ts';

/**
 * The X25519 public keys that make every shared secret zero: little-endian u, top bit ignored (RFC 7748 §5), from
 * https://cr.yp.to/ecdh.html#validate. A handshake meets them as `refusedKey`; a key that comes by another way than a
 * handshake (a link) is looked up here before it is used.
 */
const LOW_ORDER: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  '01' + '00'.repeat(31),
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ec' + 'ff'.repeat(30) + '7f', // p - 1
  'ed' + 'ff'.repeat(30) + '7f', // p, that is 0 again
  'ee' + 'ff'.repeat(30) + '7f', // p + 1, that is 1 again
]);

export function isLowOrder(publicKey: Uint8Array): boolean {
  const masked = new Uint8Array(publicKey);
  masked[31] = (masked[31] ?? 0) & 0x7f;
  return LOW_ORDER.has(toHex(masked));
}
