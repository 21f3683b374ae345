import { issueChallenge } from '#server/auth/login-nonce.ts';
import { choosePractice, signOut } from '#server/auth/sessions.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { fail, keyProcedure, openProcedure, router, sessionProcedure } from '#server/trpc.ts';
import { challenge, instance, session, signInInput } from '#wire/auth.ts';
import { headKeyOf } from '#server/traces/heads.ts';
import { choosePracticeInput } from '#wire/professionals.ts';
import { WIRE_VERSION } from '#wire/version.ts';

export const authRouter = router({
  /** What this server is; asked before anything else. */
  instance: openProcedure.output(instance).query(({ ctx: { server } }) => ({
    instanceId: server.instance.id,
    kind: server.instance.kind,
    wireVersion: WIRE_VERSION,
    serverTime: server.clock.now(),
    headKey: headKeyOf(server.headSeed),
  })),

  /** A nonce for the card to sign, bound to the key that asks. */
  challenge: keyProcedure
    .output(challenge)
    .mutation(({ ctx: { server, key } }) =>
      server.limits.mayChallenge(key) ? issueChallenge(server.auth, key) : fail('rateLimited'),
    ),

  signIn: keyProcedure
    .input(signInInput)
    .output(session)
    .mutation(async ({ input, ctx: { server, key, publicJwk } }) => {
      const signedIn = await signIn(server.auth, input, { jkt: key, publicJwk });
      return signedIn.ok ? signedIn.value : fail(signedIn.error);
    }),

  /** Where the professional practises today: stands in the traces of this session from now on. */
  choosePractice: sessionProcedure
    .input(choosePracticeInput)
    .mutation(({ input, ctx: { server, caller } }) => choosePractice(server.auth, caller, input.practice)),

  signOut: sessionProcedure.mutation(({ ctx: { server, caller } }) => signOut(server.auth, caller)),
});
