import { fromBase64, type Bytes } from '#base/bytes.ts';
import type { PracticeSituation } from '#cards/cps/situation.ts';
import type { CpsContent, CpsKeyPair, SimulatedCps } from './cards/cps-content.ts';
import { createCps3Card } from './cards/cps3.ts';
import { createCps4Card } from './cards/cps4.ts';

/** A simulated CPS as plain JSON: the demo server keeps it and gives it to the demonstration reader in the browser. */
export interface StoredCpsCard {
  /** A CPS3 where absent. */
  readonly generation?: 'cps3' | 'cps4';
  readonly pin: string;
  readonly serialNumber: string;
  readonly authentication: StoredKeyPair;
  readonly signature: StoredKeyPair;
  /** Places of practice; none where absent. */
  readonly situations?: readonly PracticeSituation[];
}

export interface StoredKeyPair {
  readonly key: JsonWebKey;
  /** DER in base64. */
  readonly certificate: string;
}

/** The card itself, fresh. Throws where the stored form is damaged. */
export const openCpsCard = (
  card: StoredCpsCard,
  options: Pick<CpsContent, 'triesLeft' | 'pinPadding'> = {},
): SimulatedCps => {
  const content = { ...cpsContent(card), ...options };
  return card.generation === 'cps4' ? createCps4Card(content) : createCps3Card(content);
};

/** What the card holds, for whoever makes another kind of card of it. Throws where the stored form is damaged. */
export const cpsContent = (card: StoredCpsCard): CpsContent => ({
  pin: card.pin,
  serialNumber: card.serialNumber,
  authentication: openKeyPair(card.authentication),
  signature: openKeyPair(card.signature),
  situations: card.situations ?? [],
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
