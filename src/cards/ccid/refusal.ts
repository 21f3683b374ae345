import type { CardError } from '../errors.ts';
import type { CcidAnswer } from './messages.ts';

/** bError of a failed command (CCID 1.10 table 6.2-2). */
export const SLOT_ERROR = {
  aborted: 0xff,
  mute: 0xfe,
  parity: 0xfd,
  overrun: 0xfc,
  hardware: 0xfb,
  badAtrTs: 0xf8,
  badAtrTck: 0xf7,
  protocolNotSupported: 0xf6,
  classNotSupported: 0xf5,
  procedureByte: 0xf4,
  deactivatedProtocol: 0xf3,
  /** The reader is still busy with the sequence that a new card starts. */
  automaticSequence: 0xf2,
  slotBusy: 0xe0,
  notSupported: 0x00,
} as const;

const ERRORS: Readonly<Record<number, CardError>> = {
  [SLOT_ERROR.mute]: { type: 'CardMute' },
  [SLOT_ERROR.badAtrTs]: { type: 'CardMute' },
  [SLOT_ERROR.badAtrTck]: { type: 'CardMute' },
  [SLOT_ERROR.aborted]: { type: 'ReaderFault', what: 'aborted' },
  [SLOT_ERROR.parity]: { type: 'ReaderFault', what: 'parity' },
  [SLOT_ERROR.overrun]: { type: 'ReaderFault', what: 'overrun' },
  [SLOT_ERROR.hardware]: { type: 'ReaderFault', what: 'hardware' },
  [SLOT_ERROR.protocolNotSupported]: { type: 'ReaderUnsupported', because: 'protocol' },
  [SLOT_ERROR.classNotSupported]: { type: 'ReaderFault', what: 'class not supported' },
  [SLOT_ERROR.procedureByte]: { type: 'ReaderFault', what: 'procedure byte' },
  [SLOT_ERROR.deactivatedProtocol]: { type: 'ReaderFault', what: 'deactivated protocol' },
  [SLOT_ERROR.automaticSequence]: { type: 'ReaderFault', what: 'busy' },
  [SLOT_ERROR.slotBusy]: { type: 'ReaderFault', what: 'busy' },
  [SLOT_ERROR.notSupported]: { type: 'ReaderFault', what: 'command not supported' },
};

/** Why a command failed. A card that is absent was pulled out, whatever else the reader says. */
export function refusal({ card, error }: CcidAnswer): CardError {
  if (card === 'absent') return { type: 'CardRemoved' };
  return ERRORS[error] ?? { type: 'ReaderFault', what: `error ${error.toString(16).padStart(2, '0')}` };
}

/** The same for a card that was powered: one without power now went out and came back, or the contact was lost. */
export function refusalWhilePowered(answer: CcidAnswer): CardError {
  const lostPower = answer.card === 'inactive' && answer.error !== SLOT_ERROR.hardware;
  return lostPower ? { type: 'CardRemoved' } : refusal(answer);
}

export const isBusy = ({ outcome, error, card }: CcidAnswer): boolean =>
  outcome === 'failed' &&
  card !== 'absent' &&
  (error === SLOT_ERROR.slotBusy || error === SLOT_ERROR.automaticSequence);
