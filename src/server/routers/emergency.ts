import { askerOf } from '#server/auth/asker.ts';
import { endEmergency } from '#server/emergency/end.ts';
import { myEmergencies as readMine } from '#server/emergency/mine.ts';
import { openEmergency } from '#server/emergency/open.ts';
import { fail, router, sessionProcedure } from '#server/trpc.ts';
import {
  endEmergencyInput,
  myEmergencies,
  openEmergencyInput,
  openEmergencyOutput,
} from '#wire/emergency.ts';

export const emergencyRouter = router({
  /** A fresh proof, then the search, then the access: answered with its id and its end (EX_0.3-1050 shows both). */
  open: sessionProcedure
    .input(openEmergencyInput)
    .output(openEmergencyOutput)
    .mutation(async ({ input, ctx: { server, caller } }) => {
      const opened = await openEmergency(server.emergency, input, askerOf(caller));
      return opened.ok ? opened.value : fail(opened.error.code, opened.error.because);
    }),

  end: sessionProcedure.input(endEmergencyInput).mutation(async ({ input, ctx: { server, caller } }) => {
    const known = await endEmergency(server.emergency, input, askerOf(caller));
    if (!known) fail('notFound');
  }),

  mine: sessionProcedure
    .output(myEmergencies)
    .query(({ ctx: { server, caller } }) => readMine(server.emergency, askerOf(caller))),
});
