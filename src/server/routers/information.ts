import { openProcedure, router } from '#server/trpc.ts';
import { informationOutput } from '#wire/information.ts';

export const informationRouter = router({
  /** Whom to call and what works with this instance; without a proof, for those who cannot sign in. */
  current: openProcedure.output(informationOutput).query(({ ctx: { server } }) => server.information()),
});
