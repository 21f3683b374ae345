import { executeCommands } from '#server/commands/execute.ts';
import { changes } from '#server/sync/changes.ts';
import { pull } from '#server/sync/pull.ts';
import { watch } from '#server/sync/watch.ts';
import { askerOf } from '#server/auth/asker.ts';
import { sessionStands } from '#server/auth/session-stands.ts';
import { deviceProcedure, fail, router, sessionProcedure } from '#server/trpc.ts';
import type { RelaisServer } from '#server/server.server.ts';
import {
  changesInput,
  changesOutput,
  pullInput,
  pushInput,
  pushOutput,
  type Contact,
  type PullOutput,
  type PullResult,
} from '#wire/sync.ts';

export const syncRouter = router({
  /** Commands in the order in which they are to take effect; receipts in the same order. A session is not needed. */
  push: deviceProcedure
    .input(pushInput)
    .output(pushOutput)
    .mutation(async ({ input, ctx: { server, caller } }) => {
      const { restoreEpoch = server.instance.restoreEpoch } = input;
      // restored since the device's last contact: what it had sent before comes first
      if (restoreEpoch !== server.instance.restoreEpoch) return { receipts: [], ...contactOf(server) };
      const { device, professional, publicJwk } = caller;
      const sender = { device, professional, publicKey: server.deviceKeys.keyOf(publicJwk) };
      const receipts = await executeCommands(server.commands, input.commands, sender);
      return { receipts, ...contactOf(server) };
    }),

  /** Without a session a device only learns which dossiers it must let go of. */
  pull: deviceProcedure
    .input(pullInput)
    // typed, and not parsed on its way out: that took as long as reading a thousand entries
    .query(async ({ input, ctx: { server, caller } }) => {
      const mayRead = caller.kind === 'session';
      const { psIdNat } = caller.professional;
      const wanted = input.wants.map(({ dossierId }) => dossierId);
      if (mayRead && !(await server.limits.mayOpen(psIdNat, wanted))) fail('rateLimited');
      const results = await pull(server.pull, input, { asker: askerOf(caller), mayRead });
      await server.limits.opened(psIdNat, freshlyRead(results));
      return { results, ...contactOf(server) } satisfies PullOutput;
    }),

  /** What moved among the dossiers that this device was sent; without a session only which of them were lost. */
  changes: deviceProcedure
    .input(changesInput)
    .output(changesOutput)
    .query(async ({ input: { since }, ctx: { server, caller } }) => {
      const reader = { asker: askerOf(caller), mayRead: caller.kind === 'session' };
      return { ...(await changes(server.pull, since, reader)), ...contactOf(server) };
    }),

  watch: sessionProcedure.subscription(({ ctx: { server, caller }, signal }) => {
    const stillHolds = () => sessionStands(server.auth, caller);
    const reader = { asker: askerOf(caller), stillHolds };
    return watch(server.commands, reader, signal ?? new AbortController().signal);
  }),
});

const contactOf = ({ clock, instance, config }: RelaisServer): Contact => ({
  serverTime: clock.now(),
  restoreEpoch: instance.restoreEpoch,
  leaseMs: config.leaseMs,
});

/** Dossiers that a device got from the beginning: they were opened, not only followed. */
const freshlyRead = (results: readonly PullResult[]) =>
  results.flatMap((result) => (result.kind === 'page' && result.fresh ? [result.dossierId] : []));
