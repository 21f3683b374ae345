import { deviceKeys } from '#server/auth/device-key.ts';
import type { DeviceId } from '#base/brand.ts';
import { toBase64Url, utf8, sha256, type Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { loginMessage } from '#cards/cps/login-message.ts';
import type { AuthDeps } from '#server/auth/deps.ts';
import { dpopVerifier, type DeviceProof } from '#server/auth/dpop.ts';
import type { PublicJwk } from '#server/auth/public-jwk.ts';
import { addProfessional, type NewProfessional } from '#server/auth/professionals.ts';
import { revocation } from '#server/auth/revocation.ts';
import { openDatabase, type Database } from '#server/database.server.ts';
import { traceRow } from '#server/schema/trace.ts';
import { openJson, sealKey, type SealKey } from '#server/seal.ts';
import { traceRecorder, tracePlace } from '#server/traces/recorder.ts';
import { fromBase64Url } from '#base/bytes.ts';
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ORIGIN = 'https://relais.example';
export const INSTANCE = '0b5ad3f4-6f0c-4cc4-a1f5-2a3f1a1f7d10';
/** 1 June 2026, noon UTC. */
export const NOW = Date.UTC(2026, 5, 1, 12);
export const DAY_MS = 86_400_000;

export type MovableClock = Clock & { advance(ms: number): void };

export function movableClock(start = NOW): MovableClock {
  let elapsed = 0;
  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    advance: (ms) => {
      elapsed += ms;
    },
  };
}

export type DirectoryHarness = {
  folder: string;
  directory: Database;
  traceKey: SealKey;
  close(): Promise<void>;
};

/** A directory database in a folder of its own. */
export async function openDirectory(folder?: string): Promise<DirectoryHarness> {
  const own = folder ?? (await mkdtemp(join(tmpdir(), 'relais-test-')));
  const directory = await openDatabase({
    name: 'directory',
    url: `file:${join(own, 'directory.db')}`,
    key: new Uint8Array(32).fill(7),
    migrations: resolve(import.meta.dirname, '../../../drizzle'),
  });
  return {
    folder: own,
    directory,
    traceKey: sealKey(new Uint8Array(32).fill(9)),
    async close() {
      await directory.close();
      await rm(own, { recursive: true, force: true });
    },
  };
}

export type AuthHarness = DirectoryHarness & { deps: AuthDeps; clock: MovableClock };

export async function openAuth(kind: AuthDeps['kind'] = 'demo'): Promise<AuthHarness> {
  const opened = await openDirectory();
  const clock = movableClock();
  const { directory, traceKey } = opened;
  const traces = traceRecorder({ tree: 'directory', traceKey, random: systemRandom });
  const deps: AuthDeps = {
    directory,
    clock,
    random: systemRandom,
    traces,
    origin: ORIGIN,
    instanceId: INSTANCE,
    kind,
    revocation: revocation({ directory }),
  };
  return { ...opened, clock, deps };
}

export type TestDevice = DeviceProof & { privateKey: CryptoKey };

export async function makeDevice(): Promise<TestDevice> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const { x = '', y = '' } = await exportJWK(pair.publicKey);
  const publicJwk: PublicJwk = { crv: 'P-256', kty: 'EC', x, y };
  return {
    jkt: asDevice(await calculateJwkThumbprint(publicJwk)),
    publicJwk,
    privateKey: pair.privateKey,
  };
}

const asDevice = (text: string): DeviceId => text as DeviceId;

export type ProofOptions = {
  method?: string;
  htu?: string;
  nonce?: string | undefined;
  token?: string;
  jti?: string;
  iat?: number;
  typ?: string;
  jwk?: Record<string, unknown>;
};

/** A DPoP proof as a browser makes it; every part can be bent. */
export async function makeProof(device: TestDevice, options: ProofOptions = {}): Promise<string> {
  const { method = 'POST', htu = `${ORIGIN}/api/trpc/auth.signIn`, nonce, token } = options;
  const payload = {
    htm: method,
    htu,
    jti: options.jti ?? systemRandom.uuid(),
    ...(nonce !== undefined && { nonce }),
    ...(token !== undefined && { ath: toBase64Url(await sha256(utf8(token))) }),
  };
  return new SignJWT(payload)
    .setProtectedHeader({
      alg: 'ES256',
      typ: options.typ ?? 'dpop+jwt',
      jwk: { ...device.publicJwk, ...options.jwk },
    })
    .setIssuedAt(options.iat ?? Math.floor(NOW / 1000))
    .sign(device.privateKey);
}

export const verifierFor = ({ clock }: { clock: Clock }) =>
  dpopVerifier({ clock, random: systemRandom, origin: ORIGIN, keys: deviceKeys() });

/** What a card would sign for this challenge. */
export async function signLogin(
  cardKey: CryptoKey,
  challenge: { nonce: string; jkt: string; origin?: string; instanceId?: string },
): Promise<string> {
  const message = await loginMessage({
    instanceId: challenge.instanceId ?? INSTANCE,
    origin: challenge.origin ?? ORIGIN,
    nonce: bytesOf(challenge.nonce),
    jkt: bytesOf(challenge.jkt),
  });
  return toBase64Url(new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', cardKey, message)));
}

function bytesOf(text: string): Bytes {
  const bytes = fromBase64Url(text);
  if (!bytes) throw new Error('not base64url');
  return bytes;
}

export const NURSE: NewProfessional = {
  psIdNat: '899700001011' as NewProfessional['psIdNat'],
  familyName: 'RIVOIRE',
  firstName: 'Solène',
  profession: '60',
};
export const DOCTOR: NewProfessional = {
  psIdNat: '899700002027' as NewProfessional['psIdNat'],
  familyName: 'BELCASTEL',
  firstName: 'Idriss',
  profession: '10',
};

export async function knowAll({ deps }: AuthHarness): Promise<void> {
  await addProfessional(deps, NURSE);
  await addProfessional(deps, DOCTOR);
}

/** All leaves of the directory's tree with what they commit to, oldest first. */
export async function readTraces({ directory, traceKey }: DirectoryHarness) {
  const rows = await directory.db.select().from(traceRow).orderBy(traceRow.leafIndex);
  return rows.map((row) => ({
    leaf: JSON.parse(row.leaf) as { act: string; allowed: boolean; because: string; device?: string },
    secret: openJson(
      traceKey,
      row.sealed,
      tracePlace('directory', row.leafIndex),
      (value) => value as { actor?: { psIdNat: string; name: string } },
    ),
  }));
}

export { unwrap };
