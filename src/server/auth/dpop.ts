import { isDeviceId, type DeviceId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { DeviceKeys } from './device-key.ts';
import type { PublicJwk } from './public-jwk.ts';
import { serverNonces, type ServerNonces } from './server-nonces.ts';

/**
 * Proof of possession of the device key (RFC 9449): one signed JWT per request in the header `DPoP`.
 *
 * | part  | what is asked of it                                                                            |
 * |-------|------------------------------------------------------------------------------------------------|
 * | typ   | `dpop+jwt`                                                                                     |
 * | alg   | ES256 alone                                                                                    |
 * | jwk   | public key on P-256, without private members                                                   |
 * | htm   | the method                                                                                     |
 * | htu   | configured origin and path; query and fragment do not count (§4.3)                             |
 * | iat   | a number; device clocks lie, so freshness hangs on the nonce (§8)                              |
 * | nonce | ours, one to two minutes old at most                                                           |
 * | jti   | once per key and nonce                                                                         |
 * | ath   | SHA-256 of the token where one is presented                                                    |
 */
export interface DpopVerifier {
  /** Errors: `dpopMissing`, `dpopInvalid`, `dpopNonce` (answer with `freshNonce` in the header `DPoP-Nonce`). */
  verify(request: DpopRequest): Promise<Result<DeviceProof, DpopError>>;
  freshNonce(): string;
}

export type DpopError = Extract<WireErrorCode, 'dpopMissing' | 'dpopInvalid' | 'dpopNonce'>;
export type DpopRequest = {
  /** The header's value, null where it is absent. */
  proof: string | null;
  method: string;
  /** As it arrived: only the path counts, the origin is the configured one. */
  url: string;
  accessToken?: string | undefined;
};
/** The key that signed, and its thumbprint (RFC 7638, SHA-256): the device's name. */
export type DeviceProof = { jkt: DeviceId; publicJwk: PublicJwk };

const MAX_PROOF_LENGTH = 4096;

export function dpopVerifier(deps: {
  clock: Clock;
  random: Random;
  origin: string;
  keys: DeviceKeys;
}): DpopVerifier {
  const nonces = serverNonces(deps);
  return {
    freshNonce: () => nonces.fresh(),
    verify: (request) => verifyProof({ ...deps, nonces }, request),
  };
}

/** RFC 7515 forbids nothing beside these members; a private one means that the key leaked. */
const proofJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.optional(z.undefined()),
});
const proofClaims = z.object({
  jti: z.string().check(z.minLength(8), z.maxLength(200)),
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  nonce: z.optional(z.string()),
  ath: z.optional(z.string()),
});
type ProofClaims = z.infer<typeof proofClaims>;

type Deps = { clock: Clock; origin: string; nonces: ServerNonces; keys: DeviceKeys };

async function verifyProof(deps: Deps, request: DpopRequest): Promise<Result<DeviceProof, DpopError>> {
  if (!request.proof) return err('dpopMissing');
  const signed = await readProof(request.proof, deps);
  if (!signed) return err('dpopInvalid');
  const { claims, key } = signed;
  if (!fitsRequest(claims, request, deps.origin)) return err('dpopInvalid');
  const accepted = deps.nonces.accept(claims.nonce ?? '', `${key.jkt}.${claims.jti}`);
  if (accepted === 'stale') return err('dpopNonce');
  return accepted === 'accepted' ? ok(key) : err('dpopInvalid');
}

/** Undefined where it is not a DPoP proof or its signature does not hold. */
async function readProof(
  proof: string,
  { clock, keys }: Pick<Deps, 'clock' | 'keys'>,
): Promise<{ claims: ProofClaims; key: DeviceProof } | undefined> {
  if (proof.length > MAX_PROOF_LENGTH) return undefined;
  try {
    const jwk = proofJwk.parse(decodeProtectedHeader(proof).jwk);
    const key = deviceProof(jwk);
    const { payload } = await jwtVerify(proof, keys.keyOf(key.publicJwk), {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: new Date(clock.now()),
    });
    const claims = proofClaims.safeParse(payload);
    return claims.success ? { claims: claims.data, key } : undefined;
  } catch {
    return undefined; // jose and zod throw on whatever is not a proof
  }
}

/** RFC 7638 §3.2: the required members of an EC key in this order are its canonical form. */
function deviceProof({ x, y }: { x: string; y: string }): DeviceProof {
  const publicJwk: PublicJwk = { crv: 'P-256', kty: 'EC', x, y };
  const jkt = createHash('sha256').update(JSON.stringify(publicJwk)).digest('base64url');
  if (!isDeviceId(jkt)) throw new Error('a thumbprint is not of the form that RFC 7638 gives it');
  return { jkt, publicJwk };
}

function fitsRequest(claims: ProofClaims, request: DpopRequest, origin: string): boolean {
  if (claims.htm !== request.method || !sameTarget(claims.htu, request.url, origin)) return false;
  return request.accessToken === undefined || claims.ath === accessTokenHash(request.accessToken);
}

/** RFC 9449 §4.2: base64url of the SHA-256 of the token's ASCII. */
const accessTokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');

function sameTarget(htu: string, url: string, origin: string): boolean {
  if (!URL.canParse(htu)) return false;
  const target = new URL(htu);
  return target.origin === origin && target.pathname === new URL(url, origin).pathname;
}
