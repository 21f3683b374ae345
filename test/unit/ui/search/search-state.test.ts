import { describe, expect, it } from 'vitest';
import { err, ok, type Result } from '#base/result.ts';
import type { AppError } from '#app/port.ts';
import { HITS_SHOWN, NO_ANSWER, type SearchAnswer } from '#documents/search/answer.ts';
import type { SearchFilters } from '#documents/search/filters.ts';
import { createSearchState } from '#ui/search/search-state.svelte.ts';

const answerOf = (total: number) => ok({ ...NO_ANSWER, total });

type Answer = Result<SearchAnswer, AppError>;
type Asked = { typed: string; filters: SearchFilters; limit: number; give: (answer: Answer) => void };

/** A search whose answers come when the test says so. */
function started() {
  const asked: Asked[] = [];
  const state = createSearchState(
    (typed, filters, limit) => new Promise((give) => asked.push({ typed, filters, limit, give })),
  );
  return { asked, state };
}
/** Lets what was promised arrive. */
const arrive = async (): Promise<void> => {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
};

describe('the search of a screen', () => {
  it('asks at each change, and keeps the last answer until the next comes', async () => {
    const { asked, state } = started();
    state.type('al');
    asked[0]?.give(answerOf(3));
    await arrive();
    expect([state.answer.total, state.isWaiting]).toEqual([3, false]);
    state.type('all');
    expect([state.answer.total, state.isWaiting]).toEqual([3, true]);
    asked[1]?.give(answerOf(2));
    await arrive();
    expect([state.answer.total, state.isWaiting]).toEqual([2, false]);
  });

  it('drops an answer that a later question has overtaken', async () => {
    const { asked, state } = started();
    state.type('a');
    state.type('al');
    asked[1]?.give(answerOf(2));
    await arrive();
    asked[0]?.give(answerOf(9));
    await arrive();
    expect([state.answer.total, state.isWaiting]).toEqual([2, false]);
  });

  it('asks nothing where nothing is typed and nothing chosen', async () => {
    const { asked, state } = started();
    state.type('a');
    state.type(' ');
    asked[0]?.give(answerOf(9));
    await arrive();
    expect([asked.length, state.isAsked, state.answer, state.isWaiting]).toEqual([
      1,
      false,
      NO_ANSWER,
      false,
    ]);
    state.filter({ author: 'A' });
    expect([asked.length, state.isAsked]).toEqual([2, true]);
    state.clear();
    expect([asked.length, state.isAsked, state.filters]).toEqual([2, false, {}]);
  });

  it('asks for more of the same, and begins anew with another question', () => {
    const { asked, state } = started();
    state.type('a');
    state.more();
    state.renew();
    state.filter({ classCode: '11' });
    expect(asked.map(({ typed, limit, filters }) => [typed, limit, filters.classCode])).toEqual([
      ['a', HITS_SHOWN, undefined],
      ['a', 2 * HITS_SHOWN, undefined],
      ['a', 2 * HITS_SHOWN, undefined],
      ['a', HITS_SHOWN, '11'],
    ]);
  });

  it('says that it failed, until an answer comes', async () => {
    const { asked, state } = started();
    state.type('a');
    asked[0]?.give(err({ type: 'VaultLocked' }));
    await arrive();
    expect([state.problem, state.isWaiting, state.answer]).toEqual([
      { type: 'VaultLocked' },
      false,
      NO_ANSWER,
    ]);
    state.type('al');
    asked[1]?.give(answerOf(1));
    await arrive();
    expect([state.problem, state.answer.total]).toEqual([undefined, 1]);
  });
});
