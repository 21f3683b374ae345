import type { Result } from '#base/result.ts';
import { askForPage, askOnce, type AppContext } from './context.ts';
import type { AppError, Relais } from './port.ts';
import { done } from './done.ts';

type Acts = Pick<Relais, 'notices' | 'markNoticesRead' | 'letters' | 'letter' | 'markLetterPrinted'>;

const NOTICES_PER_PAGE = 50;

export function noticeActs(context: AppContext): Acts {
  return {
    async notices(before) {
      const answer = await askForPage(context, (api) => api.notices({ before, limit: NOTICES_PER_PAGE }));
      if (answer.ok) context.view.unreadNotices = answer.value.unread;
      return answer;
    },
    async markNoticesRead(noticeIds) {
      const marked: Result<unknown, AppError> = await askForPage(context, (api) =>
        api.markNoticesRead(noticeIds),
      );
      if (marked.ok) await countNotices(context);
      return done(marked);
    },
    letters: () => askForPage(context, (api) => api.letters()),
    letter: (letterId) => askForPage(context, (api) => api.letter(letterId)),
    markLetterPrinted: async (letterId) =>
      done(await askForPage(context, (api) => api.markLetterPrinted(letterId))),
  };
}

/** The number on the inbox; false where the server does not answer, and it stays as it was. */
export async function countNotices(context: AppContext): Promise<boolean> {
  const { session } = context.account;
  if (!session) return false;
  const answer = await askOnce(context, (api) => api.notices({ before: null, limit: 1 }));
  if (answer.ok && context.account.session === session) context.view.unreadNotices = answer.value.unread;
  return answer.ok;
}
