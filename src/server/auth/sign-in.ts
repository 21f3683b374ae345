import type { DeviceId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { Transaction } from '#server/database.server.ts';
import { entitlementsOf } from '#server/repositories/entitlements.ts';
import { device } from '#server/schema/directory.ts';
import type { Session, SignInInput } from '#wire/auth.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import { eq } from 'drizzle-orm';
import type { VerifiedCertificate } from './certificate.ts';
import type { AuthDeps } from './deps.ts';
import type { DeviceProof } from './dpop.ts';
import { findProfessional } from './professionals.ts';
import { DEVICE_MS, startSession } from './sessions.ts';
import { actorOnCard, verifyCard, type CardRefusal } from './verify-card.ts';

/**
 * Signs a professional in with what their card signed, in this order: the challenge is used up, the card's signature,
 * the certificate (path, purpose, validity, revocation), the known professional, and then, in one transaction, the
 * device, the session and the trace. Every refusal leaves a trace.
 */
export async function signIn(
  deps: AuthDeps,
  input: SignInInput,
  key: DeviceProof,
): Promise<Result<Session, WireErrorCode>> {
  const verified = await verifyCard(deps, input, key.jkt);
  const opened = verified.ok ? await openSession(deps, verified.value, input.deviceName, key) : verified;
  if (opened.ok) return opened;
  await deps.directory.write((tx) => traceSignIn(deps, tx, key.jkt, opened.error));
  return err(opened.error.code);
}

async function openSession(
  deps: AuthDeps,
  { holder, certificate }: VerifiedCertificate,
  deviceName: string,
  key: DeviceProof,
): Promise<Result<Session, CardRefusal>> {
  const { directory, instanceId } = deps;
  return directory.write(async (tx) => {
    const professional = await findProfessional(tx, holder.psIdNat);
    if (!professional) return err({ code: 'professionalUnknown', actor: actorOnCard(holder) });
    const registered = await registerDevice(deps, tx, { professional, deviceName, key });
    if (!registered) return err({ code: 'deviceUnknown', actor: professional });
    const session = await startSession(deps, tx, { device: key.jkt, professional, certificate });
    await traceSignIn(deps, tx, key.jkt, { code: undefined, actor: professional });
    const entitlements = await entitlementsOf(tx, holder.psIdNat);
    return ok({ ...session, professional, entitlements, device: key.jkt, instanceId });
  });
}

/** False where this key was registered for somebody else, or was revoked: a device starts over with a new key. */
async function registerDevice(
  { clock }: AuthDeps,
  tx: Transaction,
  { professional, deviceName, key }: { professional: Actor; deviceName: string; key: DeviceProof },
): Promise<boolean> {
  const now = clock.now();
  const seen = { name: deviceName, lastSeenAt: now, expiresAt: now + DEVICE_MS };
  const { psIdNat } = professional;
  const [known] = await tx.select().from(device).where(eq(device.deviceId, key.jkt));
  if (known && (known.psIdNat !== psIdNat || known.revokedAt !== null)) return false;
  const publicKey = JSON.stringify(key.publicJwk);
  await tx
    .insert(device)
    .values({ deviceId: key.jkt, psIdNat, publicKey, registeredAt: now, ...seen })
    .onConflictDoUpdate({ target: device.deviceId, set: seen });
  return true;
}

function traceSignIn(
  { traces, clock }: AuthDeps,
  tx: Transaction,
  deviceId: DeviceId,
  { code, actor }: { code: WireErrorCode | undefined; actor?: Actor },
): Promise<void> {
  return traces.record(tx, {
    at: clock.now(),
    act: 'signIn',
    mode: 'normal',
    allowed: code === undefined,
    because: code ?? 'card',
    device: deviceId,
    ...(actor && { actor }),
  });
}
