import { unwrap, ok } from '#base/result.ts';
import { SESSION_MS } from '#server/auth/sessions.ts';
import { appRouter } from '#server/router.ts';
import { NURSE, DOCTOR, registerDevice, type TestDevice } from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';
import { fakeAuthenticator } from '#test/support/webauthn/fake-authenticator.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

let started: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
beforeAll(async () => {
  started = await startTestServer();
  nurse = await registerDevice(started.server, NURSE);
  doctor = await registerDevice(started.server, DOCTOR);
});
afterAll(() => started.stop());

const as = (
  { device, actor, publicJwk }: TestDevice,
  kind: 'session' | 'device' = 'session',
  signedInAgo = 1000,
) => {
  const known = { professional: actor, device, publicJwk };
  const session = {
    expiresAt: started.clock.now() - signedInAgo + SESSION_MS,
    tokenHash: '',
    practice: undefined,
  };
  const caller =
    kind === 'session' ? ({ kind, ...known, ...session } as const) : ({ kind, ...known } as const);
  return appRouter.createCaller({ server: started.server, caller: ok(caller), wireVersion: WIRE_VERSION })
    .passkeys;
};

it('a passkey is registered, listed, used and removed by its professional alone', async () => {
  const authenticator = await fakeAuthenticator({ origin: started.config.origin, rpId: 'localhost' });
  const options = await as(nurse).registrationOptions();
  const input = await authenticator.register(options.challenge, {}, 'Clé du sac');
  await expect(as(doctor).register(input)).rejects.toThrow('passkeyRefused');
  // whoever presents a challenge uses it up
  await expect(as(nurse).register(input)).rejects.toThrow('passkeyRefused');
  const again = await as(nurse).registrationOptions();
  await as(nurse).register(await authenticator.register(again.challenge, {}, 'Clé du sac'));
  expect(await as(nurse).list()).toMatchObject([{ credentialId: authenticator.id, name: 'Clé du sac' }]);

  const { challenge, rpId } = await as(nurse).challenge();
  expect(rpId).toBe('localhost');
  const who = { psIdNat: NURSE.psIdNat, device: nurse.device };
  unwrap(await started.server.passkeys.verifyAssertion(await authenticator.assert(challenge), who));

  const { id } = authenticator;
  await expect(as(doctor).remove({ credentialId: id })).rejects.toThrow('notFound');
  await as(nurse).remove({ credentialId: id });
  expect(await as(nurse).list()).toEqual([]);
});

it('a passkey is registered only shortly after the card was there', async () => {
  const late = as(nurse, 'session', 16 * 60_000);
  await expect(late.registrationOptions()).rejects.toThrow('signInNotFresh');
  await expect(as(nurse, 'session', 14 * 60_000).registrationOptions()).resolves.toBeDefined();
});

it('a device without a session has nothing to do with passkeys', async () => {
  const without = as(nurse, 'device');
  for (const asked of [without.list(), without.registrationOptions(), without.challenge()])
    await expect(asked).rejects.toThrow('sessionMissing');
  await expect(without.remove({ credentialId: 'a' })).rejects.toThrow('sessionMissing');
});
