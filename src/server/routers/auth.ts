import { issueChallenge } from '#server/auth/login-nonce.ts';
import { signOut } from '#server/auth/sessions.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { fail, keyProcedure, openProcedure, router, sessionProcedure } from '#server/trpc.ts';
import { challenge, instance, session, signInInput } from '#wire/auth.ts';
import { WIRE_VERSION } from '#wire/version.ts';

export const authRouter = router({
  /** What this server is; asked before anything else. */
  instance: openProcedure.output(instance).query(({ ctx: { server } }) => ({
    instanceId: server.instance.id,
    kind: server.instance.kind,
    wireVersion: WIRE_VERSION,
    serverTime: server.clock.now(),
  })),

  /** A nonce for the card to sign, bound to the key that asks. */
  challenge: keyProcedure
    .output(challenge)
    .mutation(({ ctx: { server, key } }) => issueChallenge(server.auth, key)),

  signIn: keyProcedure
    .input(signInInput)
    .output(session)
    .mutation(async ({ input, ctx: { server, key, publicJwk } }) => {
      const signedIn = await signIn(server.auth, input, { jkt: key, publicJwk });
      return signedIn.ok ? signedIn.value : fail(signedIn.error);
    }),

  signOut: sessionProcedure.mutation(({ ctx: { server, caller } }) => signOut(server.auth, caller)),
});
