import { concat, equalBytes, type Bytes } from '#base/bytes.ts';

const PPSS = 0xff;
/** PPS0: PPS1 follows. */
const WITH_PPS1 = 0x10;
/** What both sides speak before and without an agreement: Fd = 372, Dd = 1. */
const DEFAULT_SPEED = 0x11;

/** PPSS, PPS0 with the protocol, PPS1 with the Fi and Di of TA1, PCK (ISO/IEC 7816-3 §9.2). */
export const ppsRequest = (protocol: 0 | 1, ta1: number): Bytes =>
  withCheck(Uint8Array.of(PPSS, WITH_PPS1 | protocol, ta1));

/** PCK: the exclusive or of all is null. */
const withCheck = (bytes: Uint8Array): Bytes =>
  concat(bytes, Uint8Array.of(bytes.reduce((sum, byte) => sum ^ byte, 0)));

/**
 * True where the card agrees to what was asked, protocol and speed: its answer repeats the request (§9.3). False also
 * where it left out PPS1: it agreed to the protocol, and keeps the default speed (`ppsSpeed`).
 */
export const ppsAccepted = (request: Uint8Array, answer: Uint8Array): boolean => equalBytes(request, answer);

/**
 * The speed that holds after the exchange, as TA1 codes it: the one asked for, or 11 where the card left out PPS1.
 * Undefined where the exchange failed: the card is to be reset (§9.3).
 */
export function ppsSpeed(request: Uint8Array, answer: Uint8Array): number | undefined {
  if (ppsAccepted(request, answer)) return request[2];
  const withoutSpeed = withCheck(Uint8Array.of(PPSS, (request[1] ?? 0) & 0x0f));
  return equalBytes(withoutSpeed, answer) ? DEFAULT_SPEED : undefined;
}
