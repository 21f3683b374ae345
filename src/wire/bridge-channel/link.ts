import { type DeviceId, isDeviceId } from '#base/brand.ts';
import { type Bytes, concat, fromBase64Url, toBase64Url, utf8 } from '#base/bytes.ts';
import { isLowOrder } from '../noise/low-order.ts';
import { ownBytes } from '../noise/own-bytes.ts';

/** What a bridge shows as a QR code or opens as a link: enough to find it, to know it, and to be let in once. */
export type PairingOffer = {
  /** 32 bytes: the bridge's X25519 public key. */
  bridgeKey: Bytes;
  /** 32 random bytes, used once. */
  secret: Bytes;
  /** Thumbprint of the bridge's relay key: where the relay finds it. */
  address: DeviceId;
};

/** Of the link's bytes: version, bridge key, secret, address. */
const LINK_VERSION = 1;
const PART_BYTES = 32;
const LINK_BYTES = 1 + 3 * PART_BYTES;

/** What stands after # never reaches a server (RFC 3986 §3.5: a fragment is not sent). */
export function pairingLink(origin: string, { bridgeKey, secret, address }: PairingOffer): string {
  const bytes = concat(Uint8Array.of(LINK_VERSION), bridgeKey, secret, addressBytes(address));
  if (bytes.length !== LINK_BYTES) throw new Error('a part of the offer has another length');
  return `${origin}/pair#${toBase64Url(bytes)}`;
}

/** `location.hash`, with or without its #. Undefined where it is no such link, of another version, or has no real key. */
export function parsePairingFragment(fragment: string): PairingOffer | undefined {
  const text = fragment.replace(/^#/, '');
  const bytes = fromBase64Url(text);
  if (bytes?.length !== LINK_BYTES || bytes[0] !== LINK_VERSION || toBase64Url(bytes) !== text)
    return undefined;
  const part = (n: number) => bytes.slice(1 + n * PART_BYTES, 1 + (n + 1) * PART_BYTES);
  const offer = { bridgeKey: part(0), secret: part(1) };
  const address = toBase64Url(part(2));
  return isDeviceId(address) && !isLowOrder(offer.bridgeKey) ? { ...offer, address } : undefined;
}

/** What the handshake mixes in (Noise §9): the app that sends under it has read the link. */
export const pairingPsk = (secret: Uint8Array): Promise<Bytes> =>
  deriveFrom(secret, 'relais-bridge-pairing-psk-v1');

/** What the relay is shown instead: it tells nothing of the secret nor of the psk. */
export const pairingTicket = (secret: Uint8Array): Promise<Bytes> =>
  deriveFrom(secret, 'relais-bridge-pairing-ticket-v1');

/** HKDF-SHA-256 (RFC 5869) without salt: the secret is already random. 32 bytes. */
async function deriveFrom(secret: Uint8Array, label: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', ownBytes(secret), 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(label) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 8 * 32));
}

function addressBytes(address: DeviceId): Bytes {
  const bytes = fromBase64Url(address);
  if (!bytes) throw new Error('an address is base64url');
  return bytes;
}
