/**
 * Two decimal digits that app and bridge show, so that the person between them sees that these two talk to each other.
 * The hash is as good as random; 32 bits of it, modulo 100, favour no pair by more than one in 40 million. They confirm:
 * what keeps a stranger out is the secret of the link.
 */
export function pairingDigits(handshakeHash: Uint8Array): string {
  const { buffer, byteOffset, byteLength } = handshakeHash;
  const number = new DataView(buffer, byteOffset, byteLength).getUint32(0);
  return String(number % 100).padStart(2, '0');
}
