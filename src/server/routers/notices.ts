import { askerOf } from '#server/auth/asker.ts';
import { listNotices, markRead } from '#server/notices/inbox.ts';
import { fail, router, sessionProcedure } from '#server/trpc.ts';
import { markReadInput, noticesInput, noticesOutput } from '#wire/notices.ts';

/** The inbox of the professional who asks. */
export const noticesRouter = router({
  list: sessionProcedure
    .input(noticesInput)
    .output(noticesOutput)
    .query(async ({ input, ctx: { server, caller } }) => {
      const listed = await listNotices(server.commands, input, askerOf(caller));
      return listed.ok ? listed.value : fail('forbidden', listed.error);
    }),

  markRead: sessionProcedure
    .input(markReadInput)
    .mutation(({ input, ctx: { server, caller } }) =>
      markRead(server.commands, input.noticeIds, askerOf(caller)),
    ),
});
