import { fromBase64, type Bytes } from '#base/bytes.ts';
import { createCps3Card, type Cps3Content, type CpsKeyPair } from './cards/cps3.ts';

/** A simulated CPS as plain JSON: the demo server keeps it and gives it to the demonstration reader in the browser. */
export interface StoredCpsCard {
  readonly pin: string;
  readonly serialNumber: string;
  readonly authentication: StoredKeyPair;
  readonly signature: StoredKeyPair;
}

export interface StoredKeyPair {
  readonly key: JsonWebKey;
  /** DER in base64. */
  readonly certificate: string;
}

/** The card itself, fresh. Throws where the stored form is damaged. */
export const openCpsCard = (
  card: StoredCpsCard,
  options: Pick<Cps3Content, 'triesLeft' | 'pinPadding'> = {},
): ReturnType<typeof createCps3Card> =>
  createCps3Card({
    ...options,
    pin: card.pin,
    serialNumber: card.serialNumber,
    authentication: openKeyPair(card.authentication),
    signature: openKeyPair(card.signature),
  });

const openKeyPair = ({ key, certificate }: StoredKeyPair): CpsKeyPair => ({
  key,
  certificate: storedBytes(certificate),
});

function storedBytes(text: string): Bytes {
  const bytes = fromBase64(text);
  if (!bytes) throw new TypeError('not a stored card');
  return bytes;
}
