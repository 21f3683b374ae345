import { describe, expect, test } from 'vitest';
import { toBase64, utf8 } from '#base/bytes.ts';
import { readDocument } from '#documents/reading/read-document.ts';
import { EXTRACTOR_VERSION } from '#documents/reading/extractor-version.ts';
import { MAX_FACTS, MAX_READ_TEXT } from '#domain/clinical/reading.ts';
import { cdaOf, entry, observation, sectionOf } from '#test/support/documents/cda-entries.ts';
import {
  sampleCdaN1,
  sampleCdaN3,
  sampleJpeg,
  samplePdf,
  samplePng,
} from '#test/support/documents/samples.ts';

const PROBLEM = entry(
  observation('code="ASSERTION"', '<value xsi:type="CD" code="I20" displayName="Angor"/>'),
);

describe('a document is read once, with its facts and its words', () => {
  test('a structured one', async () => {
    const { reading, text } = await readDocument(
      utf8(cdaOf(sectionOf('11450-4', PROBLEM, 'Angor instable', 'Problèmes'))),
      'text/xml',
    );
    expect(reading).toMatchObject({
      extractor: EXTRACTOR_VERSION,
      text: 'whole',
      facts: [{ label: 'Angor' }],
    });
    expect(text).toBe('Problèmes\nAngor instable');
  });

  test('one around a PDF, which has words and no facts', async () => {
    const { reading, text } = await readDocument(utf8(sampleCdaN1()), 'text/xml');
    expect(reading).toMatchObject({ text: 'whole', facts: [] });
    expect(text).toContain('plaie propre');
  });

  test('a PDF, a text and a text that is RTF in truth', async () => {
    expect((await readDocument(samplePdf(), 'application/pdf')).text).toContain('plaie propre');
    expect(await readDocument(utf8('Bonjour'), 'text/plain')).toMatchObject({ text: 'Bonjour' });
    expect((await readDocument(utf8('{\\rtf1 Bonjour}'), 'text/plain')).text.trim()).toBe('Bonjour');
  });

  test.each([
    ['image/jpeg', sampleJpeg()],
    ['image/png', samplePng()],
  ] as const)('%s has none', async (mediaType, bytes) => {
    expect(await readDocument(bytes, mediaType)).toMatchObject({
      text: '',
      reading: { text: 'none', facts: [] },
    });
  });

  test('what is attached is read after the narrative, and a copy of the document is not', async () => {
    const media = (words: string): string =>
      entry(
        `<observationMedia><value mediaType="text/plain" representation="B64">${toBase64(utf8(words))}</value></observationMedia>`,
      );
    const cda = cdaOf(
      sectionOf('55107-7', media('pièce jointe'), 'liste', 'A'),
      sectionOf('55108-5', media('copie'), '', 'B'),
    );
    const { reading, text } = await readDocument(utf8(cda), 'text/xml');
    expect(text).toBe('A\nliste\nB\npièce jointe');
    expect(reading.text).toBe('whole');
  });

  test('an attached picture of paper leaves the words incomplete', async () => {
    const scan = `<observationMedia><value mediaType="application/pdf" representation="B64">${toBase64(utf8('%PDF-1.4 cut'))}</value></observationMedia>`;
    const { reading } = await readDocument(utf8(cdaOf(sectionOf('1-1', entry(scan), 'mots'))), 'text/xml');
    expect(reading.text).toBe('cut');
  });
});

describe('a document that cannot be read is kept, and said to be unread', () => {
  test.each([
    ['text/xml', '<html/>'],
    ['text/xml', sampleCdaN3().slice(0, 900)],
    ['text/xml', '<!DOCTYPE a><a/>'],
    ['application/pdf', '%PDF-1.7 nothing else'],
  ] as const)('%s', async (mediaType, content) => {
    expect(await readDocument(utf8(content), mediaType)).toEqual({
      text: '',
      reading: { extractor: EXTRACTOR_VERSION, facts: [], text: 'unreadable' },
    });
  });
});

test('bytes that are called a text and are none are unread', async () => {
  expect(await readDocument(Uint8Array.of(0xff, 0x00, 0x01), 'text/plain')).toMatchObject({
    reading: { text: 'unreadable' },
  });
});

describe('a reading has an end', () => {
  test('of facts: measurements give way to the others', async () => {
    const many = Array.from({ length: MAX_FACTS }, (_, i) =>
      entry(observation(`code="${i}" displayName="m"`, `<value xsi:type="INT" value="${i}"/>`)),
    ).join('');
    const { reading } = await readDocument(utf8(cdaOf(sectionOf('11450-4', many + PROBLEM))), 'text/xml');
    expect(reading.facts).toHaveLength(MAX_FACTS);
    expect(reading.facts[0]).toMatchObject({ kind: 'problem' });
  });

  test('of words', async () => {
    const { reading, text } = await readDocument(
      utf8(cdaOf(sectionOf('1-1', '', 'mot '.repeat(MAX_READ_TEXT / 2)))),
      'text/xml',
    );
    expect(reading.text).toBe('cut');
    expect(text).toHaveLength(MAX_READ_TEXT);
  });
});
