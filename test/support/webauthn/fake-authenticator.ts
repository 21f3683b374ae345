import { concat, sha256, toBase64Url, utf8, type Bytes } from '#base/bytes.ts';
import type { PasskeyAssertion } from '#wire/emergency.ts';
import type { registerPasskeyInput } from '#wire/passkeys.ts';
import type { infer as Infer } from 'zod/mini';

/** What a site may be lied to about; the rest is as a good browser and authenticator make it. */
export type Bent = {
  origin?: string;
  rpId?: string;
  type?: string;
  userVerified?: boolean;
  counter?: number;
  crossOrigin?: boolean;
  /** One more kind of attestation than a browser leaves. */
  withCertificate?: boolean;
};

/** An authenticator with one ES256 credential: authenticator data and signatures as Web Authentication Level 3, §6, has them. */
export type FakeAuthenticator = Awaited<ReturnType<typeof fakeAuthenticator>>;

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

export async function fakeAuthenticator(site: { origin: string; rpId: string }) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
  const rawId = crypto.getRandomValues(new Uint8Array(16));
  const id = toBase64Url(rawId);
  let counter = 0;

  const clientData = (type: string, challenge: string, bent: Bent): Bytes =>
    utf8(
      JSON.stringify({
        type: bent.type ?? type,
        challenge,
        origin: bent.origin ?? site.origin,
        crossOrigin: bent.crossOrigin ?? false,
      }),
    );

  async function head(flags: number, bent: Bent): Promise<Bytes> {
    const verified = bent.userVerified === false ? 0 : USER_VERIFIED;
    const count = new DataView(new ArrayBuffer(4));
    count.setUint32(0, bent.counter ?? ++counter);
    const rpIdHash = await sha256(utf8(bent.rpId ?? site.rpId));
    return concat(rpIdHash, Uint8Array.of(flags | USER_PRESENT | verified), new Uint8Array(count.buffer));
  }

  return {
    id,
    async register(
      challenge: string,
      bent: Bent = {},
      name = 'Téléphone',
    ): Promise<Infer<typeof registerPasskeyInput>> {
      const idLength = Uint8Array.of(0, rawId.length);
      const attested = concat(new Uint8Array(16), idLength, rawId, await coseKey(pair.publicKey));
      const authData = concat(await head(ATTESTED, bent), attested);
      const attestation: readonly [string, Bytes][] = bent.withCertificate
        ? [
            ['fmt', cborText('packed')],
            ['attStmt', cborMap([['x5c', concat(Uint8Array.of(0x81), cborBytes(rawId))]])],
          ]
        : [
            ['fmt', cborText('none')],
            ['attStmt', cborMap([])],
          ];
      return {
        name,
        id,
        rawId: id,
        clientDataJSON: toBase64Url(clientData('webauthn.create', challenge, bent)),
        attestationObject: toBase64Url(cborMap([...attestation, ['authData', cborBytes(authData)]])),
        transports: ['internal'],
      };
    },
    async assert(challenge: string, bent: Bent = {}): Promise<PasskeyAssertion> {
      const data = clientData('webauthn.get', challenge, bent);
      const authenticatorData = await head(0, bent);
      const signed = concat(authenticatorData, await sha256(data));
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, signed);
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: toBase64Url(data),
          authenticatorData: toBase64Url(authenticatorData),
          signature: toBase64Url(asDer(new Uint8Array(signature))),
        },
      };
    },
  };
}

/** RFC 9053 §7.1.1: {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y}. */
async function coseKey(key: CryptoKey): Promise<Bytes> {
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', key));
  const x = cborBytes(point.slice(1, 33));
  const y = cborBytes(point.slice(33));
  return concat(Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21), x, Uint8Array.of(0x22), y);
}

/** RFC 3279 §2.2.3: a SEQUENCE of r and s, as authenticators sign. */
function asDer(signature: Bytes): Bytes {
  const body = concat(derInteger(signature.slice(0, 32)), derInteger(signature.slice(32)));
  return concat(Uint8Array.of(0x30, body.length), body);
}

function derInteger(bytes: Bytes): Bytes {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.slice(first);
  const positive = (digits[0] ?? 0) & 0x80 ? concat(Uint8Array.of(0), digits) : digits;
  return concat(Uint8Array.of(0x02, positive.length), positive);
}

/** RFC 8949, as far as it is needed: lengths below 65,536. */
function cborHead(major: number, length: number): Bytes {
  if (length < 24) return Uint8Array.of((major << 5) | length);
  if (length < 256) return Uint8Array.of((major << 5) | 24, length);
  return Uint8Array.of((major << 5) | 25, length >> 8, length & 0xff);
}
const cborBytes = (bytes: Bytes): Bytes => concat(cborHead(2, bytes.length), bytes);
const cborText = (text: string): Bytes => concat(cborHead(3, text.length), utf8(text));
const cborMap = (entries: readonly (readonly [string, Bytes])[]): Bytes =>
  concat(cborHead(5, entries.length), ...entries.flatMap(([key, value]) => [cborText(key), value]));
