import type { DeviceId, PsIdNat } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import type { Result } from '#base/result.ts';
import type { EmergencyMode } from '#domain/access/action.ts';
import type { Asker } from '#server/access.ts';
import type { AuthDeps } from '#server/auth/deps.ts';
import type { Circumstances } from '#server/circumstances.ts';
import type { FindDeps } from '#server/dossiers/find.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import type { Notices } from '#server/notices.ts';
import type { PasskeyAssertion } from '#wire/emergency.ts';

/** A passkey as a fresh proof of who asks, beside the card. */
export type FreshPasskey = {
  verifyAssertion(
    assertion: PasskeyAssertion,
    who: { psIdNat: PsIdNat; device: DeviceId },
  ): Promise<Result<void, 'passkeyRefused'>>;
};

/** What opening an access in an emergency stands on. */
export type EmergencyDeps = FindDeps & {
  keys: KeyStore;
  random: Random;
  auth: AuthDeps;
  passkeys: FreshPasskey;
  /** Tells the open streams that a dossier moved. */
  notices: Notices;
  /** Lets what was written to holders go out at once. */
  sendNotices: () => void;
  /** How long an access lasts, ms: the operator's. */
  emergencyMs: number;
};

/** Who asks for an access in which mode: settled once, at the beginning of the request. */
export type EmergencyAsking = {
  asker: Asker;
  circumstances: Circumstances;
  now: number;
  mode: EmergencyMode;
};
