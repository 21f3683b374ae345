import type { CardError } from '#cards/errors.ts';

/** True where the card answered, though not with what we wanted: another way may still work. */
export const isCardsAnswer = (error: CardError): boolean =>
  error.type === 'UnexpectedStatus' || error.type === 'Malformed' || error.type === 'TooMuchData';
