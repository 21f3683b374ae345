import type { Bytes } from '#base/bytes.ts';
import type { AtrFacts } from './atr.ts';

/** bmFindexDindex where the card offers no speed of its own: 372 and 1. */
const DEFAULT_SPEED = 0x11;
/** bmTCCKST, bit 1. */
const INVERSE = 0x02;
/** bmTCCKST1: bits 7 to 2 are 000100. */
const BLOCK_PROTOCOL = 0x10;
const CLOCK_STOP_NOT_ALLOWED = 0x00;
const NAD = 0x00;

export interface ProtocolParameters {
  readonly protocolNum: 0 | 1;
  /** abProtocolDataStructure: 5 bytes for T=0, 7 for T=1. */
  readonly data: Bytes;
}

/**
 * What PC_to_RDR_SetParameters tells the reader about the card (CCID 1.10 §6.1.7). The speed is that of TA1: for a card
 * that did not agree to it by PPS, give the facts with `ta1: undefined`.
 */
export const parametersFor = (facts: AtrFacts, protocol: 0 | 1): ProtocolParameters =>
  protocol === 0
    ? { protocolNum: 0, data: characterParameters(facts) }
    : { protocolNum: 1, data: blockParameters(facts) };

const convention = (facts: AtrFacts): number => (facts.convention === 'inverse' ? INVERSE : 0x00);

const characterParameters = (facts: AtrFacts): Bytes =>
  Uint8Array.of(
    facts.ta1 ?? DEFAULT_SPEED, // bmFindexDindex
    convention(facts), // bmTCCKST0
    facts.t0.guardTime, // bGuardTimeT0
    facts.t0.wi, // bWaitingIntegerT0
    CLOCK_STOP_NOT_ALLOWED, // bClockStop
  );

const blockParameters = (facts: AtrFacts): Bytes =>
  Uint8Array.of(
    facts.ta1 ?? DEFAULT_SPEED, // bmFindexDindex
    BLOCK_PROTOCOL | convention(facts) | (facts.t1.errorDetection === 'crc' ? 0x01 : 0x00), // bmTCCKST1
    facts.t0.guardTime, // bGuardTimeT1
    (facts.t1.bwi << 4) | facts.t1.cwi, // bmWaitingIntegersT1
    CLOCK_STOP_NOT_ALLOWED, // bClockStop
    facts.t1.ifsc, // bIFSC
    NAD, // bNadValue
  );
