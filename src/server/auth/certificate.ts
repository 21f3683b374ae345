import { isPsIdNat, type PsIdNat } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import { validatePath, type TrustedAuthorities } from './certificate-path.ts';
import type { Revocation } from './revocation.ts';
import type { CardCertificate } from './sessions.ts';
import type { ParsedCertificate } from './x509.ts';

/** What a card's certificate says of its holder. */
export type CardHolder = { psIdNat: PsIdNat; familyName: string; firstName: string; title: string };

export type VerifiedCertificate = { holder: CardHolder; certificate: CardCertificate };

export type CertificateError = {
  code: Extract<
    WireErrorCode,
    | 'certificateUnreadable'
    | 'certificateUntrusted'
    | 'certificateExpired'
    | 'certificatePurpose'
    | 'certificateRevoked'
    | 'revocationListMissing'
  >;
  /** Who it names, where one of our authorities made it: for the trace. */
  holder?: CardHolder;
};

/** RFC 5280 §4.2.1.12: id-kp-clientAuth, anyExtendedKeyUsage. */
const SIGN_IN_PURPOSES = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0'];

/**
 * Believes a card's certificate, or says why not: a path to a pinned anchor at the server's time, a key made for
 * authentication (a CPS holds a second one for signatures, FACTS: IGC-Santé templates), validity, revocation lists.
 */
export async function verifyCertificate(
  deps: { trust: TrustedAuthorities; revocation: Revocation; at: number },
  leaf: ParsedCertificate,
): Promise<Result<VerifiedCertificate, CertificateError>> {
  const holder = readHolder(leaf);
  const path = await validatePath(leaf, deps.trust, deps.at);
  if (!path.ok && path.error === 'certificateUntrusted') return err({ code: path.error });
  if (!holder) return err({ code: 'certificateUnreadable' });
  if (!isForSignIn(leaf)) return err({ code: 'certificatePurpose', holder });
  if (!path.ok) return err({ code: path.error, holder });
  const current = await deps.revocation.check(path.value, deps.at);
  if (!current.ok) return err({ code: current.error, holder });
  return ok({ holder, certificate: { issuerHash: path.value[1].subjectHash, serial: leaf.serial } });
}

/** Not an authority, made to sign challenges (digitalSignature), and for clients where it limits its purposes. */
function isForSignIn({ isCa, keyUsage, extendedKeyUsage }: ParsedCertificate): boolean {
  if (isCa || keyUsage?.digitalSignature !== true) return false;
  return !extendedKeyUsage || SIGN_IN_PURPOSES.some((purpose) => extendedKeyUsage.includes(purpose));
}

/** IGC-Santé: title, and one RDN with CN = PS_IdNat, SN, GN. Undefined where CN is no such number. */
function readHolder({ subject }: ParsedCertificate): CardHolder | undefined {
  const { commonName = '', surname = '', givenName = '', title = '' } = subject;
  return isPsIdNat(commonName)
    ? { psIdNat: commonName, familyName: surname, firstName: givenName, title }
    : undefined;
}
