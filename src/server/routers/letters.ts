import { askerOf } from '#server/auth/asker.ts';
import { letterPrinted, listLetters, openLetter } from '#server/notices/letters.ts';
import { fail, router, sessionProcedure } from '#server/trpc.ts';
import { letter, letterInput, lettersOutput } from '#wire/notices.ts';

/** Notices that go by post, for whom the operator entitled to print them. */
export const lettersRouter = router({
  list: sessionProcedure.output(lettersOutput).query(async ({ ctx: { server, caller } }) => {
    const listed = await listLetters(server.commands, askerOf(caller));
    return listed.ok ? listed.value : fail('forbidden', listed.error);
  }),

  open: sessionProcedure
    .input(letterInput)
    .output(letter)
    .query(async ({ input, ctx: { server, caller } }) => {
      const opened = await openLetter(server.commands, input.letterId, askerOf(caller));
      return opened.ok ? opened.value : refuse(opened.error);
    }),

  markPrinted: sessionProcedure.input(letterInput).mutation(async ({ input, ctx: { server, caller } }) => {
    const marked = await letterPrinted(server.commands, input.letterId, askerOf(caller));
    if (!marked.ok) refuse(marked.error);
  }),
});

const refuse = (because: string): never =>
  because === 'letterAbsent' ? fail('notFound') : fail('forbidden', because);
