import { findDossier } from '#server/dossiers/find.ts';
import { listOpenDossiers } from '#server/dossiers/list.ts';
import { dossierTraces } from '#server/dossiers/traces.ts';
import { fail, router, sessionProcedure } from '#server/trpc.ts';
import { findDossierInput, findDossierOutput, openDossier, tracesInput, tracesOutput } from '#wire/sync.ts';
import * as z from 'zod/mini';

export const dossiersRouter = router({
  find: sessionProcedure
    .input(findDossierInput)
    .output(findDossierOutput)
    .query(({ input, ctx: { server, caller } }) => findDossier(server.commands, input.insC, caller)),

  list: sessionProcedure
    .output(z.array(openDossier))
    .query(({ ctx: { server, caller } }) => listOpenDossiers(server.commands, caller)),

  traces: sessionProcedure
    .input(tracesInput)
    .output(tracesOutput)
    .query(async ({ input, ctx: { server, caller } }) => {
      const read = await dossierTraces(server, input, caller);
      return read.ok ? read.value : fail('forbidden', read.error);
    }),
});
