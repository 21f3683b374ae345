import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import type { ReaderDescription } from '../reader-description.ts';

/** The smart card device class descriptor (CCID 1.10 §5.1, table 5.1-1), as far as a driver needs it. */
export interface ClassDescriptor {
  /** Highest slot number; 0 for a reader with one slot. */
  readonly maxSlotIndex: number;
  readonly voltages: ReaderDescription['voltages'];
  readonly protocols: readonly (0 | 1)[];
  /** dwDefaultClock, kHz. */
  readonly defaultClock: number;
  /** dwMaxDataRate, bits per second. */
  readonly maxDataRate: number;
  readonly maxIfsd: number;
  /** dwFeatures: bits in `FEATURE`. */
  readonly features: number;
  readonly level: ReaderDescription['exchangeLevel'];
  /** dwMaxCCIDMessageLength as declared; `messageLimit` is what to keep to. */
  readonly maxMessage: number;
  /** bPINSupport bit 0: VERIFY on the reader's keys. */
  readonly pinVerify: boolean;
  readonly maxBusySlots: number;
}

export const CLASS_DESCRIPTOR_TYPE = 0x21;
export const CLASS_DESCRIPTOR_LENGTH = 54;

/** dwFeatures (CCID 1.10 table 5.1-1). */
export const FEATURE = {
  automaticVoltage: 0x08,
  /** Parameters negotiated by the reader alone: no PPS and no SetParameters from us. */
  automaticNegotiation: 0x40,
  /** PPS sent by the reader, according to the parameters that we set. */
  automaticPps: 0x80,
} as const;
const TPDU = 0x10000;
const SHORT_APDU = 0x20000;
const EXTENDED_APDU = 0x40000;

const VOLTAGES = [
  [0x01, 5],
  [0x02, 3],
  [0x04, 1.8],
] as const;

const HEADER = 10;
/** No USB reader takes less than one packet: below this the descriptor is no descriptor. */
const SMALLEST_MESSAGE = 64;
/** Smallest value that the standard allows: 5 + 256 bytes behind a header. */
const SMALLEST_STANDARD_MESSAGE = 261 + HEADER;
/** Largest: an extended APDU behind a header. */
const LARGEST_MESSAGE = 65544 + HEADER;

/** `bytes` begins at bLength. ReaderFault where lengths contradict each other or no message would fit. */
export function parseClassDescriptor(bytes: Uint8Array): Result<ClassDescriptor, CardError> {
  if (bytes.length < CLASS_DESCRIPTOR_LENGTH || bytes[0] !== CLASS_DESCRIPTOR_LENGTH)
    return err({ type: 'ReaderFault', what: 'class descriptor length' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, CLASS_DESCRIPTOR_LENGTH);
  const u32 = (at: number): number => view.getUint32(at, true);
  const maxMessage = u32(44);
  if (maxMessage < SMALLEST_MESSAGE) return err({ type: 'ReaderFault', what: 'dwMaxCCIDMessageLength' });
  return ok({
    maxSlotIndex: view.getUint8(4),
    voltages: VOLTAGES.filter(([bit]) => view.getUint8(5) & bit).map(([, volts]) => volts),
    protocols: ([0, 1] as const).filter((protocol) => u32(6) & (1 << protocol)),
    defaultClock: u32(10),
    maxDataRate: u32(23),
    maxIfsd: u32(28),
    features: u32(40),
    level: levelOf(u32(40)),
    maxMessage,
    pinVerify: (view.getUint8(52) & 1) === 1,
    maxBusySlots: Math.max(1, view.getUint8(53)),
  });
}

function levelOf(features: number): ClassDescriptor['level'] {
  if (features & EXTENDED_APDU) return 'extendedApdu';
  if (features & SHORT_APDU) return 'shortApdu';
  return features & TPDU ? 'tpdu' : 'character';
}

/**
 * The longest message to send or expect, bytes. About twenty readers declare less than the standard's smallest (261
 * without its header, 263, 64) and carry a whole short APDU all the same. At the extended level a small value is to be
 * believed: longer messages are chained there.
 */
export function messageLimit({ level, maxMessage }: ClassDescriptor): number {
  if (level === 'extendedApdu') return Math.min(maxMessage, LARGEST_MESSAGE);
  return Math.min(Math.max(maxMessage, SMALLEST_STANDARD_MESSAGE), LARGEST_MESSAGE);
}
