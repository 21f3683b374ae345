import { isPsIdNat, type PsIdNat } from '#base/brand.ts';
import { equalBytes, fromUtf8, hex } from '#base/bytes.ts';
import { childrenOf, DER } from '#cards/tlv/der.ts';
import { readTlvs, readTlvTree, type Tlv, type TlvTree } from '#cards/tlv/reader.ts';

/** Object identifier 2.5.4.3, commonName (X.520). */
const COMMON_NAME = hex('550403');
const OBJECT_IDENTIFIER = 0x06;
/** Fields of TBSCertificate before the subject where the version is written: version, serial, algorithm, issuer, validity. */
const SUBJECT = 5;

/**
 * Whose card this is: the commonName of the certificate's subject is the psIdNat (IGC-Santé). Only used to find this
 * professional's key on the device; who signs in is for the server to say. Undefined where the certificate is not read.
 */
export function holderOfCertificate(certificate: Uint8Array): PsIdNat | undefined {
  const outer = readTlvs(certificate, 'certificate');
  const fields = outer.ok && outer.value[0] ? childrenOf(outer.value[0], 'certificate') : undefined;
  const tbs = fields?.ok && fields.value[0] ? childrenOf(fields.value[0], 'certificate') : undefined;
  const subject: Tlv | undefined = tbs?.ok ? tbs.value[SUBJECT] : undefined;
  if (subject?.tag !== DER.sequence) return undefined;
  const names = readTlvTree(subject.value, 'subject');
  const name = names.ok ? commonNameIn(names.value) : undefined;
  return name !== undefined && isPsIdNat(name) ? name : undefined;
}

/** Depth first: Name ::= SEQUENCE OF (SET OF (SEQUENCE { type, value })). */
function commonNameIn(nodes: readonly TlvTree[]): string | undefined {
  const [type, value] = nodes;
  if (type?.tag === OBJECT_IDENTIFIER && value && equalBytes(type.value, COMMON_NAME)) return text(value);
  for (const node of nodes) {
    const found = commonNameIn(node.children);
    if (found !== undefined) return found;
  }
  return undefined;
}

function text(value: TlvTree): string | undefined {
  try {
    return fromUtf8(value.value);
  } catch {
    return undefined;
  }
}
