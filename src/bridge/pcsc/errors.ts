import type { CardError } from '#cards/errors.ts';

/** What a failed PC/SC call means to us, before we looked at the reader. */
export type PcscFailure =
  | { readonly type: 'card'; readonly error: CardError }
  /** The exchange failed, and why can be seen from the reader alone: card pulled, reader unplugged, contact lost. */
  | { readonly type: 'exchangeFailed' }
  /** The PC/SC service itself is gone. */
  | { readonly type: 'serviceAway' };

const card = (error: CardError): PcscFailure => ({ type: 'card', error });
const serviceAway: PcscFailure = { type: 'serviceAway' };

/** Sentences of `smartcard` 3.7 (src/pcsc_errors.h) for the codes of winscard.h that a dialogue can meet. */
const FAILURES: Readonly<Record<string, PcscFailure>> = {
  'Card was removed': card({ type: 'CardRemoved' }),
  // our connection is exclusive, so nobody else resets it: it was pulled out and put back
  'Card was reset': card({ type: 'CardRemoved' }),
  'No smart card present': card({ type: 'NoCard' }),
  'Card is unpowered': card({ type: 'CardMute' }),
  'Card is unresponsive': card({ type: 'CardMute' }),
  'Card is not supported': card({ type: 'CardMute' }),
  'Invalid ATR': card({ type: 'CardMute' }),
  // we take every protocol: this answer to reset names none that the service could read
  'Protocol mismatch': card({ type: 'CardMute' }),
  'Sharing violation': card({ type: 'Busy' }),
  'Unknown reader': card({ type: 'ReaderGone' }),
  'Reader unavailable': card({ type: 'ReaderGone' }),
  'No readers available': card({ type: 'ReaderGone' }),
  'Transaction failed': { type: 'exchangeFailed' },
  'Reader not ready': { type: 'exchangeFailed' },
  'Operation timed out': { type: 'exchangeFailed' },
  // pcsclite says this of the connection to its service
  'Communication error': serviceAway,
  'PC/SC service not running': serviceAway,
  'PC/SC service stopped': serviceAway,
  'Invalid handle': serviceAway,
  'Card is not connected': serviceAway,
  'Context is not valid': serviceAway,
};

/** Every other sentence is a fault of the reader; the table's own words alone are passed on. */
export function failureOf(thrown: unknown): PcscFailure {
  const message = thrown instanceof Error ? thrown.message : '';
  return FAILURES[message] ?? card({ type: 'ReaderFault', what: 'PC/SC' });
}

/** Where the reader cannot be looked at any more, or need not. */
export function errorOf(failure: PcscFailure): CardError {
  if (failure.type === 'card') return failure.error;
  return failure.type === 'serviceAway'
    ? { type: 'ReaderGone' }
    : { type: 'ReaderFault', what: 'PC/SC exchange' };
}
