import type { ByteSource } from '#base/byte-source.ts';
import { err, ok, type Result } from '#base/result.ts';
import { documentTypeOf } from '#domain/nomenclature/document-types.ts';
import { childrenOf, walk, type XmlElement } from '../xml/element.ts';
import { XML_LIMITS, type XmlLimits } from '../xml/limits.ts';
import { readXml, readXmlOutline, type XmlError } from '../xml/read-xml.ts';
import { readBody } from './body.ts';
import type { CdaBody, CdaDocument, CdaHeader, CdaWarning } from './document.ts';
import { readHeader, type MissingPart } from './header.ts';
import { nationalIds } from './national-ids.ts';

/** Namespace of HL7 v3, which every part of a CDA belongs to. */
export const HL7_V3 = 'urn:hl7-org:v3';

export type CdaError =
  | XmlError
  /** Well-formed, but no ClinicalDocument of HL7 v3 in it. */
  | { type: 'NotCda' }
  /** A part that every clinical document must have is absent or unreadable. */
  | { type: 'HeaderIncomplete'; part: MissingPart };

/**
 * Reads a CDA R2 document from its bytes (encoding by mark or declaration) or its text. A document shown by a stylesheet
 * around it is read. What is refused, and why, is in CdaError; what is merely odd in `warnings`.
 */
export function readCda(
  input: string | Uint8Array,
  limits: XmlLimits = XML_LIMITS,
): Result<CdaDocument, CdaError> {
  const found = readClinicalDocument(input, limits);
  return found.ok ? wholeCda(partsOf(found.value)) : found;
}

/**
 * The same from a source, piece by piece, for whoever wants header and structure: the content of an N1 in base64 is left
 * out, and may be of any size.
 */
export async function readCdaOutline(
  source: ByteSource,
  limits: XmlLimits = XML_LIMITS,
): Promise<Result<CdaDocument, CdaError>> {
  const tree = await readXmlOutline(source, limits);
  const found = tree.ok ? clinicalDocumentIn(tree.value) : tree;
  return found.ok ? wholeCda(partsOf(found.value)) : found;
}

/** The ClinicalDocument of a file, and whether it stands inside another document. */
export type FoundCda = { readonly root: XmlElement; readonly wrapped: boolean };

/** The same with what could be read of it: the part that its header lacks, and no body where it has none. */
export type CdaParts = FoundCda & {
  readonly header: CdaHeader | MissingPart;
  readonly body: CdaBody | undefined;
};

export const partsOf = (found: FoundCda): CdaParts => ({
  ...found,
  header: readHeader(found.root),
  body: readBody(found.root),
});

/** Whether these are all parts that a clinical document must have. */
export function wholeCda(parts: CdaParts): Result<CdaDocument, CdaError> {
  const { header, body } = parts;
  if (typeof header === 'string') return err({ type: 'HeaderIncomplete', part: header });
  if (!body) return err({ type: 'HeaderIncomplete', part: 'component' });
  return ok({ header, body, warnings: warningsOf(parts, header) });
}

/** The element tree of the ClinicalDocument alone, for readers that go deeper than header and sections. */
export function readClinicalDocument(
  input: string | Uint8Array,
  limits: XmlLimits = XML_LIMITS,
): Result<FoundCda, XmlError | { type: 'NotCda' }> {
  const tree = readXml(input, limits);
  return tree.ok ? clinicalDocumentIn(tree.value) : tree;
}

function clinicalDocumentIn(tree: XmlElement): Result<FoundCda, { type: 'NotCda' }> {
  for (const element of walk(tree))
    if (element.local === 'ClinicalDocument' && element.uri === HL7_V3)
      return ok({ root: element, wrapped: element !== tree });
  return err({ type: 'NotCda' });
}

function warningsOf({ root, wrapped }: FoundCda, header: CdaHeader): CdaWarning[] {
  const ids = nationalIds(header.patient);
  const warnings: readonly [CdaWarning, boolean][] = [
    ['Wrapped', wrapped],
    ['NirKeyWrong', ids.some((id) => id.state === 'keyWrong')],
    ['NoNationalIdentifier', ids.length === 0],
    ['SeveralPatients', childrenOf(root, 'recordTarget').length > 1],
    ['TypeUnknown', documentTypeOf(header.type.code) === undefined],
    ['TitleMissing', header.title === undefined],
  ];
  return warnings.filter(([, applies]) => applies).map(([warning]) => warning);
}
