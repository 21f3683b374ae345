import { ok, type Result } from '#base/result.ts';

/** An answer that says no more than that it was done. */
export const done = <E>(answer: Result<unknown, E>): Result<void, E> => (answer.ok ? ok(undefined) : answer);
