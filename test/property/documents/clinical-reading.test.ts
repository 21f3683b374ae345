import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CdaSection } from '#documents/cda/document.ts';
import { readFacts } from '#documents/cda/facts/read-facts.ts';
import { narrativeText } from '#documents/cda/narrative.ts';
import {
  EMPHASES,
  MAX_SPAN,
  type Narrative,
  type NarrativeBlock,
  type NarrativeInline,
} from '#documents/cda/narrative/tree.ts';
import { partsOf, readClinicalDocument, wholeCda } from '#documents/cda/read-cda.ts';
import type { ClinicalFact } from '#domain/clinical/fact.ts';
import { MAX_FACT_LABEL, MAX_FACT_PARTS, MAX_FACT_TEXT } from '#domain/clinical/reading.ts';
import { bySection } from '#test/support/documents/by-section.ts';
import { bombs, hostileBodies } from '#test/support/documents/hostile-cda.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import { sharedFolder } from '#test/support/shared.ts';

/** A whole document a case. */
const TIMEOUT_MS = Math.max(60_000, FUZZ_CASES * 60);
const SEVERAL = { numRuns: FUZZ_CASES };

/** Reads all that is read of a document; whatever comes out is on the allow-list, and of a size that was foreseen. */
function readAll(input: string | Uint8Array): void {
  const found = readClinicalDocument(input);
  if (!found.ok) return;
  const parts = partsOf(found.value);
  wholeCda(parts);
  if (parts.body?.level === 'N3') parts.body.sections.forEach(checkSection);
  readFacts(found.value.root).forEach(checkFact);
}

function checkSection({ narrative, media, sections }: CdaSection): void {
  checkNarrative(narrative);
  for (const { bytes } of media) bytes();
  sections.forEach(checkSection);
}

function checkNarrative(narrative: Narrative): void {
  narrative.blocks.forEach(checkBlock);
  narrative.footnotes.forEach((note) => note.forEach(checkInline));
  narrativeText(narrative);
}

function checkBlock(block: NarrativeBlock): void {
  switch (block.type) {
    case 'paragraph':
      return block.content.forEach(checkInline);
    case 'preformatted':
      return checkText(block.text);
    case 'list':
      block.caption.forEach(checkInline);
      return block.items.forEach((item) => item.forEach(checkBlock));
    case 'table':
      block.caption.forEach(checkInline);
      for (const cell of [block.head, block.body, block.foot].flat(2)) {
        if (!isSpan(cell.columns) || !isSpan(cell.rows)) throw new Error('a cell too wide');
        cell.blocks.forEach(checkBlock);
      }
      return;
    default:
      throw new Error(`not on the list: ${JSON.stringify(block)}`);
  }
}

const isSpan = (span: number): boolean => Number.isInteger(span) && span >= 1 && span <= MAX_SPAN;

const EMPHATIC: readonly string[] = EMPHASES;

function checkInline(inline: NarrativeInline): void {
  if (inline.type === 'text') return checkText(inline.text);
  if (inline.type === 'break' || inline.type === 'footnoteRef') return;
  if (inline.type === 'media') return inline.caption.forEach(checkInline);
  if (inline.type === 'link') {
    if (!/^(https?:|mailto:)/.test(inline.target)) throw new Error(`a link to ${String(inline.target)}`);
  } else if (!EMPHATIC.includes(inline.type)) throw new Error(`not on the list: ${JSON.stringify(inline)}`);
  inline.content.forEach(checkInline);
}

function checkText(text: unknown): void {
  if (typeof text !== 'string') throw new Error('no text');
}

function checkFact(fact: ClinicalFact): void {
  if (fact.label === '' || fact.label.length > MAX_FACT_LABEL) throw new Error('a label too long, or none');
  checkSize(fact);
}

/** Texts and lists anywhere in a fact. */
function checkSize(part: unknown): void {
  if (typeof part === 'string' && part.length > MAX_FACT_TEXT) throw new Error('a text too long');
  if (typeof part === 'number' && !Number.isFinite(part)) throw new Error('no number');
  if (Array.isArray(part) && part.length > MAX_FACT_PARTS) throw new Error('too many parts');
  if (typeof part === 'object' && part !== null) Object.values(part).forEach(checkSize);
}

describe('whatever a document holds, its reading ends, and holds only what it may', () => {
  test(
    'a body made of odd and hostile parts',
    () => {
      fc.assert(fc.property(hostileBodies, readAll), SEVERAL);
    },
    TIMEOUT_MS,
  );

  test(
    'entity bombs, floods and towers',
    () => {
      fc.assert(fc.property(bombs, readAll), { numRuns: Math.ceil(FUZZ_CASES / 20) });
    },
    TIMEOUT_MS,
  );

  test(
    'a body in an encoding that it does not have',
    () => {
      const encodings = fc.constantFrom<BufferEncoding>('latin1', 'utf16le', 'base64', 'hex', 'ascii');
      fc.assert(
        fc.property(hostileBodies, encodings, fc.boolean(), (cda, encoding, marked) => {
          const bytes = Buffer.from(cda, encoding === 'utf16le' ? 'utf16le' : 'utf8');
          readAll(marked ? Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]) : bytes);
          readAll(Buffer.from(cda.replace('UTF-8', 'ISO-8859-1'), encoding));
        }),
        { numRuns: Math.ceil(FUZZ_CASES / 5) },
      );
    },
    TIMEOUT_MS,
  );
});

const folder = sharedFolder('documents', 'cda');
const asWritten = folder
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.xml'))
      .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
  : [];
/**
 * Without most of their base64, their comments and their indents: half of what they are, which costs time and hides what
 * is around it from chance.
 */
const official = asWritten.map((text) =>
  text
    .replace(/[A-Za-z0-9+/=\s]{4000,}/g, 'AAAA')
    .replace(/<!--.*?-->/gs, '')
    .replace(/\s+/g, ' '),
);
const sections = official.flatMap(bySection);

const where = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const put = fc.constantFrom(
  '',
  '<',
  '</',
  '"',
  '&',
  ']]>',
  '<script>',
  '<linkHtml href="javascript:a()">x</linkHtml>',
  ' code="x"',
  ' xsi:type="PQ"',
  ' representation="B64"',
  ' ID="x"',
  '<section>',
  '</observation>',
  'value="1e400"',
  '\ufffe',
);

describe.skipIf(!folder)('the official documents, damaged in any way', () => {
  test(
    'cut off, or with a part taken out, repeated or put in',
    () => {
      const [whole, section] = [fc.constantFrom(...official), fc.constantFrom(...sections)];
      fc.assert(
        fc.property(whole, section, where, where, put, (text, part, from, to, piece) => {
          const [a, b] = [Math.floor(from * text.length), Math.floor(to * text.length)];
          readAll(text.slice(0, a) + piece + text.slice(b));
          // nearer to what could happen: a little is gone
          const at = Math.floor(from * part.length);
          readAll(part.slice(0, at) + piece + part.slice(at + (b % 40)));
        }),
        SEVERAL,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'with an element or an attribute renamed everywhere',
    () => {
      const names = [
        'code',
        'value',
        'entry',
        'text',
        'act',
        'observation',
        'displayName',
        'effectiveTime',
        'table',
      ];
      fc.assert(
        fc.property(
          fc.constantFrom(...official),
          fc.constantFrom(...names),
          fc.constantFrom(...names),
          (text, from, to) => {
            readAll(text.replaceAll(new RegExp(`(?<=[</ ])${from}(?=[\\s=/>])`, 'g'), to));
          },
        ),
        { numRuns: Math.ceil(FUZZ_CASES / 10) },
      );
    },
    TIMEOUT_MS,
  );
});

test('the reading of the official documents is checked in full', () => {
  for (const text of [...asWritten, ...official]) readAll(text);
  for (const text of sections) expect(readClinicalDocument(text).ok).toBe(true);
  expect(official.length === 0 || official.length === 25).toBe(true);
});
