import { askerOf } from '#server/auth/asker.ts';
import { signedInLately } from '#server/auth/sessions.ts';
import { listPasskeys, removePasskey } from '#server/passkeys/manage.ts';
import { registerPasskey, registrationOptionsFor, type RegisterError } from '#server/passkeys/register.ts';
import { assertionOptionsFor } from '#server/passkeys/verify-assertion.ts';
import { fail, router, sessionProcedure } from '#server/trpc.ts';
import {
  assertionOptions,
  passkeys,
  registerPasskeyInput,
  registrationOptions,
  removePasskeyInput,
} from '#wire/passkeys.ts';

export const passkeysRouter = router({
  list: sessionProcedure
    .output(passkeys)
    .query(({ ctx: { server, caller } }) => listPasskeys(server.auth, caller.professional.psIdNat)),

  registrationOptions: sessionProcedure
    .output(registrationOptions)
    .mutation(async ({ ctx: { server, caller } }) => {
      // else whoever finds an open device adds a finger of their own
      if (!signedInLately(caller, server.clock.now())) fail('signInNotFresh');
      const options = await registrationOptionsFor(server.auth, askerOf(caller));
      return options.ok ? options.value : refuse(options.error);
    }),

  register: sessionProcedure
    .input(registerPasskeyInput)
    .mutation(async ({ input, ctx: { server, caller } }) => {
      const registered = await registerPasskey(server.auth, input, askerOf(caller));
      if (!registered.ok) refuse(registered.error);
    }),

  remove: sessionProcedure.input(removePasskeyInput).mutation(async ({ input, ctx: { server, caller } }) => {
    if (!(await removePasskey(server.auth, input.credentialId, askerOf(caller)))) fail('notFound');
  }),

  /** A challenge to prove freshly who asks, before an emergency access. */
  challenge: sessionProcedure.output(assertionOptions).mutation(({ ctx: { server, caller } }) =>
    assertionOptionsFor(server.auth, {
      psIdNat: caller.professional.psIdNat,
      device: caller.device,
    }),
  ),
});

const refuse = (error: RegisterError): never =>
  error === 'passkeyLimit' ? fail('forbidden', error) : fail(error);
