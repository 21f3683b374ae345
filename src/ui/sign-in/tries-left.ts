import type { AppError } from '#app/port.ts';

/** Tries that the card still grants after an error, where the error says so. */
export const triesLeftAfter = (error: AppError | undefined): number | undefined =>
  error?.type === 'Card' && error.card.type === 'WrongPin' ? error.card.triesLeft : undefined;
