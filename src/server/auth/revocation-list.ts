import type { Bytes } from '#base/bytes.ts';
import * as pkijs from 'pkijs';
import { isAuthority } from './certificate-path.ts';
import { hasSoundEnvelope, pkiEngine, serialOf, wholeAsn1, type ParsedCertificate } from './x509.ts';
import { readName } from './x509-name.ts';

const ISSUING_DISTRIBUTION_POINT = '2.5.29.28';
/** RFC 5280 §5.2: the others that may be critical (delta lists, indirect lists) change what a list means. */
const KNOWN_CRITICAL: ReadonlySet<string> = new Set([ISSUING_DISTRIBUTION_POINT]);

/** A revocation list (CRL v2), read but not yet believed. */
export type ParsedRevocationList = {
  readonly der: Bytes;
  readonly pki: pkijs.CertificateRevocationList;
  /** For people. */
  readonly issuer: string;
  /** ms. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Hex without leading zeros; a certificate on hold counts as revoked. */
  readonly serials: ReadonlySet<string>;
  /** onlyContainsUserCerts, onlyContainsCACerts (RFC 5280 §5.2.5). */
  readonly covers: 'all' | 'cards' | 'authorities';
};

/**
 * Undefined where the bytes are not one whole revocation list and nothing else, or the list is partial: a delta,
 * an indirect one, one for some reasons only, or one that never says when the next comes.
 */
export function parseRevocationList(der: Uint8Array): ParsedRevocationList | undefined {
  try {
    const own = new Uint8Array(der);
    const pki = new pkijs.CertificateRevocationList({ schema: wholeAsn1(own) });
    const covers = coverageOf(pki);
    if (!pki.nextUpdate || !covers || !hasSoundEnvelope(pki)) return undefined;
    return {
      der: own,
      pki,
      issuer: readName(pki.issuer).text,
      thisUpdate: pki.thisUpdate.value.getTime(),
      nextUpdate: pki.nextUpdate.value.getTime(),
      serials: new Set((pki.revokedCertificates ?? []).map((entry) => serialOf(entry.userCertificate))),
      covers,
    };
  } catch {
    return undefined; // asn1js and pkijs throw on what they cannot read
  }
}

/** Whether this authority made the list, with a key that may sign lists. */
export async function isSignedBy(
  list: ParsedRevocationList,
  authority: ParsedCertificate,
  at: number,
): Promise<boolean> {
  if (!isAuthority(authority, at) || authority.keyUsage?.crlSign === false) return false;
  try {
    return await list.pki.verify({ issuerCertificate: authority.pki }, pkiEngine);
  } catch {
    return false; // an algorithm or a key that the engine does not know
  }
}

function coverageOf(pki: pkijs.CertificateRevocationList): ParsedRevocationList['covers'] | undefined {
  const extensions = pki.crlExtensions?.extensions ?? [];
  if (extensions.some(({ critical, extnID }) => critical && !KNOWN_CRITICAL.has(extnID))) return undefined;
  const point = extensions.find(({ extnID }) => extnID === ISSUING_DISTRIBUTION_POINT);
  if (!point) return 'all';
  const scope = point.parsedValue;
  if (!(scope instanceof pkijs.IssuingDistributionPoint) || scope.onlySomeReasons !== undefined)
    return undefined;
  if (scope.indirectCRL || scope.onlyContainsAttributeCerts) return undefined;
  if (scope.onlyContainsUserCerts) return scope.onlyContainsCACerts ? undefined : 'cards';
  return scope.onlyContainsCACerts ? 'authorities' : 'all';
}
