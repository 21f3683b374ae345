import { concat, type Bytes } from '#base/bytes.ts';
import * as pkijs from 'pkijs';
import { isAuthority } from './certificate-path.ts';
import { childrenOf, DER, derHeader, readDer, type DerValue } from './der.ts';
import {
  hasSoundEnvelope,
  isMisread,
  pkiEngine,
  serialText,
  wholeAsn1,
  type ParsedCertificate,
} from './x509.ts';
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
    const { frame, tbs, serials } = takeApart(own);
    const pki = new pkijs.CertificateRevocationList({ schema: wholeAsn1(frame) });
    pki.tbsView = tbs; // what was signed, the entries included
    const covers = coverageOf(pki);
    if (!pki.nextUpdate || !covers || !hasSoundEnvelope(pki)) return undefined;
    return {
      der: own,
      pki,
      issuer: readName(pki.issuer).text,
      thisUpdate: pki.thisUpdate.value.getTime(),
      nextUpdate: pki.nextUpdate.value.getTime(),
      serials,
      covers,
    };
  } catch {
    return undefined; // asn1js and pkijs throw on what they cannot read
  }
}

/**
 * A national list has hundreds of thousands of entries, each of which pkijs would keep as a tree of objects. Its serials
 * are walked here, and pkijs reads the frame: the same list without them (RFC 5280 §5.1).
 */
function takeApart(der: Bytes): { frame: Bytes; tbs: Bytes; serials: Set<string> } {
  const whole = readDer(der, 0);
  const [tbs, ...rest] = childrenOf(der, whole);
  const framed = whole.tag === DER.sequence && whole.end === der.length;
  if (!framed || tbs?.tag !== DER.sequence) throw new Error('not a revocation list');
  const fields = [...childrenOf(der, tbs)];
  const entries = fields.find(({ tag }, index) => tag === DER.sequence && isTime(fields[index - 1]?.tag));
  const kept = concat(
    ...fields.filter((field) => field !== entries).map(({ start, end }) => der.subarray(start, end)),
  );
  const signature = rest.map(({ start, end }) => der.subarray(start, end));
  const slim = concat(Uint8Array.from(derHeader(DER.sequence, kept.length)), kept);
  const inner = concat(slim, ...signature);
  return {
    frame: concat(Uint8Array.from(derHeader(DER.sequence, inner.length)), inner),
    tbs: der.slice(tbs.start, tbs.end),
    serials: new Set(entries ? serialsIn(der, entries) : []),
  };
}

const isTime = (tag: number | undefined): boolean => tag === DER.utcTime || tag === DER.generalizedTime;

function* serialsIn(der: Bytes, entries: DerValue): Generator<string> {
  for (const entry of childrenOf(der, entries)) {
    const serial = readDer(der, entry.content, entry.end);
    if (entry.tag !== DER.sequence || serial.tag !== DER.integer) throw new Error('not an entry of a list');
    yield serialText(der.subarray(serial.content, serial.end));
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
  const scope: unknown = point.parsedValue;
  if (!(scope instanceof pkijs.IssuingDistributionPoint) || isMisread(scope)) return undefined;
  if (scope.onlySomeReasons !== undefined) return undefined;
  if (scope.indirectCRL || scope.onlyContainsAttributeCerts) return undefined;
  if (scope.onlyContainsUserCerts) return scope.onlyContainsCACerts ? undefined : 'cards';
  return scope.onlyContainsCACerts ? 'authorities' : 'all';
}
