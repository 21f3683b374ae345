import { findProfessionals } from '#server/rights/find-professionals.ts';
import { router, sessionProcedure } from '#server/trpc.ts';
import { findProfessionalsInput, findProfessionalsOutput } from '#wire/professionals.ts';

export const professionalsRouter = router({
  find: sessionProcedure
    .input(findProfessionalsInput)
    .output(findProfessionalsOutput)
    .query(({ input, ctx: { server } }) => findProfessionals(server.directory.db, input.query)),
});
