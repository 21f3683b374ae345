import { hex, toHex, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { recogniseCard, type CardKind } from '../atr.ts';
import type { CardError } from '../errors.ts';

/** What we must know of a kind of CPS before it can tell us the rest. One row per kind that we can sign in with. */
export interface CpsProfile {
  readonly kind: 'cps3' | 'cps4';
  /** The logical channel that the card's CPS side lives on: the low bits of the class byte. */
  readonly logicalChannel: 0 | 1;
  /** The application that holds everything else; the card wakes up as its predecessor until this is selected. */
  readonly rootAid: Bytes;
  /** Selected one after the other where the root application does not answer at once. */
  readonly wakeUp: readonly { readonly logicalChannel: 0 | 1; readonly aid: Bytes }[];
  /** The PKCS#15 application to look for in EF.DIR. */
  readonly pkcs15Aid: Bytes;
  /** The most this card is asked for at once. */
  readonly chunk: number;
  /** Length of EF.DIR, bytes, where it is known: another length costs one exchange more. */
  readonly efDirLength?: number;
  /** A file is selected by its whole path from 3F00, or directory by directory. */
  readonly paths: 'absolute' | 'stepwise';
  /** Tries left: GET DATA of the counters, or VERIFY without a code, which spends none. */
  readonly triesLeft: 'counters' | 'emptyVerify';
  readonly signing: CpsSigning;
  /** Where the card's own directory is silent. Never the PIN's reference or padding: that is read or not tried. */
  readonly fallbackKey: { readonly idSuffix: number; readonly reference: number };
  /** Where the practice situations lie; where absent, EF(DODF) is asked at once. */
  readonly situationFiles?: readonly Bytes[];
}

export type CpsSigning =
  /** INTERNAL AUTHENTICATE with the DigestInfo, which the card pads. `algorithm`: for MSE. */
  | { readonly by: 'internalAuthenticate'; readonly algorithm: number }
  /** PSO DECIPHER of the block that we padded: raw RSA, the same signature. */
  | { readonly by: 'decipher' };

const PKCS15_AID = hex('E828BD080F 80250000 01FF0010');
const ROOT_AID = hex('80250000 01FF0100');

/** ANS Cryptolib 5.2 (card-cps3.c, pkcs15-sec.c); EF.DIR: OpenSC issue 2223; CPS_PRIV_AUT: OpenSC issue 2267. */
const CPS3: CpsProfile = {
  kind: 'cps3',
  logicalChannel: 0,
  rootAid: ROOT_AID,
  wakeUp: [],
  pkcs15Aid: PKCS15_AID,
  chunk: 0xe7,
  efDirLength: 101,
  paths: 'absolute',
  triesLeft: 'counters',
  // RSA with PKCS#1 v1.5 padding for client/server authentication
  signing: { by: 'internalAuthenticate', algorithm: 0x02 },
  fallbackKey: { idSuffix: 0x02, reference: 0x82 },
  situationFiles: Array.from({ length: 16 }, (_, i) => Uint8Array.of(0x3f, 0x00, 0x00, 0x01, 0xd1, 0x20 + i)),
};

/** ANS Cryptolib 5.2 (card-cps4.c). The card keeps its predecessor on channel 0; the CPS4 speaks on channel 1. */
const CPS4: CpsProfile = {
  kind: 'cps4',
  logicalChannel: 1,
  rootAid: ROOT_AID,
  wakeUp: [
    { logicalChannel: 1, aid: hex('A0000001 510000') },
    { logicalChannel: 0, aid: hex('80250000 01FF0002') },
    { logicalChannel: 1, aid: ROOT_AID },
  ],
  pkcs15Aid: PKCS15_AID,
  chunk: 256,
  paths: 'stepwise',
  triesLeft: 'emptyVerify',
  signing: { by: 'decipher' },
  fallbackKey: { idSuffix: 0x20, reference: 0x20 },
};

const PROFILES: Partial<Record<CardKind, CpsProfile>> = { cps3: CPS3, cps4: CPS4 };

/** The profile of the card with this answer to reset, or why there is none. */
export function cpsProfile(atr: Uint8Array): Result<CpsProfile, CardError> {
  const kind = recogniseCard(atr);
  if (kind === 'vitale1' || kind === 'vitale2') return err({ type: 'WrongCard', found: 'vitale' });
  if (kind === 'cps3Contactless') return err({ type: 'ContactlessCps' });
  const profile = PROFILES[kind];
  return profile ? ok(profile) : err({ type: 'UnknownCard', atr: toHex(atr) });
}
