import { MAX_DOCUMENT_BYTES } from '#domain/dossier/document-entry.ts';

/** How much a document may ask of the reader. The largest of the official examples uses a tenth of each. */
export type XmlLimits = {
  /** Bytes, or UTF-16 units where the text is already decoded. */
  readonly size: number;
  /** Elements inside each other. */
  readonly depth: number;
  readonly elements: number;
  /** Attributes of one element. */
  readonly attributes: number;
  /** UTF-16 units of one attribute. */
  readonly attributeLength: number;
  /** UTF-16 units of one run of text, unless its element says `representation="B64"`: that is bound by `size` alone. */
  readonly textLength: number;
};

export const XML_LIMITS: XmlLimits = {
  size: MAX_DOCUMENT_BYTES,
  depth: 200,
  elements: 250_000,
  attributes: 64,
  attributeLength: 128 * 1024,
  textLength: 1024 * 1024,
};
