import type { DeviceId } from '#base/brand.ts';
import { toBase64Url } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Actor, PracticePlace } from '#domain/dossier/document-entry.ts';
import type { Transaction } from '#server/database.server.ts';
import { sha256Hex } from '#server/hash.ts';
import { device, professional, session } from '#server/schema/directory.ts';
import { practicePlace } from '#wire/actor.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { AuthDeps } from './deps.ts';
import type { DeviceProof, DpopVerifier } from './dpop.ts';
import type { PublicJwk } from './public-jwk.ts';
import { actorOf } from './professionals.ts';

export const SESSION_MS = 12 * 3_600_000;
export const DEVICE_MS = 30 * 86_400_000;
/** A device in use is not written down at each request. */
const SEEN_EVERY_MS = 3_600_000;

/** Who stands behind a request. */
export type Caller =
  /** Signed in with a card on this device. */
  | {
      kind: 'session';
      professional: Actor;
      device: DeviceId;
      publicJwk: PublicJwk;
      expiresAt: number;
      tokenHash: string;
      /** Where they said to practise today. */
      practice: PracticePlace | undefined;
    }
  /** A registered device without a session: may send its outbox and receive removals. */
  | { kind: 'device'; professional: Actor; device: DeviceId; publicJwk: PublicJwk }
  /** A key that nobody has signed in with, or not for long: may ask for a challenge and sign in. */
  | { kind: 'anonymous'; jkt: DeviceId; publicJwk: PublicJwk };

/** A device that was reported lost and has not yet said that it destroyed what it held: may say that, and nothing else. */
export type LostDevice = { kind: 'lost'; device: DeviceId; publicJwk: PublicJwk };

export type CallerError = Extract<
  WireErrorCode,
  'dpopMissing' | 'dpopInvalid' | 'dpopNonce' | 'sessionEnded' | 'deviceUnknown' | 'wipeAsked'
>;

type Deps = Pick<AuthDeps, 'directory' | 'clock'> & { dpop: DpopVerifier };

/**
 * Tells who asks, from the headers `DPoP` and `Authorization: DPoP <token>` alone.
 * @param url as it arrived; its path counts
 */
export async function authenticate(
  deps: Deps,
  request: { headers: Headers; method: string; url: string },
): Promise<Result<Caller | LostDevice, CallerError>> {
  const { headers, method, url } = request;
  const token = readToken(headers);
  if (token === null) return err('sessionEnded');
  const proof = await deps.dpop.verify({ proof: headers.get('dpop'), method, url, accessToken: token });
  if (!proof.ok) return proof;
  if (token === undefined) return ok(await deviceOf(deps, proof.value));
  const caller = await sessionOf(deps, token, proof.value);
  if (caller.ok) return caller;
  // asking for the wipe ended the session: whatever is wrong with a token, a lost device is told what it is
  const unsigned = await deviceOf(deps, proof.value);
  return unsigned.kind === 'lost' ? ok(unsigned) : caller;
}

/** RFC 9449 §7.1. Undefined where no token is presented, null where it is none of ours. */
function readToken(headers: Headers): string | undefined | null {
  const authorization = headers.get('authorization');
  if (authorization === null) return undefined;
  return /^DPoP ([A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1] ?? null;
}

async function sessionOf(
  deps: Deps,
  token: string,
  { jkt, publicJwk }: DeviceProof,
): Promise<Result<Caller, CallerError>> {
  const tokenHash = sha256Hex(token);
  const [row] = await deps.directory.db
    .select()
    .from(session)
    .innerJoin(device, eq(device.deviceId, session.deviceId))
    .innerJoin(professional, eq(professional.psIdNat, session.psIdNat))
    .where(eq(session.tokenHash, tokenHash));
  if (!row) return err('sessionEnded');
  if (row.session.deviceId !== jkt) return err('dpopInvalid'); // a token without its key is worth nothing
  if (!deviceStands(row.device, deps.clock.now())) return err('deviceUnknown');
  const { endedAt, expiresAt } = row.session;
  const ended = endedAt !== null || expiresAt <= deps.clock.now() || row.professional.removedAt !== null;
  if (ended) return err('sessionEnded');
  await markSeen(deps, row.device);
  return ok({
    kind: 'session',
    professional: actorOf(row.professional),
    device: jkt,
    publicJwk,
    expiresAt,
    tokenHash,
    practice: practiceIn(row.session.practice),
  });
}

const practiceIn = (stored: string | null): PracticePlace | undefined =>
  stored === null ? undefined : practicePlace.parse(JSON.parse(stored));

async function deviceOf(deps: Deps, { jkt, publicJwk }: DeviceProof): Promise<Caller | LostDevice> {
  const [row] = await deps.directory.db
    .select()
    .from(device)
    .innerJoin(professional, eq(professional.psIdNat, device.psIdNat))
    .where(eq(device.deviceId, jkt));
  if (row && isLost(row.device)) return { kind: 'lost', device: jkt, publicJwk };
  if (!row || row.professional.removedAt !== null || !deviceStands(row.device, deps.clock.now()))
    return { kind: 'anonymous', jkt, publicJwk };
  await markSeen(deps, row.device);
  return { kind: 'device', professional: actorOf(row.professional), device: jkt, publicJwk };
}

type DeviceRow = typeof device.$inferSelect;

const isLost = ({ wipeAskedAt, wipedAt }: DeviceRow): boolean => wipeAskedAt !== null && wipedAt === null;

const deviceStands = (row: DeviceRow, now: number): boolean =>
  row.revokedAt === null && row.expiresAt > now && !isLost(row);

async function markSeen({ directory, clock }: Deps, { deviceId, lastSeenAt }: DeviceRow): Promise<void> {
  const now = clock.now();
  if (now - lastSeenAt < SEEN_EVERY_MS) return;
  await directory.write((tx) =>
    tx
      .update(device)
      .set({ lastSeenAt: now, expiresAt: now + DEVICE_MS })
      .where(and(eq(device.deviceId, deviceId), isNull(device.revokedAt))),
  );
}

export type CardCertificate = { issuerHash: string; serial: string };

/** Writes a session; its token is told once, here, and kept as a hash. */
export async function startSession(
  deps: Pick<AuthDeps, 'clock' | 'random'>,
  tx: Transaction,
  opened: { device: DeviceId; professional: Actor; certificate: CardCertificate },
): Promise<{ token: string; expiresAt: number }> {
  const token = toBase64Url(deps.random.bytes(32));
  const now = deps.clock.now();
  const expiresAt = now + SESSION_MS;
  const { issuerHash, serial } = opened.certificate;
  await tx.insert(session).values({
    tokenHash: sha256Hex(token),
    deviceId: opened.device,
    psIdNat: opened.professional.psIdNat,
    createdAt: now,
    expiresAt,
    issuerHash,
    serial,
  });
  return { token, expiresAt };
}

/** What outlives the session is given only shortly after the card was there. */
const FRESH_SIGN_IN_MS = 15 * 60_000;

export const signedInLately = (
  { expiresAt }: Pick<Extract<Caller, { kind: 'session' }>, 'expiresAt'>,
  now: number,
): boolean => now - (expiresAt - SESSION_MS) <= FRESH_SIGN_IN_MS;

/** Where the professional practises today, as their card named it: a claim of the device, and traced as such. */
export async function choosePractice(
  { directory }: Pick<AuthDeps, 'directory'>,
  { tokenHash }: Pick<Extract<Caller, { kind: 'session' }>, 'tokenHash'>,
  practice: PracticePlace | null,
): Promise<void> {
  const stored = practice && JSON.stringify(practice);
  await directory.write((tx) =>
    tx.update(session).set({ practice: stored }).where(eq(session.tokenHash, tokenHash)),
  );
}

/** Ends this session; the device stays registered. */
export async function signOut(
  { directory, clock, traces }: Pick<AuthDeps, 'directory' | 'clock' | 'traces'>,
  caller: Extract<Caller, { kind: 'session' }>,
): Promise<void> {
  const at = clock.now();
  await directory.write(async (tx) => {
    await tx
      .update(session)
      .set({ endedAt: at })
      .where(and(eq(session.tokenHash, caller.tokenHash), isNull(session.endedAt)));
    const { professional: actor, device: deviceId } = caller;
    await traces.record(tx, {
      at,
      act: 'signOut',
      mode: 'normal',
      allowed: true,
      because: 'asked',
      device: deviceId,
      actor,
    });
  });
}

/** Ends the sessions that a card opened; tells how many. */
export async function endSessionsOf(
  { clock }: Pick<AuthDeps, 'clock'>,
  tx: Transaction,
  { issuerHash, serial }: CardCertificate,
): Promise<number> {
  const now = clock.now();
  const ended = await tx
    .update(session)
    .set({ endedAt: now })
    .where(
      and(
        eq(session.issuerHash, issuerHash),
        eq(session.serial, serial),
        isNull(session.endedAt),
        gt(session.expiresAt, now),
      ),
    )
    .returning({ tokenHash: session.tokenHash });
  return ended.length;
}

/** Serials of the cards of one authority that have a session open. */
export async function openSerials(tx: Transaction, issuerHash: string, now: number): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ serial: session.serial })
    .from(session)
    .where(and(eq(session.issuerHash, issuerHash), isNull(session.endedAt), gt(session.expiresAt, now)));
  return rows.map(({ serial }) => serial);
}
