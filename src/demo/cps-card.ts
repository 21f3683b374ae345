import { fromBase64, toBase64, type Bytes } from '#base/bytes.ts';
import { createCps3Card, type Cps3Content, type CpsKeyPair } from './cards/cps3.ts';
import { generateKeyPair, issueCertificate, type CertificateRequest, type DemoAuthority } from './pki.ts';
import type { DemoProfessional } from './professionals.ts';
import type { Validity } from './x509.ts';

/** A simulated CPS as plain JSON: the demo server keeps it and gives it to the demonstration reader in the browser. */
export interface StoredCpsCard {
  readonly pin: string;
  readonly serialNumber: string;
  readonly authentication: StoredKeyPair;
  readonly signature: StoredKeyPair;
}

interface StoredKeyPair {
  readonly key: JsonWebKey;
  /** DER in base64. */
  readonly certificate: string;
}

/** Makes both keys of a professional's card and has them certified. Their serial numbers: `serial` and `serial + 1`. */
export async function issueCpsCard(
  authority: DemoAuthority,
  professional: DemoProfessional,
  options: Validity & { readonly serial: number },
): Promise<StoredCpsCard> {
  const { notBefore, notAfter, serial } = options;
  const common = { subject: professional, notBefore, notAfter };
  return {
    pin: professional.pin,
    serialNumber: professional.serialNumber,
    authentication: await issueKeyPair(authority, { ...common, usage: 'authentication', serial }),
    signature: await issueKeyPair(authority, { ...common, usage: 'signature', serial: serial + 1 }),
  };
}

async function issueKeyPair(
  authority: DemoAuthority,
  request: Omit<CertificateRequest, 'publicKey'>,
): Promise<StoredKeyPair> {
  const { publicKey, privateKey } = await generateKeyPair();
  const certificate = await issueCertificate(authority, { ...request, publicKey });
  return { key: await crypto.subtle.exportKey('jwk', privateKey), certificate: toBase64(certificate) };
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
