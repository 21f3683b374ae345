import { askerOf } from '#server/auth/asker.ts';
import { signedInLately } from '#server/auth/sessions.ts';
import { shutOut } from '#server/backup/shut-out.ts';
import { listDevices } from '#server/devices/list.ts';
import { askWipe, confirmWipe } from '#server/devices/wipe.ts';
import { fail, keyProcedure, lostProcedure, router, sessionProcedure } from '#server/trpc.ts';
import { askWipeInput, deviceKnown, devicesOutput } from '#wire/devices.ts';

export const devicesRouter = router({
  /** Those of the professional who asks, newest first. */
  list: sessionProcedure.output(devicesOutput).query(({ ctx: { server, caller } }) => {
    const { professional, device } = caller;
    return listDevices(server.directory.db, { psIdNat: professional.psIdNat, device }, server.clock.now());
  }),

  askWipe: sessionProcedure.input(askWipeInput).mutation(async ({ input, ctx: { server, caller } }) => {
    // else whoever finds an open device destroys what waits on the others
    if (!signedInLately(caller, server.clock.now())) fail('signInNotFresh');
    const { deviceId } = input;
    const lost = { kind: 'wipeAsked', device: deviceId, by: caller.professional.psIdNat } as const;
    const asked = await shutOut(server, lost, {
      carryOut: () => askWipe(server.auth, deviceId, askerOf(caller)),
      took: ({ ok }) => ok,
    });
    if (asked.ok) return;
    if (asked.error === 'notFound') fail('notFound');
    fail('forbidden', asked.error);
  }),

  /** A device says that it is there: locked or without a session it has nothing else to ask, and may be lost. */
  state: keyProcedure
    .output(deviceKnown)
    .query(({ ctx: { caller } }) => ({ known: caller.ok && caller.value.kind !== 'anonymous' })),

  /** A lost device destroyed what it held. */
  wiped: lostProcedure.mutation(async ({ ctx: { server, device } }) => {
    if (!(await confirmWipe(server.auth, device))) fail('deviceUnknown');
  }),
});
