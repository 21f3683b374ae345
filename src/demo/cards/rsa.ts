import { fromBase64Url, toHex, type Bytes } from '#base/bytes.ts';

/** An RSA private key as a card keeps it (RFC 8017 §3.2, second form). */
export interface RsaPrivateKey {
  /** Of the modulus, in bytes. */
  readonly length: number;
  readonly p: bigint;
  readonly q: bigint;
  readonly dP: bigint;
  readonly dQ: bigint;
  readonly qInv: bigint;
}

/** From a private JSON Web Key (RFC 7518 §6.3). Throws where a part is missing: a mistake in our data. */
export function rsaPrivateKey({ n, p, q, dp, dq, qi }: JsonWebKey): RsaPrivateKey {
  return {
    length: partOf(n).length,
    p: integer(partOf(p)),
    q: integer(partOf(q)),
    dP: integer(partOf(dp)),
    dQ: integer(partOf(dq)),
    qInv: integer(partOf(qi)),
  };
}

function partOf(text: string | undefined): Bytes {
  const bytes = fromBase64Url(text ?? '');
  if (!bytes || bytes.length === 0) throw new TypeError('not an RSA private key');
  return bytes;
}

const integer = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);

function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let power = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * power) % modulus;
    power = (power * power) % modulus;
  }
  return result;
}

/** RSASP1 by the Chinese remainder theorem (RFC 8017 §5.2.1). Not constant-time: a simulation's key guards nothing. */
export function rsaRaw(key: RsaPrivateKey, block: Uint8Array): Bytes {
  const message = integer(block);
  const m1 = powerModulo(message, key.dP, key.p);
  const m2 = powerModulo(message, key.dQ, key.q);
  const h = ((((m1 - m2) % key.p) + key.p) * key.qInv) % key.p;
  const signature = (m2 + key.q * h).toString(16).padStart(key.length * 2, '0');
  return Uint8Array.from(signature.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** EMSA-PKCS1-v1_5 (RFC 8017 §9.2): 00 01 FF … FF 00, then what was given. */
export function padType1(data: Uint8Array, length: number): Bytes {
  const block = new Uint8Array(length).fill(0xff);
  block.set([0x00, 0x01]);
  block.set(data, length - data.length);
  block[length - data.length - 1] = 0x00;
  return block;
}
