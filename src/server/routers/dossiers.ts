import { askerOf } from '#server/auth/asker.ts';
import { findDossier } from '#server/dossiers/find.ts';
import { listOpenDossiers } from '#server/dossiers/list.ts';
import { dossierTraces } from '#server/dossiers/traces.ts';
import { fail, router, sessionProcedure } from '#server/trpc.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { exportTraces } from '#server/traces/export.ts';
import { findDossierInput, findDossierOutput, openDossier } from '#wire/sync.ts';
import { exportTracesInput, exportTracesOutput, tracesInput, tracesOutput } from '#wire/traces.ts';
import * as z from 'zod/mini';

export const dossiersRouter = router({
  find: sessionProcedure
    .input(findDossierInput)
    .output(findDossierOutput)
    .query(({ input, ctx: { server, caller } }) => findDossier(server.commands, input.insC, askerOf(caller))),

  list: sessionProcedure
    .output(z.array(openDossier))
    .query(({ ctx: { server, caller } }) => listOpenDossiers(server.commands, askerOf(caller))),

  traces: sessionProcedure
    .input(tracesInput)
    .output(tracesOutput)
    .query(async ({ input, ctx: { server, caller } }) => {
      const { psIdNat } = caller.professional;
      if (!(await server.limits.mayOpen(psIdNat, [input.dossierId]))) fail('rateLimited');
      const read = await dossierTraces(traceDeps(server), input, askerOf(caller));
      if (!read.ok && read.error === 'cursorUnknown') return fail('badRequest');
      if (!read.ok) return fail('forbidden', read.error);
      await server.limits.opened(psIdNat, [input.dossierId]);
      return read.value;
    }),

  /** As FHIR AuditEvents. */
  exportTraces: sessionProcedure
    .input(exportTracesInput)
    .output(exportTracesOutput)
    .query(async ({ input: { dossierId }, ctx: { server, caller } }) => {
      const { psIdNat } = caller.professional;
      if (!(await server.limits.mayOpen(psIdNat, [dossierId]))) fail('rateLimited');
      const exported = await exportTraces(traceDeps(server), dossierId, askerOf(caller));
      if (!exported.ok) return fail('forbidden', exported.error);
      await server.limits.opened(psIdNat, [dossierId]);
      return { json: exported.value };
    }),
});

const traceDeps = (server: RelaisServer) => ({
  ...server,
  cursorKey: server.pull.cursorKey,
  instanceId: server.instance.id,
});
