import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueChallenge } from '#server/auth/login-nonce.ts';
import { sessionStands } from '#server/auth/session-stands.ts';
import { authenticate, endSessionsOf, signOut } from '#server/auth/sessions.ts';
import type { DpopVerifier } from '#server/auth/dpop.ts';
import { listProfessionals, removeProfessional } from '#server/auth/professionals.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { addRevocationList, addTrustFile, listTrust } from '#server/auth/trust.ts';
import { device, session } from '#server/schema/directory.ts';
import { concat, toBase64, toBase64Url, utf8 } from '#base/bytes.ts';
import { createCrl } from '#demo/pki.ts';
import {
  DAY_MS,
  knowAll,
  makeDevice,
  makeProof,
  NOW,
  NURSE,
  openAuth,
  ORIGIN,
  readTraces,
  signLogin,
  unwrap,
  verifierFor,
  type AuthHarness,
  type TestDevice,
} from '#test/support/server/auth-harness.ts';
import { makePki, type TestPki } from '#test/support/server/test-pki.ts';

const pem = (label: string, der: Uint8Array): Uint8Array =>
  utf8(`-----BEGIN ${label}-----\n${toBase64(der)}\n-----END ${label}-----\n`);

describe('sessions and devices', () => {
  let pki: TestPki;
  let tablet: TestDevice;
  let harness: AuthHarness;
  let dpop: DpopVerifier;
  let token: string;
  beforeAll(async () => {
    [pki, tablet] = await Promise.all([makePki(), makeDevice()]);
  });
  beforeEach(async () => {
    harness = await openAuth();
    dpop = verifierFor(harness);
    await knowAll(harness);
    const { rootCertificate, intermediateCertificate } = pki.authority;
    const file = concat(
      pem('CERTIFICATE', rootCertificate),
      pem('CERTIFICATE', intermediateCertificate),
      pem('X509 CRL', pki.crl),
    );
    expect(unwrap(await addTrustFile(harness.deps, file)).map(({ kind }) => kind)).toEqual([
      'anchor',
      'intermediate',
      'revocationList',
    ]);
    const { nonce } = await issueChallenge(harness.deps, tablet.jkt);
    const signature = await signLogin(pki.cardKeys.privateKey, { nonce, jkt: tablet.jkt });
    const input = { nonce, signature, certificate: toBase64Url(pki.card), deviceName: 'Tablette' };
    token = unwrap(await signIn(harness.deps, input, tablet)).token;
  });
  afterEach(() => harness.close());

  async function ask(options: { by?: TestDevice; token?: string; header?: string; bound?: string } = {}) {
    const url = `${ORIGIN}/api/trpc/sync.pull`;
    const presented = options.token;
    const bound = options.bound ?? presented;
    const proof = await makeProof(options.by ?? tablet, {
      htu: url,
      nonce: dpop.freshNonce(),
      ...(bound !== undefined && { token: bound }),
    });
    const headers = new Headers({ DPoP: proof });
    const authorization = options.header ?? (presented && `DPoP ${presented}`);
    if (authorization) headers.set('Authorization', authorization);
    return authenticate({ ...harness.deps, dpop }, { headers, method: 'POST', url });
  }

  it('knows the session by token and device key together', async () => {
    expect(await ask({ token })).toMatchObject({
      ok: true,
      value: { kind: 'session', device: tablet.jkt, professional: { psIdNat: NURSE.psIdNat } },
    });
  });

  it('knows the device without a token, and nobody by an unknown key', async () => {
    expect(await ask()).toMatchObject({
      value: { kind: 'device', professional: { psIdNat: NURSE.psIdNat } },
    });
    const other = await makeDevice();
    expect(await ask({ by: other })).toMatchObject({ value: { kind: 'anonymous', jkt: other.jkt } });
  });

  it('refuses a request without proof', async () => {
    const headers = new Headers({ Authorization: `DPoP ${token}` });
    expect(await authenticate({ ...harness.deps, dpop }, { headers, method: 'POST', url: ORIGIN })).toEqual({
      ok: false,
      error: 'dpopMissing',
    });
  });

  it("refuses the token with another device's proof, or a proof made for another token", async () => {
    expect(await ask({ token, by: await makeDevice() })).toEqual({ ok: false, error: 'dpopInvalid' });
    expect(await ask({ token, bound: 'x'.repeat(43) })).toEqual({ ok: false, error: 'dpopInvalid' });
  });

  it('refuses an unknown token and one that is not in its form', async () => {
    expect(await ask({ token: 'x'.repeat(43) })).toEqual({ ok: false, error: 'sessionEnded' });
    expect(await ask({ header: `Bearer ${token}` })).toEqual({ ok: false, error: 'sessionEnded' });
  });

  it('ends a session after 12 hours; the device is known for 30 days without use', async () => {
    harness.clock.advance(12 * 3_600_000);
    expect(await ask({ token })).toEqual({ ok: false, error: 'sessionEnded' });
    expect(await ask()).toMatchObject({ value: { kind: 'device' } });
    harness.clock.advance(29 * DAY_MS);
    expect(await ask()).toMatchObject({ value: { kind: 'device' } }); // renewed by use
    harness.clock.advance(30 * DAY_MS);
    expect(await ask()).toMatchObject({ value: { kind: 'anonymous' } });
  });

  it('writes the use of a device at most once an hour', async () => {
    const seenAt = async () => (await harness.directory.db.select().from(device))[0]?.lastSeenAt;
    harness.clock.advance(30 * 60_000);
    await ask({ token });
    expect(await seenAt()).toBe(NOW);
    harness.clock.advance(31 * 60_000);
    await ask({ token });
    expect(await seenAt()).toBe(NOW + 61 * 60_000);
  });

  it('ends the session at sign-out, with a trace, and keeps the device', async () => {
    const caller = unwrap(await ask({ token }));
    if (caller.kind !== 'session') throw new Error('no session');
    expect(await sessionStands(harness.deps, caller)).toBe(true);
    await signOut(harness.deps, caller);
    expect(await sessionStands(harness.deps, caller)).toBe(false);
    expect(await ask({ token })).toEqual({ ok: false, error: 'sessionEnded' });
    expect(await ask()).toMatchObject({ value: { kind: 'device' } });
    expect((await readTraces(harness)).at(-1)).toMatchObject({
      leaf: { act: 'signOut', allowed: true },
      secret: { actor: { psIdNat: NURSE.psIdNat } },
    });
  });

  it('ends the sessions of a card at once when it is revoked', async () => {
    const list = await createCrl(pki.authority, [4321], new Date(NOW), new Date(NOW + DAY_MS));
    expect(unwrap(await addRevocationList(harness.deps, list))).toMatchObject({
      revoked: 1,
      sessionsEnded: 1,
    });
    expect(await ask({ token })).toEqual({ ok: false, error: 'sessionEnded' });
  });

  it('leaves the sessions of other cards alone', async () => {
    const [row] = await harness.directory.db.select().from(session);
    const ended = await harness.directory.write((tx) =>
      endSessionsOf(harness.deps, tx, { issuerHash: row?.issuerHash ?? '', serial: '1' }),
    );
    expect(ended).toBe(0);
    expect(await ask({ token })).toMatchObject({ ok: true });
  });

  it('shuts out a removed professional at once, on all devices', async () => {
    await removeProfessional(harness.deps, NURSE.psIdNat);
    expect((await ask({ token })).ok).toBe(false);
    expect(await ask()).toMatchObject({ value: { kind: 'anonymous' } });
    expect((await listProfessionals(harness.directory)).map(({ psIdNat }) => psIdNat)).toEqual([
      '899700002027',
    ]);
    expect(await removeProfessional(harness.deps, NURSE.psIdNat)).toBe(false);
  });

  it('lists what is trusted', async () => {
    const { certificates, revocationLists } = await listTrust(harness.directory.db);
    expect(certificates.map(({ kind, demo }) => ({ kind, demo }))).toEqual(
      expect.arrayContaining([
        { kind: 'anchor', demo: true },
        { kind: 'intermediate', demo: true },
      ]),
    );
    expect(revocationLists).toHaveLength(1);
  });

  it('finds nothing to trust in a file of something else', async () => {
    expect(await addTrustFile(harness.deps, utf8('bonjour'))).toMatchObject({
      error: { type: 'Unreadable' },
    });
    expect(await addTrustFile(harness.deps, pem('PRIVATE KEY', pki.crl))).toMatchObject({
      error: { type: 'Unreadable' },
    });
  });
});
