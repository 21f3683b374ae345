import type { AppError } from '#app/port.ts';
import { ok, type Result } from '#base/result.ts';
import { HITS_SHOWN, NO_ANSWER, type SearchAnswer } from '#documents/search/answer.ts';
import { isFiltering, NO_FILTERS, type SearchFilters } from '#documents/search/filters.ts';

/** Asks for an answer, wherever the index is. */
export type SearchAsked = (
  typed: string,
  filters: SearchFilters,
  limit: number,
) => Promise<Result<SearchAnswer, AppError>>;

/** What was typed and chosen, and the answer to it. */
export interface SearchState {
  readonly typed: string;
  readonly filters: SearchFilters;
  readonly answer: SearchAnswer;
  /** Whether something was asked: nothing typed and nothing chosen has no answer to show. */
  readonly isAsked: boolean;
  /** The answer shown is that to an earlier question. */
  readonly isWaiting: boolean;
  /** Why there is no answer. */
  readonly problem: AppError | undefined;
  type: (typed: string) => void;
  filter: (filters: SearchFilters) => void;
  /** As many hits again. */
  more: () => void;
  /** Empties field and filters. */
  clear: () => void;
  /** The same question again: the documents have changed. */
  renew: () => void;
}

/**
 * A search as it is typed. Each change is asked at once, for answers are fast; an answer that a later question has
 * overtaken is dropped, and until its own comes the last one stays on the screen.
 */
export function createSearchState(search: SearchAsked): SearchState {
  let typed = $state('');
  let filters = $state.raw<SearchFilters>(NO_FILTERS);
  let limit = HITS_SHOWN;
  let answer = $state.raw<SearchAnswer>(NO_ANSWER);
  let isWaiting = $state(false);
  let problem = $state.raw<AppError>();
  let asked = 0;
  const isAsked = $derived(typed.trim() !== '' || isFiltering(filters));

  function settle(question: number, found: Result<SearchAnswer, AppError>): void {
    if (question !== asked) return;
    isWaiting = false;
    problem = found.ok ? undefined : found.error;
    answer = found.ok ? found.value : NO_ANSWER;
  }

  async function ask(): Promise<void> {
    const question = ++asked;
    isWaiting = isAsked;
    settle(question, isAsked ? await search(typed, filters, limit) : ok(NO_ANSWER));
  }

  function change(nextTyped: string, nextFilters: SearchFilters): void {
    typed = nextTyped;
    filters = nextFilters;
    limit = HITS_SHOWN;
    void ask();
  }

  return {
    get typed() {
      return typed;
    },
    get filters() {
      return filters;
    },
    get answer() {
      return answer;
    },
    get isAsked() {
      return isAsked;
    },
    get isWaiting() {
      return isWaiting;
    },
    get problem() {
      return problem;
    },
    type: (next) => change(next, filters),
    filter: (next) => change(typed, next),
    more() {
      limit += HITS_SHOWN;
      void ask();
    },
    clear: () => change('', NO_FILTERS),
    renew: () => void ask(),
  };
}
