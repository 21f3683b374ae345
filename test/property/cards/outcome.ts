import type { Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { fromPlain, toPlain } from '#cards/station-errors.ts';
import { expect } from 'vitest';

/** The closed union: the compiler holds the list whole. */
const CARD_ERRORS: { readonly [Type in CardError['type']]: true } = {
  NoReader: true,
  NoCard: true,
  CardMute: true,
  CardRemoved: true,
  ReaderGone: true,
  ReaderFault: true,
  ReaderUnsupported: true,
  ReaderProtected: true,
  Busy: true,
  UnknownCard: true,
  WrongCard: true,
  Vitale1: true,
  ContactlessCps: true,
  WrongPin: true,
  PinBlocked: true,
  PinFormat: true,
  PinReferenceUnknown: true,
  PinPadCancelled: true,
  PinPadTimeout: true,
  NoPinPad: true,
  CertificateMissing: true,
  CertificateMismatch: true,
  UnexpectedStatus: true,
  Malformed: true,
  TooMuchData: true,
};

/** Fails for what is no error of the closed union with its own fields, and for texts in which the card speaks. */
export function expectOutcome(
  result: Result<unknown, CardError> | undefined,
  { secret }: { readonly secret?: string } = {},
): void {
  if (!result || result.ok) return;
  const { error } = result;
  if (!Object.hasOwn(CARD_ERRORS, error.type)) throw new Error(`no CardError: ${JSON.stringify(error)}`);
  expect(fromPlain(toPlain(error))).toEqual(error);
  if (secret !== undefined) expect(textsOf(error)).not.toContain(secret);
}

/** Numbers apart: a status word may spell a code by chance. */
const textsOf = (error: CardError): string =>
  JSON.stringify(error, (_, value: unknown) => (typeof value === 'number' ? 0 : value));

/** Far beyond every bound: a loop without end fails instead of hanging. */
const NO_END = 50_000;

export function expectEnd(exchanges: number): void {
  if (exchanges > NO_END) throw new Error('no end in sight');
}
