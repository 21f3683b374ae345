import type { DeviceId } from '#base/brand.ts';
import { fromBase64Url, toBase64Url } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { Asker } from '#server/access.ts';
import { PASSKEY_CHALLENGE_MS } from '#server/passkeys/challenges.ts';
import { listPasskeys, removePasskey } from '#server/passkeys/manage.ts';
import { MAX_PASSKEYS, registerPasskey, registrationOptionsFor } from '#server/passkeys/register.ts';
import { assertionOptionsFor, passkeyVerifier } from '#server/passkeys/verify-assertion.ts';
import { passkeyChallenge, passkeyRow } from '#server/schema/directory.ts';
import {
  DOCTOR,
  NURSE,
  openAuth,
  ORIGIN,
  readTraces,
  type AuthHarness,
} from '#test/support/server/auth-harness.ts';
import {
  fakeAuthenticator,
  type Bent,
  type FakeAuthenticator,
} from '#test/support/webauthn/fake-authenticator.ts';
import type { PasskeyAssertion } from '#wire/emergency.ts';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';

const RP_ID = 'relais.example';
const asker = (of: typeof NURSE, device: string): Asker => ({
  professional: { psIdNat: of.psIdNat, name: `${of.firstName} ${of.familyName}`, profession: of.profession },
  device: device.padEnd(43, 'A') as DeviceId,
});
const NURSES_PHONE = asker(NURSE, 'phone');
const NURSES_DESK = asker(NURSE, 'desk');
const DOCTORS_PHONE = asker(DOCTOR, 'other');

let auth: AuthHarness;
let authenticator: FakeAuthenticator;
beforeEach(async () => {
  auth = await openAuth();
  authenticator = await fakeAuthenticator({ origin: ORIGIN, rpId: RP_ID });
});
afterEach(() => auth.close());

const who = ({ professional, device }: Asker) => ({ psIdNat: professional.psIdNat, device });

async function register(by = NURSES_PHONE, key = authenticator, bent: Bent = {}) {
  const options = unwrap(await registrationOptionsFor(auth.deps, by));
  return registerPasskey(auth.deps, await key.register(options.challenge, bent), by);
}

async function assertion(by = NURSES_PHONE, bent: Bent = {}): Promise<PasskeyAssertion> {
  const { challenge } = await assertionOptionsFor(auth.deps, who(by));
  return authenticator.assert(challenge, bent);
}

const verify = async (made: PasskeyAssertion, by = NURSES_PHONE): Promise<boolean> => {
  const result = await passkeyVerifier(auth.deps).verifyAssertion(made, who(by));
  return result.ok;
};

describe('registering a passkey', () => {
  it('is asked for with the host of our origin, and with nothing that names the professional to others', async () => {
    const options = unwrap(await registrationOptionsFor(auth.deps, NURSES_PHONE));
    expect(options.rp).toEqual({ id: RP_ID, name: 'Relais' });
    expect(fromBase64Url(options.challenge)).toHaveLength(32);
    expect(fromBase64Url(options.user.id)).toHaveLength(32);
    const again = unwrap(await registrationOptionsFor(auth.deps, NURSES_DESK));
    expect(again.user.id).toBe(options.user.id);
    expect(again.challenge).not.toBe(options.challenge);
    const other = unwrap(await registrationOptionsFor(auth.deps, DOCTORS_PHONE));
    expect(other.user.id).not.toBe(options.user.id);
  });

  it('keeps the key under its name, and traces who did it', async () => {
    expect(await register()).toEqual({ ok: true });
    const now = auth.clock.now();
    expect(await listPasskeys(auth.deps, NURSE.psIdNat)).toEqual([
      { credentialId: authenticator.id, name: 'Téléphone', createdAt: now, lastUsedAt: null },
    ]);
    expect(await listPasskeys(auth.deps, DOCTOR.psIdNat)).toEqual([]);
    const [trace] = await readTraces(auth);
    expect(trace?.leaf).toMatchObject({
      act: 'registerPasskey',
      allowed: true,
      because: 'asked',
      device: NURSES_PHONE.device,
    });
    expect(trace?.secret).toMatchObject({ actor: { psIdNat: NURSE.psIdNat }, reason: 'Téléphone' });
    expect(JSON.stringify(trace?.leaf)).not.toContain('Téléphone');
  });

  it('leaves out, the next time, what this professional has', async () => {
    await register();
    const mine = unwrap(await registrationOptionsFor(auth.deps, NURSES_DESK));
    expect(mine.excludeCredentials).toEqual([authenticator.id]);
    const others = unwrap(await registrationOptionsFor(auth.deps, DOCTORS_PHONE));
    expect(others.excludeCredentials).toEqual([]);
  });

  test.each<[string, Bent]>([
    ['from another origin', { origin: 'https://relais.example.net' }],
    ['for another relying party', { rpId: 'example' }],
    ['without user verification', { userVerified: false }],
    ['in a frame of another site', { crossOrigin: true }],
    ['that is an assertion', { type: 'webauthn.get' }],
    ['that brings certificates', { withCertificate: true }],
  ])('%s is refused, and the refusal traced', async (_what, bent) => {
    expect(await register(NURSES_PHONE, authenticator, bent)).toEqual({ ok: false, error: 'passkeyRefused' });
    expect(await listPasskeys(auth.deps, NURSE.psIdNat)).toEqual([]);
    const [trace] = await readTraces(auth);
    expect(trace?.leaf).toMatchObject({ act: 'registerPasskey', allowed: false, because: 'passkeyRefused' });
  });

  it('with a challenge of another device, of another professional, of a use, or made up is refused', async () => {
    const challenges = [
      unwrap(await registrationOptionsFor(auth.deps, NURSES_DESK)).challenge,
      unwrap(await registrationOptionsFor(auth.deps, DOCTORS_PHONE)).challenge,
      (await assertionOptionsFor(auth.deps, who(NURSES_PHONE))).challenge,
      toBase64Url(new Uint8Array(32)),
    ];
    for (const challenge of challenges) {
      const input = await authenticator.register(challenge);
      expect((await registerPasskey(auth.deps, input, NURSES_PHONE)).ok).toBe(false);
    }
    expect(await listPasskeys(auth.deps, NURSE.psIdNat)).toEqual([]);
  });

  it('replayed is refused, also once the first was removed', async () => {
    const { challenge } = unwrap(await registrationOptionsFor(auth.deps, NURSES_PHONE));
    const input = await authenticator.register(challenge);
    expect((await registerPasskey(auth.deps, input, NURSES_PHONE)).ok).toBe(true);
    expect((await registerPasskey(auth.deps, input, NURSES_PHONE)).ok).toBe(false);
    await removePasskey(auth.deps, authenticator.id, NURSES_PHONE);
    expect((await registerPasskey(auth.deps, input, NURSES_PHONE)).ok).toBe(false);
    expect(await listPasskeys(auth.deps, NURSE.psIdNat)).toEqual([]);
  });

  it('that comes too late is refused', async () => {
    const { challenge } = unwrap(await registrationOptionsFor(auth.deps, NURSES_PHONE));
    auth.clock.advance(PASSKEY_CHALLENGE_MS);
    const input = await authenticator.register(challenge);
    expect((await registerPasskey(auth.deps, input, NURSES_PHONE)).ok).toBe(false);
  });

  it('of a credential that is another’s is refused, and stays the other’s', async () => {
    await register();
    expect(await register(DOCTORS_PHONE)).toEqual({ ok: false, error: 'passkeyRefused' });
    expect(await listPasskeys(auth.deps, NURSE.psIdNat)).toHaveLength(1);
    expect(await verify(await assertion())).toBe(true);
  });

  it('under the id of another key is refused', async () => {
    const { challenge } = unwrap(await registrationOptionsFor(auth.deps, NURSES_PHONE));
    const input = await authenticator.register(challenge);
    const { id } = await fakeAuthenticator({ origin: ORIGIN, rpId: RP_ID });
    expect((await registerPasskey(auth.deps, { ...input, id, rawId: id }, NURSES_PHONE)).ok).toBe(false);
  });

  it('ends at ten, for a registration that had begun as well', async () => {
    const begun = unwrap(await registrationOptionsFor(auth.deps, NURSES_PHONE));
    for (let at = 0; at < MAX_PASSKEYS; at++)
      await register(NURSES_PHONE, await fakeAuthenticator({ origin: ORIGIN, rpId: RP_ID }));
    const limit = { ok: false, error: 'passkeyLimit' };
    expect(await registrationOptionsFor(auth.deps, NURSES_PHONE)).toEqual(limit);
    const late = await registerPasskey(
      auth.deps,
      await authenticator.register(begun.challenge),
      NURSES_PHONE,
    );
    expect(late).toEqual(limit);
    expect((await registrationOptionsFor(auth.deps, DOCTORS_PHONE)).ok).toBe(true);
  });
});

describe('proving with a passkey who asks', () => {
  beforeEach(async () => {
    await register();
  });

  it('is accepted, from any device of the professional, and the use is written down', async () => {
    expect(await verify(await assertion())).toBe(true);
    auth.clock.advance(5000);
    expect(await verify(await assertion(NURSES_DESK), NURSES_DESK)).toBe(true);
    const [row] = await listPasskeys(auth.deps, NURSE.psIdNat);
    expect(row?.lastUsedAt).toBe(auth.clock.now());
  });

  it('is asked for with the professional’s own credentials', async () => {
    const mine = await assertionOptionsFor(auth.deps, who(NURSES_DESK));
    expect(mine).toMatchObject({ rpId: RP_ID, allowCredentials: [authenticator.id] });
    const others = await assertionOptionsFor(auth.deps, who(DOCTORS_PHONE));
    expect(others.allowCredentials).toEqual([]);
  });

  test.each<[string, Bent]>([
    ['of another origin', { origin: 'http://relais.example' }],
    ['of another relying party', { rpId: 'evil.example' }],
    ['without user verification', { userVerified: false }],
    ['made in a frame of another site', { crossOrigin: true }],
    ['that is a registration', { type: 'webauthn.create' }],
    ['whose counter went back', { counter: 0 }],
    ['whose counter stood still', { counter: 1 }],
  ])('%s is refused', async (_what, bent) => {
    expect(await verify(await assertion(NURSES_PHONE, bent))).toBe(false);
    const [row] = await listPasskeys(auth.deps, NURSE.psIdNat);
    expect(row?.lastUsedAt).toBeNull();
  });

  it('counts nothing where the authenticator counts nothing', async () => {
    await auth.directory.write((tx) => tx.update(passkeyRow).set({ counter: 0 }));
    expect(await verify(await assertion(NURSES_PHONE, { counter: 0 }))).toBe(true);
    expect(await verify(await assertion(NURSES_PHONE, { counter: 0 }))).toBe(true);
  });

  it('with a flipped bit anywhere in the signature, the data or the key’s answer is refused', async () => {
    for (const part of ['signature', 'authenticatorData', 'clientDataJSON'] as const) {
      const made = await assertion();
      const bytes = fromBase64Url(made.response[part]);
      if (!bytes) throw new Error('no bytes');
      const at = bytes.length - 3;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(await verify({ ...made, response: { ...made.response, [part]: toBase64Url(bytes) } })).toBe(
        false,
      );
    }
  });

  it('replayed is refused, and so is a second answer to the same challenge', async () => {
    const { challenge } = await assertionOptionsFor(auth.deps, who(NURSES_PHONE));
    const first = await authenticator.assert(challenge);
    const second = await authenticator.assert(challenge);
    expect(await verify(first)).toBe(true);
    expect(await verify(first)).toBe(false);
    expect(await verify(second)).toBe(false);
  });

  it('of two at the same moment with one challenge one is accepted', async () => {
    const made = await assertion();
    const both = await Promise.all([verify(made), verify(made)]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  it('uses its challenge up even where it is refused', async () => {
    const made = await assertion();
    const spoilt = { ...made, response: { ...made.response, signature: toBase64Url(new Uint8Array(70)) } };
    expect(await verify(spoilt)).toBe(false);
    expect(await verify(made)).toBe(false);
  });

  it('with a challenge of another device, of a registration, or too old is refused', async () => {
    expect(await verify(await assertion(NURSES_DESK))).toBe(false);
    const { challenge } = unwrap(await registrationOptionsFor(auth.deps, NURSES_PHONE));
    expect(await verify(await authenticator.assert(challenge))).toBe(false);
    const late = await assertion();
    auth.clock.advance(PASSKEY_CHALLENGE_MS);
    expect(await verify(late)).toBe(false);
  });

  it('with another professional’s credential is refused, whoever asked for the challenge', async () => {
    const { challenge } = await assertionOptionsFor(auth.deps, who(DOCTORS_PHONE));
    expect(await verify(await authenticator.assert(challenge), DOCTORS_PHONE)).toBe(false);
    expect(await verify(await assertion(NURSES_PHONE), DOCTORS_PHONE)).toBe(false);
  });

  it('with bytes that are nothing is refused', async () => {
    const made = await assertion();
    const nothing = toBase64Url(Uint8Array.of(0x7b, 0xff));
    for (const part of ['signature', 'authenticatorData', 'clientDataJSON'] as const)
      expect(await verify({ ...made, response: { ...made.response, [part]: nothing } })).toBe(false);
  });

  it('is refused once the passkey is removed', async () => {
    const made = await assertion();
    expect(await removePasskey(auth.deps, authenticator.id, NURSES_DESK)).toBe(true);
    expect(await verify(made)).toBe(false);
    const traces = await readTraces(auth);
    expect(traces.at(-1)?.leaf).toMatchObject({ act: 'removePasskey', allowed: true });
  });
});

it('a passkey of another is not found, and stays', async () => {
  await register();
  expect(await removePasskey(auth.deps, authenticator.id, DOCTORS_PHONE)).toBe(false);
  expect(await listPasskeys(auth.deps, NURSE.psIdNat)).toHaveLength(1);
  const traces = await readTraces(auth);
  expect(traces.at(-1)?.leaf).toMatchObject({ act: 'removePasskey', allowed: false, because: 'notFound' });
});

it('challenges are kept as hashes, and go when they ran out', async () => {
  const first = await assertionOptionsFor(auth.deps, who(NURSES_PHONE));
  expect(JSON.stringify(await auth.directory.db.select().from(passkeyChallenge))).not.toContain(
    first.challenge,
  );
  auth.clock.advance(PASSKEY_CHALLENGE_MS);
  await assertionOptionsFor(auth.deps, who(NURSES_PHONE));
  expect(await auth.directory.db.select().from(passkeyChallenge)).toHaveLength(1);
});
