import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DpopVerifier } from '#server/auth/dpop.ts';
import fc from 'fast-check';
import {
  makeDevice,
  makeProof,
  movableClock,
  ORIGIN,
  verifierFor,
  type MovableClock,
  type ProofOptions,
  type TestDevice,
} from '#test/support/server/auth-harness.ts';

const URL_ = `${ORIGIN}/api/trpc/auth.signIn`;

describe('proof of the device key (RFC 9449)', () => {
  let device: TestDevice;
  let clock: MovableClock;
  let verifier: DpopVerifier;
  beforeAll(async () => {
    device = await makeDevice();
  });
  beforeEach(() => {
    clock = movableClock();
    verifier = verifierFor({ clock });
  });

  const send = async (options: ProofOptions = {}, accessToken?: string) =>
    verifier.verify({
      proof: await makeProof(device, { nonce: verifier.freshNonce(), ...options }),
      method: 'POST',
      url: URL_,
      accessToken,
    });

  it('names the device by the thumbprint of its key', async () => {
    expect(await send()).toEqual({ ok: true, value: { jkt: device.jkt, publicJwk: device.publicJwk } });
  });

  it('asks for a proof where there is none', async () => {
    expect(await verifier.verify({ proof: null, method: 'POST', url: URL_ })).toMatchObject({
      error: 'dpopMissing',
    });
  });

  it.each<[string, ProofOptions]>([
    ['another method', { method: 'GET' }],
    ['another path', { htu: `${ORIGIN}/api/trpc/sync.push` }],
    ['another origin', { htu: 'https://relais.example.evil/api/trpc/auth.signIn' }],
    ['another port', { htu: 'https://relais.example:8443/api/trpc/auth.signIn' }],
    ['a plain JWT', { typ: 'JWT' }],
    ['a private key in the header', { jwk: { d: 'AAAA' } }],
    ['a key on another curve', { jwk: { crv: 'P-384' } }],
    ['no identifier of its own', { jti: '' }],
  ])('refuses a proof with %s', async (_, options) => {
    expect(await send(options)).toEqual({ ok: false, error: 'dpopInvalid' });
  });

  it('counts neither query nor fragment', async () => {
    const proof = await makeProof(device, { nonce: verifier.freshNonce(), htu: `${URL_}?batch=1#x` });
    expect(
      await verifier.verify({ proof, method: 'POST', url: '/api/trpc/auth.signIn?batch=1' }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('believes the nonce and not the clock of the device', async () => {
    expect(await send({ iat: 0 })).toMatchObject({ ok: true });
    expect(await send({ iat: 4_000_000_000 })).toMatchObject({ ok: true });
  });

  it('asks for a nonce where there is none, a foreign one or an old one', async () => {
    expect(await send({ nonce: undefined })).toEqual({ ok: false, error: 'dpopNonce' });
    expect(await send({ nonce: 'AAAAAAAAAAAAAAAAAAAAAAAA' })).toEqual({ ok: false, error: 'dpopNonce' });
    const old = verifier.freshNonce();
    clock.advance(61_000);
    expect(await send({ nonce: old })).toMatchObject({ ok: true });
    clock.advance(61_000);
    expect(await send({ nonce: old })).toEqual({ ok: false, error: 'dpopNonce' });
  });

  it('does not take a nonce of another process', async () => {
    expect(await send({ nonce: verifierFor({ clock }).freshNonce() })).toEqual({
      ok: false,
      error: 'dpopNonce',
    });
  });

  it('takes a proof once', async () => {
    const proof = await makeProof(device, { nonce: verifier.freshNonce() });
    const request = { proof, method: 'POST', url: URL_ };
    expect(await verifier.verify(request)).toMatchObject({ ok: true });
    expect(await verifier.verify(request)).toEqual({ ok: false, error: 'dpopInvalid' });
    clock.advance(61_000);
    expect(await verifier.verify(request)).toEqual({ ok: false, error: 'dpopInvalid' });
  });

  it('wants the hash of the token that it comes with', async () => {
    expect(await send({ token: 'a'.repeat(43) }, 'a'.repeat(43))).toMatchObject({ ok: true });
    expect(await send({}, 'a'.repeat(43))).toEqual({ ok: false, error: 'dpopInvalid' });
    expect(await send({ token: 'b'.repeat(43) }, 'a'.repeat(43))).toEqual({
      ok: false,
      error: 'dpopInvalid',
    });
  });

  it('refuses a signature by another key than the one it names', async () => {
    const other = await makeDevice();
    expect(await send({ jwk: other.publicJwk })).toEqual({ ok: false, error: 'dpopInvalid' });
  });

  it('refuses hostile text without throwing', async () => {
    const good = await makeProof(device, { nonce: verifier.freshNonce() });
    const mutated = fc
      .tuple(fc.nat(good.length - 2), fc.constantFrom('A', '.', '%', 'é', ''))
      .map(([at, char]) => good.slice(0, at) + char + good.slice(at + 1))
      .filter((text) => text !== good);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), mutated), async (proof) => {
        const outcome = await verifier.verify({ proof, method: 'POST', url: URL_ });
        expect(outcome.ok).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});
