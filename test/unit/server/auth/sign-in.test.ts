import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url, type Bytes } from '#base/bytes.ts';
import { issueChallenge } from '#server/auth/login-nonce.ts';
import { addProfessional, removeProfessional } from '#server/auth/professionals.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { addRevocationList, addTrusted } from '#server/auth/trust.ts';
import { device, loginNonce, session } from '#server/schema/directory.ts';
import {
  DAY_MS,
  DOCTOR,
  INSTANCE,
  knowAll,
  makeDevice,
  NOW,
  NURSE,
  openAuth,
  readTraces,
  signLogin,
  unwrap,
  type AuthHarness,
  type TestDevice,
} from '#test/support/server/auth-harness.ts';
import { forge, issueCard, makePki, type TestPki } from '#test/support/server/test-pki.ts';

describe('sign-in with a card', () => {
  let pki: TestPki;
  let foreign: TestPki;
  let tablet: TestDevice;
  let harness: AuthHarness;
  beforeAll(async () => {
    [pki, foreign, tablet] = await Promise.all([makePki(), makePki('AUTRE'), makeDevice()]);
  });
  beforeEach(async () => {
    harness = await openAuth();
    await knowAll(harness);
    unwrap(await addTrusted(harness.deps, pki.authority.rootCertificate));
    unwrap(await addTrusted(harness.deps, pki.authority.intermediateCertificate));
    unwrap(await addRevocationList(harness.deps, pki.crl));
  });
  afterEach(() => harness.close());

  type Attempt = {
    by?: TestDevice;
    certificate?: Bytes;
    cardKey?: CryptoKey;
    nonce?: string;
    signature?: string;
    signed?: { origin?: string; instanceId?: string; jkt?: string; nonce?: string };
  };

  async function attempt(options: Attempt = {}) {
    const by = options.by ?? tablet;
    const nonce = options.nonce ?? (await issueChallenge(harness.deps, by.jkt)).nonce;
    const cardKey = options.cardKey ?? pki.cardKeys.privateKey;
    const signature =
      options.signature ?? (await signLogin(cardKey, { nonce, jkt: by.jkt, ...options.signed }));
    const certificate = toBase64Url(options.certificate ?? pki.card);
    const input = { nonce, certificate, signature, deviceName: 'Tablette' };
    const { jkt, publicJwk } = by;
    return signIn(harness.deps, input, { jkt, publicJwk });
  }

  const lastTrace = async () => (await readTraces(harness)).at(-1);
  const card = (changes: Parameters<typeof issueCard>[2]) =>
    issueCard(pki.authority, pki.cardKeys.publicKey, changes);

  it('opens a session of 12 hours on a device of 30 days, and leaves a trace', async () => {
    const opened = unwrap(await attempt());
    expect(opened).toMatchObject({
      professional: { psIdNat: NURSE.psIdNat, name: 'Solène RIVOIRE', profession: '60' },
      device: tablet.jkt,
      instanceId: INSTANCE,
      expiresAt: NOW + 12 * 3_600_000,
    });
    expect(await harness.directory.db.select().from(device)).toMatchObject([
      { deviceId: tablet.jkt, psIdNat: NURSE.psIdNat, name: 'Tablette', expiresAt: NOW + 30 * DAY_MS },
    ]);
    const [row] = await harness.directory.db.select().from(session);
    expect(JSON.stringify(row)).not.toContain(opened.token);
    expect(await lastTrace()).toMatchObject({
      leaf: { act: 'signIn', allowed: true, device: tablet.jkt },
      secret: { actor: { psIdNat: NURSE.psIdNat } },
    });
  });

  it('opens a second session on the same device later', async () => {
    unwrap(await attempt());
    unwrap(await attempt());
    expect(await harness.directory.db.select().from(session)).toHaveLength(2);
    expect(await harness.directory.db.select().from(device)).toHaveLength(1);
  });

  describe('the challenge', () => {
    const nonceUnknown = { ok: false, error: 'nonceUnknown' };

    it('must be one of ours', async () => {
      expect(await attempt({ nonce: toBase64Url(new Uint8Array(32)) })).toEqual(nonceUnknown);
    });

    it('is good once, and is used up by a failed attempt too', async () => {
      const { nonce } = await issueChallenge(harness.deps, tablet.jkt);
      unwrap(await attempt({ nonce }));
      expect(await attempt({ nonce })).toEqual(nonceUnknown);
      const second = await issueChallenge(harness.deps, tablet.jkt);
      expect((await attempt({ nonce: second.nonce, certificate: foreign.card })).ok).toBe(false);
      expect(await attempt({ nonce: second.nonce })).toEqual(nonceUnknown);
    });

    it('lets one of two simultaneous attempts in', async () => {
      const { nonce } = await issueChallenge(harness.deps, tablet.jkt);
      const outcomes = await Promise.all([attempt({ nonce }), attempt({ nonce }), attempt({ nonce })]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    });

    it('is good for the device that asked', async () => {
      const other = await makeDevice();
      const { nonce } = await issueChallenge(harness.deps, other.jkt);
      expect(await attempt({ nonce })).toEqual(nonceUnknown);
    });

    it('is good for two minutes, and goes away afterwards', async () => {
      const { nonce } = await issueChallenge(harness.deps, tablet.jkt);
      harness.clock.advance(2 * 60_000);
      expect(await attempt({ nonce })).toEqual(nonceUnknown);
      await issueChallenge(harness.deps, tablet.jkt);
      harness.clock.advance(2 * 60_000);
      await issueChallenge(harness.deps, tablet.jkt);
      expect(await harness.directory.db.select().from(loginNonce)).toHaveLength(1);
    });
  });

  describe('the signature', () => {
    it.each([
      ['another origin', { origin: 'https://relais.evil' }],
      ['another instance', { instanceId: '7c2c1c5e-0000-4000-8000-000000000000' }],
      ['another device', { jkt: toBase64Url(new Uint8Array(32).fill(1)) }],
      ['another challenge', { nonce: toBase64Url(new Uint8Array(32).fill(2)) }],
    ])('for %s is refused', async (_, signed) => {
      expect(await attempt({ signed })).toEqual({ ok: false, error: 'loginSignatureInvalid' });
    });

    it('of another card, or of no card, is refused', async () => {
      expect(await attempt({ cardKey: foreign.cardKeys.privateKey })).toEqual({
        ok: false,
        error: 'loginSignatureInvalid',
      });
      expect(await attempt({ signature: toBase64Url(new Uint8Array(256)) })).toMatchObject({
        error: 'loginSignatureInvalid',
      });
      expect(await attempt({ signature: 'AAAA' })).toMatchObject({ error: 'loginSignatureInvalid' });
    });

    it('by a key that is too short, or no RSA key, is refused', async () => {
      const authority = {
        certificate: pki.authority.intermediateCertificate,
        key: pki.authority.intermediateKey,
      };
      const short = await crypto.subtle.generateKey(
        {
          name: 'RSASSA-PKCS1-v1_5',
          hash: 'SHA-256',
          modulusLength: 1024,
          publicExponent: Uint8Array.of(1, 0, 1),
        },
        true,
        ['sign', 'verify'],
      );
      const old = await forge(authority, { publicKey: short.publicKey, subjectText: NURSE.psIdNat });
      expect(await attempt({ certificate: old, cardKey: short.privateKey })).toMatchObject({
        error: 'certificatePurpose',
      });
      const curve = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
        'verify',
      ]);
      const elliptic = await forge(authority, { publicKey: curve.publicKey, subjectText: NURSE.psIdNat });
      expect(await attempt({ certificate: elliptic })).toMatchObject({ error: 'certificatePurpose' });
    });
  });

  describe('the certificate', () => {
    it('of a foreign authority is refused, without a name in the trace', async () => {
      expect(await attempt({ certificate: foreign.card, cardKey: foreign.cardKeys.privateKey })).toEqual({
        ok: false,
        error: 'certificateUntrusted',
      });
      const trace = await lastTrace();
      expect(trace?.leaf).toMatchObject({ act: 'signIn', allowed: false, because: 'certificateUntrusted' });
      expect(trace?.secret.actor).toBeUndefined();
    });

    it('expired, revoked, or made for signatures is refused, with a trace that names the holder', async () => {
      const codes = [];
      for (const certificate of [
        await card({ notAfter: new Date(NOW - 1) }),
        await card({ serial: 666 }),
        await card({ usage: 'signature' }),
      ]) {
        const outcome = await attempt({ certificate });
        codes.push(outcome.ok || outcome.error);
        expect((await lastTrace())?.secret.actor?.psIdNat).toBe(NURSE.psIdNat);
      }
      expect(codes).toEqual(['certificateExpired', 'certificateRevoked', 'certificatePurpose']);
      expect((await readTraces(harness)).map(({ leaf }) => leaf.because)).toEqual(codes);
      expect(await harness.directory.db.select().from(session)).toHaveLength(0);
    });

    it('that is none is refused', async () => {
      expect(await attempt({ certificate: new Uint8Array([0x30, 3, 2, 1, 1]) })).toMatchObject({
        error: 'certificateUnreadable',
      });
    });

    it('is refused while the revocation list is out of date', async () => {
      harness.clock.advance(8 * DAY_MS);
      expect(await attempt()).toEqual({ ok: false, error: 'revocationListMissing' });
    });
  });

  describe('the professional', () => {
    it('must be known', async () => {
      const stranger = { ...NURSE, psIdNat: '899799999999' as typeof NURSE.psIdNat };
      expect(await attempt({ certificate: await card({ holder: stranger }) })).toEqual({
        ok: false,
        error: 'professionalUnknown',
      });
      expect((await lastTrace())?.secret.actor?.psIdNat).toBe('899799999999');
    });

    it('must not have been removed; taken back, comes in with a new device', async () => {
      unwrap(await attempt());
      expect(await removeProfessional(harness.deps, NURSE.psIdNat)).toBe(true);
      expect(await attempt()).toEqual({ ok: false, error: 'professionalUnknown' });
      await addProfessional(harness.deps, NURSE);
      expect(await attempt()).toEqual({ ok: false, error: 'deviceUnknown' });
      expect(await attempt({ by: await makeDevice() })).toMatchObject({ ok: true });
    });
  });

  it("does not hand one professional's device key to another", async () => {
    unwrap(await attempt());
    expect(await attempt({ certificate: await card({ holder: DOCTOR, serial: 5 }) })).toEqual({
      ok: false,
      error: 'deviceUnknown',
    });
    expect(await lastTrace()).toMatchObject({
      leaf: { allowed: false },
      secret: { actor: { psIdNat: DOCTOR.psIdNat } },
    });
  });

  it('signs nobody in on the word of a demonstration authority in production', async () => {
    const production = await openAuth('production');
    expect(await addTrusted(production.deps, pki.authority.rootCertificate)).toMatchObject({
      error: { type: 'DemoInProduction' },
    });
    await production.close();
    // a row that came in some other way does not count either
    harness.deps = { ...harness.deps, kind: 'production' };
    expect(await attempt()).toEqual({ ok: false, error: 'certificateUntrusted' });
  });
});
