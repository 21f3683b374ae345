import { toBase64 } from '#base/bytes.ts';
import type { StoredCpsCard, StoredKeyPair } from './cps-card.ts';
import { generateKeyPair, issueCertificate, type CertificateRequest, type DemoAuthority } from './pki.ts';
import type { DemoProfessional } from './professionals.ts';
import type { Validity } from './x509.ts';

/**
 * Makes both keys of a professional's card and has them certified. Their serial numbers: `serial` and `serial + 1`.
 * Apart from the card that is opened in the browser, which needs none of the certificate library.
 */
export async function issueCpsCard(
  authority: DemoAuthority,
  professional: DemoProfessional,
  options: Validity & { readonly serial: number },
): Promise<StoredCpsCard> {
  const { notBefore, notAfter, serial } = options;
  const common = { subject: professional, notBefore, notAfter };
  return {
    generation: professional.generation,
    situations: professional.situations,
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
