import type { CardError } from './errors.ts';
import type { StationError } from './station.ts';

/** A `StationError` in the few plain fields that travel (`bridgeFailure` of the wire has the same form). */
export interface PlainFailure {
  readonly type: string;
  readonly triesLeft?: number | undefined;
  readonly sw?: number | undefined;
  readonly step?: string | undefined;
  readonly what?: string | undefined;
  readonly atr?: string | undefined;
  readonly found?: 'vitale' | 'cps' | undefined;
  readonly because?: string | undefined;
}

type Bare = Exclude<
  StationError['type'],
  | 'ReaderFault'
  | 'ReaderUnsupported'
  | 'UnknownCard'
  | 'WrongCard'
  | 'WrongPin'
  | 'UnexpectedStatus'
  | 'Malformed'
>;
/** Those that are no more than their type; the compiler holds the list whole. */
const BARE: { readonly [T in Bare]: { readonly type: T } } = {
  NoReader: { type: 'NoReader' },
  NoCard: { type: 'NoCard' },
  CardMute: { type: 'CardMute' },
  CardRemoved: { type: 'CardRemoved' },
  ReaderGone: { type: 'ReaderGone' },
  ReaderProtected: { type: 'ReaderProtected' },
  Busy: { type: 'Busy' },
  Vitale1: { type: 'Vitale1' },
  ContactlessCps: { type: 'ContactlessCps' },
  PinBlocked: { type: 'PinBlocked' },
  PinFormat: { type: 'PinFormat' },
  PinReferenceUnknown: { type: 'PinReferenceUnknown' },
  PinPadCancelled: { type: 'PinPadCancelled' },
  PinPadTimeout: { type: 'PinPadTimeout' },
  NoPinPad: { type: 'NoPinPad' },
  CertificateMissing: { type: 'CertificateMissing' },
  CertificateMismatch: { type: 'CertificateMismatch' },
  TooMuchData: { type: 'TooMuchData' },
  RelayAway: { type: 'RelayAway' },
  BridgeAway: { type: 'BridgeAway' },
  BridgeSilent: { type: 'BridgeSilent' },
  ChannelBroken: { type: 'ChannelBroken' },
  PairingEnded: { type: 'PairingEnded' },
  PairingLinkInvalid: { type: 'PairingLinkInvalid' },
  NotAccepted: { type: 'NotAccepted' },
  OriginMismatch: { type: 'OriginMismatch' },
  NonceUsed: { type: 'NonceUsed' },
  BridgeVersion: { type: 'BridgeVersion' },
  NoPinEntry: { type: 'NoPinEntry' },
};
type UnsupportedBecause = Extract<CardError, { type: 'ReaderUnsupported' }>['because'];
const UNSUPPORTED: readonly UnsupportedBecause[] = [
  'characterLevel',
  'noClassDescriptor',
  'noEndpoints',
  'protocol',
];
/** What a text of an error may be: words and digits of ours, never a sentence. */
const MAX_TEXT = 500;
const STATUS_WORD_MAX = 0xffff;

/** For the way from bridge to app. */
export const toPlain = (error: StationError): PlainFailure => ({
  ...error,
  ...('what' in error && { what: textOf(error.what) }),
  ...('step' in error && { step: textOf(error.step) }),
  ...('atr' in error && { atr: textOf(error.atr) }),
});

/**
 * The way back. What the other side says is not trusted to be one of ours: an unknown type means that it is of another
 * version, a known one without its fields a fault of its protocol.
 */
export function fromPlain(failure: PlainFailure): StationError {
  const { type } = failure;
  const bare = Object.hasOwn(BARE, type)
    ? Object.entries(BARE).find(([name]) => name === type)?.[1]
    : undefined;
  return bare ?? withFields(failure) ?? { type: 'BridgeVersion' };
}

function withFields(failure: PlainFailure): StationError | undefined {
  const { triesLeft, sw, found } = failure;
  const what = textOf(failure.what);
  switch (failure.type) {
    case 'WrongPin':
      return count(triesLeft, 15) ? { type: 'WrongPin', triesLeft } : undefined;
    case 'WrongCard':
      return found ? { type: 'WrongCard', found } : undefined;
    case 'UnknownCard':
      return { type: 'UnknownCard', atr: textOf(failure.atr) };
    case 'ReaderFault':
      return { type: 'ReaderFault', what };
    case 'Malformed':
      return { type: 'Malformed', what };
    case 'UnexpectedStatus':
      return count(sw, STATUS_WORD_MAX)
        ? { type: 'UnexpectedStatus', sw, step: textOf(failure.step) }
        : undefined;
    case 'ReaderUnsupported':
      return {
        type: 'ReaderUnsupported',
        because: UNSUPPORTED.find((one) => one === failure.because) ?? 'protocol',
      };
    default:
      return undefined;
  }
}

const textOf = (text: string | undefined): string => (text ?? '').slice(0, MAX_TEXT);
const count = (value: number | undefined, max: number): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value <= max;
