import { fromBase64, type Bytes } from '#base/bytes.ts';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { parseRevocationList } from './revocation-list.ts';
import { wholeAsn1 } from './x509.ts';

/** What an operator's file holds: DER values, in their order. */
export type TrustFile = { certificates: Bytes[]; revocationLists: Bytes[] };

type Kind = keyof TrustFile;
/** RFC 7468 labels; the second of each is what older tools write. */
const LABELS: Readonly<Record<string, Kind>> = {
  CERTIFICATE: 'certificates',
  'X509 CERTIFICATE': 'certificates',
  'X509 CRL': 'revocationLists',
  CRL: 'revocationLists',
};

/**
 * Takes a file apart: PEM blocks, one DER certificate, one DER revocation list, or the certificates and lists of a
 * PKCS#7 bundle (as the IGC-Santé publishes its chains). Undefined where it holds none of these.
 */
export function readTrustFile(file: Uint8Array): TrustFile | undefined {
  const blocks = readPem(new TextDecoder('latin1').decode(file));
  if (blocks.length === 0) return readDer(new Uint8Array(file));
  const found: TrustFile = { certificates: [], revocationLists: [] };
  for (const { label, der } of blocks) {
    const kind = LABELS[label];
    const bundle = label === 'PKCS7' ? readDer(der) : undefined;
    if (kind) found[kind].push(der);
    else if (!bundle) return undefined;
    found.certificates.push(...(bundle?.certificates ?? []));
    found.revocationLists.push(...(bundle?.revocationLists ?? []));
  }
  return found;
}

function readPem(text: string): { label: string; der: Bytes }[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g);
  return [...blocks].flatMap(([, label = '', body = '']) => {
    const der = fromBase64(body);
    return der ? [{ label, der }] : [];
  });
}

function readDer(der: Bytes): TrustFile | undefined {
  if (holds(() => new pkijs.Certificate({ schema: wholeAsn1(der) })))
    return { certificates: [der], revocationLists: [] };
  if (parseRevocationList(der)) return { certificates: [], revocationLists: [der] };
  return readBundle(der);
}

/** CMS SignedData without signatures (RFC 5652 §5, degenerate case of RFC 2315). */
function readBundle(der: Bytes): TrustFile | undefined {
  const found: TrustFile = { certificates: [], revocationLists: [] };
  const read = holds(() => {
    const content = new pkijs.ContentInfo({ schema: wholeAsn1(der) });
    const bundle = new pkijs.SignedData({ schema: content.content });
    for (const one of bundle.certificates ?? [])
      if (one instanceof pkijs.Certificate) found.certificates.push(derOf(one));
    for (const one of bundle.crls ?? [])
      if (one instanceof pkijs.CertificateRevocationList) found.revocationLists.push(derOf(one));
  });
  return read && found.certificates.length + found.revocationLists.length > 0 ? found : undefined;
}

function derOf(one: pkijs.Certificate | pkijs.CertificateRevocationList): Bytes {
  const schema: unknown = one.toSchema();
  if (!(schema instanceof asn1js.Sequence)) throw new Error('neither a certificate nor a list');
  return new Uint8Array(schema.toBER());
}

/** pkijs throws on what it cannot read. */
function holds(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
