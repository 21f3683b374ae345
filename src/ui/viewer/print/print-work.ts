import type { AppError } from '#app/port.ts';

/** `Stopped`: by the person. `Unprintable`: of a kind that is not shown here, or damaged. */
export type PrintError =
  | { type: 'Stopped' }
  | { type: 'Unprintable' }
  | { type: 'TooManyPages'; pages: number }
  | { type: 'Unreadable'; because: AppError };

export type PrintWork = {
  readonly signal: AbortSignal;
  /** Page under way, from 1, of how many. */
  readonly onpage: (page: number, total: number) => void;
};
