import type { ByteSource } from '#base/byte-source.ts';
import { err, ok, type Result } from '#base/result.ts';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { decodeXml, xmlDecoder, type XmlDecoder, type XmlEncodingError } from './decode.ts';
import type { XmlAttribute, XmlElement, XmlNode } from './element.ts';
import { XML_LIMITS, type XmlLimits } from './limits.ts';

export type XmlError =
  | XmlEncodingError
  | { type: 'Empty' }
  | { type: 'TooLarge' }
  /** A document type declaration: the door to entity bombs and external entities. No clinical document has one. */
  | { type: 'DoctypeRefused' }
  | { type: 'TooDeep' }
  | { type: 'TooManyElements' }
  | { type: 'TooManyAttributes' }
  | { type: 'AttributeTooLong' }
  | { type: 'TextTooLong' }
  /** Ends in the middle of an element. */
  | { type: 'Truncated' }
  /** Not well-formed; undeclared entities and prefixes included. `line` counts from 1. */
  | { type: 'Malformed'; line: number };

/** Small enough that a limit stops the work soon, large enough not to slow it. */
const CHUNK = 16 * 1024;

type OpenElement = {
  uri: string;
  local: string;
  attributes: readonly XmlAttribute[];
  children: XmlNode[];
  base64: boolean;
};

/**
 * Reads a whole document into a tree. Entities other than the five of XML and character references do not exist here;
 * nothing is ever loaded. Every limit is checked while reading, not after.
 */
export function readXml(
  input: string | Uint8Array,
  limits: XmlLimits = XML_LIMITS,
): Result<XmlElement, XmlError> {
  if (input.length === 0) return err({ type: 'Empty' });
  if (input.length > limits.size) return err({ type: 'TooLarge' });
  if (typeof input === 'string') return readText(input.replace(/^\ufeff/, ''), limits);
  const text = decodeXml(input);
  return text.ok ? readText(text.value, limits) : text;
}

function readText(text: string, limits: XmlLimits): Result<XmlElement, XmlError> {
  if (startsWithDoctype(text)) return err({ type: 'DoctypeRefused' });
  const parser = new SaxesParser({ xmlns: true, position: false });
  const building = listen(parser, limits);
  let at = 0;
  while (at < text.length && !building.error) {
    const base64End = building.inBase64() ? endOfBase64(text, at) : at;
    if (base64End > at) building.addBase64(text.slice(at, base64End));
    else parser.write(text.slice(at, at + CHUNK));
    at = base64End > at ? base64End : at + CHUNK;
  }
  return building.error ? err(building.error) : finished(parser, building);
}

/** Where the base64 at a place ends, if nothing else stands between it and the next tag; the parser need not see it. */
function endOfBase64(text: string, from: number): number {
  const end = text.indexOf('<', from);
  return end > from && ONLY_BASE64.test(text.slice(from, end)) ? end : from;
}

/** Bytes of a source that are decoded at a time. */
const PIECE = 256 * 1024;

/**
 * The same from a source, piece by piece, without what is embedded in base64: of an element that says
 * `representation="B64"` the text is empty or has holes, so that a picture or a PDF inside never stands in memory.
 */
export async function readXmlOutline(
  source: ByteSource,
  limits: XmlLimits = XML_LIMITS,
): Promise<Result<XmlElement, XmlError>> {
  if (source.size === 0) return err({ type: 'Empty' });
  if (source.size > limits.size) return err({ type: 'TooLarge' });
  const decoder = xmlDecoder(await source.slice(0, PIECE));
  if (!decoder.ok) return decoder;
  const parser = new SaxesParser({ xmlns: true, position: false });
  const building = listen(parser, limits);
  for (let at = 0; at < source.size && !building.error; at += PIECE) {
    const bytes = await source.slice(at, at + PIECE);
    const text = decoded(decoder.value, bytes, at + PIECE < source.size);
    if (text === undefined) return err({ type: 'EncodingWrong' });
    if (at === 0 && startsWithDoctype(text)) return err({ type: 'DoctypeRefused' });
    feedOutline(parser, building, text);
  }
  return building.error ? err(building.error) : finished(parser, building);
}

function decoded(decoder: XmlDecoder, bytes: Uint8Array, stream: boolean): string | undefined {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    return undefined;
  }
}

/** Nothing but base64, inside an element that is base64: the parser need not see it. */
function feedOutline(parser: Parser, building: Building, text: string): void {
  for (let at = 0; at < text.length && !building.error; at += CHUNK) {
    const chunk = text.slice(at, at + CHUNK);
    if (!(building.inBase64() && ONLY_BASE64.test(chunk))) parser.write(chunk);
  }
}

const ONLY_BASE64 = /^[A-Za-z0-9+/=\s]*$/;

/**
 * Whether a document type declaration stands before the root element. Looked for before parsing, so that one without
 * an end is not read to the end of the file.
 */
function startsWithDoctype(text: string): boolean {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    if (end === undefined) return text.startsWith('<!DOCTYPE', at);
    const found = text.indexOf(end, at + end.length);
    if (found < 0) return false;
    at = found + end.length;
  }
}

/** What is still missing when the text has ended was cut off. */
function finished(parser: Parser, building: Building): Result<XmlElement, XmlError> {
  parser.close();
  if (building.error && building.error.type !== 'Malformed') return err(building.error);
  return building.root && !building.error ? ok(building.root) : err({ type: 'Truncated' });
}

type Parser = SaxesParser<{ xmlns: true; position: false }>;

type Building = {
  root: XmlElement | undefined;
  error: XmlError | undefined;
  /** Whether the innermost open element is one of base64. */
  inBase64(): boolean;
  /** The rest of the text of that element, which the parser was not given. */
  addBase64(text: string): void;
};

/**
 * Builds the tree from the parser's events. The first error stays, and later events are ignored: the parser itself
 * only stops between two chunks.
 */
function listen(parser: Parser, limits: XmlLimits): Building {
  const open: OpenElement[] = [];
  const building: Building = {
    root: undefined,
    error: undefined,
    inBase64: () => open.at(-1)?.base64 ?? false,
    addBase64: (text) => void (unparsed += text),
  };
  // the parser tells of the text before it only with the next tag
  let unparsed = '';
  const endText = (): void => {
    if (unparsed !== '') open.at(-1)?.children.push(unparsed);
    unparsed = '';
  };
  let elements = 0;
  let attributes = 0;
  const refuse = (error: XmlError): void => void (building.error ??= error);

  const addText = (text: string): void => {
    const parent = open.at(-1);
    if (!parent || building.error) return;
    if (text.length > limits.textLength && !parent.base64) return refuse({ type: 'TextTooLong' });
    parent.children.push(text);
  };
  const openTag = (tag: SaxesTagNS): void => {
    if (building.error) return;
    endText();
    if (++elements > limits.elements) return refuse({ type: 'TooManyElements' });
    if (open.length >= limits.depth) return refuse({ type: 'TooDeep' });
    open.push(opened(tag));
  };
  const closeTag = (): void => {
    endText();
    const element = building.error ? undefined : open.pop();
    if (!element) return;
    const parent = open.at(-1);
    if (parent) parent.children.push(withoutMark(element));
    else building.root = withoutMark(element);
  };

  parser.on('error', () => refuse({ type: 'Malformed', line: parser.line }));
  parser.on('doctype', () => refuse({ type: 'DoctypeRefused' }));
  parser.on('opentagstart', () => void (attributes = 0));
  parser.on('attribute', ({ value }) => {
    if (++attributes > limits.attributes) refuse({ type: 'TooManyAttributes' });
    if (value.length > limits.attributeLength) refuse({ type: 'AttributeTooLong' });
  });
  parser.on('opentag', openTag);
  parser.on('closetag', closeTag);
  parser.on('text', addText);
  parser.on('cdata', addText);
  return building;
}

function opened({ uri, local, attributes }: SaxesTagNS): OpenElement {
  const kept = Object.values(attributes)
    .filter((one) => one.uri !== XMLNS)
    .map((one) => ({ uri: one.uri, local: one.local, value: one.value }));
  const base64 = kept.some((one) => one.local === 'representation' && one.value === 'B64');
  return { uri, local, attributes: kept, children: [], base64 };
}

const withoutMark = ({ uri, local, attributes, children }: OpenElement): XmlElement => ({
  uri,
  local,
  attributes,
  children,
});

/** Namespace declarations are attributes of this namespace; they are resolved by now. */
const XMLNS = 'http://www.w3.org/2000/xmlns/';
