import { hex, toHex } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from './errors.ts';

export type CardKind = 'vitale1' | 'vitale2' | 'cps2ter' | 'cps3' | 'cps3Contactless' | 'cps4' | 'unknown';

interface AtrRow {
  readonly kind: CardKind;
  readonly atr: string;
  /** Bits that count; all of them where absent. */
  readonly mask?: string;
}

/**
 * Answers to reset of the cards we know; first match wins.
 * Vitale: Ludovic Rousseau's smartcard_list.txt. CPS: ANS Cryptolib 5.2, card-cps.c; the CPS3 mask as in OpenSC.
 */
export const KNOWN_ATRS: readonly AtrRow[] = [
  { kind: 'vitale1', atr: '3F 65 25 00 00 09 00 90 00', mask: 'FF FF FF FF 00 FF 00 FF FF' },
  // historical bytes 4x 09 EA 90 00, or FA for EA
  { kind: 'vitale2', atr: '3B 75 13 00 00 40 09 EA 90 00', mask: 'FF FF FF FF FF F0 FF EF FF FF' },
  { kind: 'cps2ter', atr: '3B AC 00 40 2A 00 12 25 00 64 80 82 02 12 00 90 00' },
  { kind: 'cps3Contactless', atr: '3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 82 90 00 0E' },
  { kind: 'cps4', atr: '3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44' },
  { kind: 'cps4', atr: '3B 9B 18 80 01 00 12 25 00 64 80 00 04 01 00 90 44' }, // release candidate
  { kind: 'cps4', atr: '3B DC 18 FF 00 00 12 25 00 64 80 00 04 01 00 90 00' }, // speaks T=0 only
  // after the others: its mask covers some of them
  {
    kind: 'cps3',
    atr: '3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00',
    mask: 'FF 00 00 00 00 FF FF FF FF FF FF 00 00 00 FF FF FF',
  },
];

function matches(atr: Uint8Array, row: AtrRow): boolean {
  const wanted = hex(row.atr);
  const mask = row.mask === undefined ? undefined : hex(row.mask);
  if (atr.length !== wanted.length) return false;
  return wanted.every((byte, i) => ((byte ^ (atr[i] ?? 0)) & (mask?.[i] ?? 0xff)) === 0);
}

export const recogniseCard = (atr: Uint8Array): CardKind =>
  KNOWN_ATRS.find((row) => matches(atr, row))?.kind ?? 'unknown';

/** Ok for a carte Vitale of the second generation; otherwise what the card is instead. */
export function expectVitale(atr: Uint8Array): Result<undefined, CardError> {
  const kind = recogniseCard(atr);
  if (kind === 'vitale2') return ok(undefined);
  if (kind === 'vitale1') return err({ type: 'Vitale1' });
  if (kind === 'unknown') return err({ type: 'UnknownCard', atr: toHex(atr) });
  return err({ type: 'WrongCard', found: 'cps' });
}
