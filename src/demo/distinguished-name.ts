import * as asn1js from 'asn1js';
import { RelativeDistinguishedNames } from 'pkijs';

/** Attribute types of X.520, as X.509 names carry them. */
export const ATTRIBUTE = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  country: '2.5.4.6',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  title: '2.5.4.12',
  givenName: '2.5.4.42',
} as const;

export type NameAttribute = readonly [type: keyof typeof ATTRIBUTE, value: string];

/** A name of RDNs, each of one or more attributes. pkijs writes all attributes into one RDN, so we encode it ourselves. */
export function distinguishedName(rdns: readonly (readonly NameAttribute[])[]): RelativeDistinguishedNames {
  const name = new asn1js.Sequence({ value: rdns.map(relativeName) });
  return RelativeDistinguishedNames.fromBER(name.toBER());
}

/** SET OF in DER stands in the order of its encodings (X.690 §11.6). */
function relativeName(attributes: readonly NameAttribute[]): asn1js.Set {
  const encoded = attributes.map(([type, value]) => ({ block: attribute(type, value) }));
  const sorted = encoded
    .map(({ block }) => ({ block, bytes: new Uint8Array(block.toBER()) }))
    .sort((a, b) => compareBytes(a.bytes, b.bytes));
  return new asn1js.Set({ value: sorted.map(({ block }) => block) });
}

function attribute(type: NameAttribute[0], value: string): asn1js.Sequence {
  const text = type === 'country' ? new asn1js.PrintableString({ value }) : new asn1js.Utf8String({ value });
  return new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: ATTRIBUTE[type] }), text] });
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0);
}
