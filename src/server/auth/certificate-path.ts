import { err, ok, type Result } from '#base/result.ts';
import * as pkijs from 'pkijs';
import { pkiEngine, type ParsedCertificate } from './x509.ts';

/** Certificates of authorities: anchors are pinned, the others only complete a path to one of them. */
export type TrustedAuthorities = {
  readonly anchors: readonly ParsedCertificate[];
  readonly intermediates: readonly ParsedCertificate[];
};

/** The leaf first, an anchor last. */
export type CertificatePath = readonly [ParsedCertificate, ParsedCertificate, ...ParsedCertificate[]];

/** RFC 8017, RFC 5758: with SHA-2 alone; SHA-1 and MD5 no longer bind a signature to what was signed. */
const ACCEPTED_SIGNATURES: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.11', // sha256WithRSAEncryption
  '1.2.840.113549.1.1.12', // sha384WithRSAEncryption
  '1.2.840.113549.1.1.13', // sha512WithRSAEncryption
  '1.2.840.10045.4.3.2', // ecdsa-with-SHA256
  '1.2.840.10045.4.3.3', // ecdsa-with-SHA384
  '1.2.840.10045.4.3.4', // ecdsa-with-SHA512
]);

/**
 * Path validation (RFC 5280 §6) from a card's certificate to a pinned anchor, at the server's time. Signatures, names,
 * validity, CA flags, name constraints and policies are the engine's work; lengths of paths and weak signatures ours.
 * Revocation is asked separately. `certificateExpired` means that a path exists and the card alone is out of date.
 */
export async function validatePath(
  leaf: ParsedCertificate,
  trust: TrustedAuthorities,
  at: number,
): Promise<Result<CertificatePath, 'certificateUntrusted' | 'certificateExpired'>> {
  const anchors = trust.anchors.filter((certificate) => isAuthority(certificate, at));
  const intermediates = trust.intermediates.filter((certificate) => isAuthority(certificate, at));
  // an authority is no card, whatever it signs; the engine would take it as its own path
  if ([...trust.anchors, ...trust.intermediates].some((known) => sameContent(known, leaf)))
    return err('certificateUntrusted');
  const expired = !isWithin(leaf, at);
  // an expired card is validated at a time when it was good, to tell it from one that never belonged here
  const found = await findPath(leaf, { anchors, intermediates }, expired ? leaf.notAfter : at);
  if (!found || !isSound(found, trust)) return err('certificateUntrusted');
  return expired ? err('certificateExpired') : ok(found);
}

async function findPath(
  leaf: ParsedCertificate,
  { anchors, intermediates }: TrustedAuthorities,
  at: number,
): Promise<CertificatePath | undefined> {
  if (anchors.length === 0) return undefined;
  const engine = new pkijs.CertificateChainValidationEngine({
    trustedCerts: anchors.map(({ pki }) => pki),
    certs: [...intermediates, leaf].map(({ pki }) => pki), // the engine takes the last for the leaf
    checkDate: new Date(at),
  });
  const verdict = await verifyOrNothing(engine);
  if (!verdict?.result || !verdict.certificatePath) return undefined;
  const known = new Map([...anchors, ...intermediates, leaf].map((one) => [one.pki, one]));
  const path = verdict.certificatePath.flatMap((pki) => known.get(pki) ?? []);
  const [first, second, ...rest] = path;
  if (first !== leaf || !second || path.length !== verdict.certificatePath.length) return undefined;
  return [first, second, ...rest];
}

async function verifyOrNothing(
  engine: pkijs.CertificateChainValidationEngine,
): Promise<pkijs.CertificateChainValidationEngineVerifyResult | undefined> {
  try {
    return await engine.verify({}, pkiEngine);
  } catch {
    return undefined; // hostile input may reach a part that throws
  }
}

function isSound(path: CertificatePath, trust: TrustedAuthorities): boolean {
  const anchor = path.at(-1);
  const signed = path.slice(0, -1);
  return (
    trust.anchors.some((known) => known === anchor) &&
    signed.every(({ pki }) => ACCEPTED_SIGNATURES.has(pki.signatureAlgorithm.algorithmId)) &&
    path.slice(1).every((authority, below) => authority.isCa && reaches(authority, below))
  );
}

/** pathLenConstraint: how many authorities may stand between this one and the leaf (RFC 5280 §4.2.1.9). */
const reaches = ({ pathLength }: ParsedCertificate, below: number): boolean =>
  pathLength === undefined || pathLength >= below;

/** RFC 5280 §6.1.4 (k), (n): a CA by its constraints, and by its key usage where it states one. */
export const isAuthority = (certificate: ParsedCertificate, at: number): boolean =>
  certificate.isCa && certificate.keyUsage?.keyCertSign !== false && isWithin(certificate, at);

export const isWithin = ({ notBefore, notAfter }: ParsedCertificate, at: number): boolean =>
  notBefore <= at && at <= notAfter;

const sameContent = (a: ParsedCertificate, b: ParsedCertificate): boolean =>
  Buffer.from(a.pki.tbsView).equals(b.pki.tbsView);
