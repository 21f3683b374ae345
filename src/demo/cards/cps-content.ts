import type { Bytes } from '#base/bytes.ts';
import type { PracticeSituation } from '#cards/cps/situation.ts';
import type { CardPin } from './cps-pin.ts';
import type { PinDescription } from './pkcs15.ts';
import type { SimulatedCard } from './simulated-card.ts';

export interface CpsKeyPair {
  /** Private RSA key. */
  readonly key: JsonWebKey;
  /** DER. */
  readonly certificate: Bytes;
}

/** What is personal about a CPS, whatever its generation. */
export interface CpsContent {
  /** Four digits. */
  readonly pin: string;
  /** Up to ten digits, the Luhn digit last. */
  readonly serialNumber: string;
  readonly authentication: CpsKeyPair;
  readonly signature: CpsKeyPair;
  /** At most 16. */
  readonly situations?: readonly PracticeSituation[];
  /** 3 where absent; 0 makes a blocked card. */
  readonly triesLeft?: number;
  /** Filling of the PIN; none where absent. */
  readonly pinPadding?: PinDescription['padding'];
}

export type SimulatedCps = SimulatedCard & Pick<CardPin, 'triesLeft'>;

/** The value on real cards is not public; EF(AODF) states this card's. */
const PIN_REFERENCE = 0x01;

export function pinDescription({ pin, pinPadding }: CpsContent): PinDescription {
  const description = { reference: PIN_REFERENCE, length: pin.length };
  return pinPadding ? { ...description, padding: pinPadding } : description;
}
