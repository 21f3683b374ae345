import { hex, toHex, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { recogniseCard, type CardKind } from '../atr.ts';
import type { CardError } from '../errors.ts';

/** What we must know of a kind of CPS before it can tell us the rest. One row per kind that we can sign in with. */
export interface CpsProfile {
  /** The application that holds everything else; a CPS3 wakes up as its predecessor until this is selected. */
  readonly rootAid: Bytes;
  /** The PKCS#15 application to look for in EF.DIR. */
  readonly pkcs15Aid: Bytes;
  /** The most this card is asked for at once (ANS Cryptolib 5.2, max_recv_size). */
  readonly chunk: number;
  /** Where the card's own directory is silent. Never the PIN's reference or padding: that is read or not tried. */
  readonly fallbackKey: { readonly idSuffix: number; readonly reference: number };
  /** MSE algorithm: RSA with PKCS#1 v1.5 padding for client/server authentication. */
  readonly authenticationAlgorithm: number;
}

const CPS3: CpsProfile = {
  rootAid: hex('80250000 01FF0100'),
  pkcs15Aid: hex('E828BD080F 80250000 01FF0010'),
  chunk: 0xe7,
  fallbackKey: { idSuffix: 0x02, reference: 0x82 }, // CPS_PRIV_AUT (OpenSC issue 2267)
  authenticationAlgorithm: 0x02,
};

/** The CPS4 signs by another command (PSO DECIPHER on its own logical channel): its row comes with that code. */
const PROFILES: Partial<Record<CardKind, CpsProfile>> = { cps3: CPS3 };

/** The profile of the card with this answer to reset, or why there is none. */
export function cpsProfile(atr: Uint8Array): Result<CpsProfile, CardError> {
  const kind = recogniseCard(atr);
  if (kind === 'vitale1' || kind === 'vitale2') return err({ type: 'WrongCard', found: 'vitale' });
  if (kind === 'cps3Contactless') return err({ type: 'ContactlessCps' });
  const profile = PROFILES[kind];
  return profile ? ok(profile) : err({ type: 'UnknownCard', atr: toHex(atr) });
}
