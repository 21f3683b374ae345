import { describe, expect, test } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { prepareDocument } from '#app/prepare-document.ts';
import { readDocument } from '#documents/reading/read-document.ts';
import { buildIndex } from '#documents/search/search-index.ts';
import { searchDocumentOf } from '#documents/search/search-document.ts';
import { search } from '#documents/search/search.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import { documentClassOf } from '#domain/nomenclature/document-classes.ts';
import { DOCUMENT_TYPES, type DocumentType } from '#domain/nomenclature/document-types.ts';
import { bytesInMemory } from '#ui/viewer/content-bytes.ts';
import { openCda } from '#ui/viewer/open-cda.ts';
import { classCounts, filterDocuments, NO_FILTER } from '#ui/dossier/filter.ts';
import { documentLines } from '#ui/dossier/document-line.ts';
import { typeWords } from '#ui/dossier/document-words.ts';
import { readDocuments } from '#ui/dossier/read-documents.ts';
import { groupLines, LIST_ORDERS } from '#ui/timeline/group-lines.ts';
import { groupWords } from '#ui/timeline/group-words.ts';
import { formatsFor } from '#ui/messages/format.ts';
import { fr } from '#ui/messages/fr.ts';
import { dossier } from '#ui/messages/fr/dossier.ts';
import type { Messages } from '#ui/messages/messages.svelte.ts';
import { cdaOf, entry as coded, observation, sectionOf } from '#test/support/documents/cda-entries.ts';
import { sampleCdaN1, sampleHeader as cdaHeader } from '#test/support/documents/samples.ts';
import { dossierNo, sampleHeader } from '#test/support/sync/sample.ts';
import { entry } from './documents.ts';

const format = formatsFor('fr', fr.common.units, () => 0);
const messages = { locale: 'fr', text: { ...fr, dossier }, format } as Pick<
  Messages,
  'locale' | 'text' | 'format'
> as Messages;
const NOW = new Date(2026, 10, 23);
const header = sampleHeader(dossierNo(1));

/** Without a title or a name for its type, which most programs leave to the code. */
const nameless = (cda: string): string =>
  cda.replace(/<title>[^<]*<\/title>/, '').replace(/(<code code="[^"]*") displayName="[^"]*"/, '$1');

const kindOf = ({ code, system, label }: DocumentType) => ({ code, system, displayName: label });
const n1 = (type: DocumentType): string => sampleCdaN1({ type: kindOf(type) });
const n3 = (type: DocumentType): string =>
  cdaOf(
    sectionOf(
      'inconnu',
      coded(observation('code="x" displayName="Valeur"', '<value xsi:type="INT" value="3"/>')),
      `<paragraph>Récit ${type.code.replaceAll(/\W/g, '')}.</paragraph>`,
    ),
  ).replace(`code="${cdaHeader.type.code}"`, `code="${type.code}"`);

/** Prepared, read and listed as the app does. */
async function listed(cda: string, n: number): Promise<{ line: DocumentEntry; text: string }> {
  const file = new Blob([cda]);
  const { description, read } = unwrap(
    await prepareDocument({ name: 'a.xml', file }, header, NOW, async () => readDocument),
  );
  const { reading, text } = (await read) ?? {};
  if (!reading) throw new Error('not read');
  return { line: entry(n, { ...description, reading }), text: text ?? '' };
}

describe.each(DOCUMENT_TYPES.map((type) => [type.code, type] as const))('type %s', (code, type) => {
  test('around a PDF is titled, listed and read', async () => {
    const { line, text } = await listed(nameless(n1(type)), 1);
    expect(line).toMatchObject({ title: type.label, typeCode: code, reading: { text: 'whole' } });
    expect(text).toContain('plaie propre');
    expect(typeWords(messages, line.typeCode)).toBe(type.label);
  });

  test('with sections that nobody knows shows them, and drops nothing', async () => {
    const cda = n3(type);
    const { line, text } = await listed(cda, 1);
    expect(text).toContain(`Récit ${code.replaceAll(/\W/g, '')}.`);
    expect(line.reading?.facts.map(({ label }) => label)).toContain('Valeur');
    const known = { traits: header.holder, insC: header.insC };
    const shown = unwrap(await openCda(bytesInMemory(utf8(cda)), known));
    expect(JSON.stringify(shown.body)).toContain('Récit');
  });
});

test('all of them together: each in a list of any order, under its class, and found by the name of its type', async () => {
  const all = await Promise.all(DOCUMENT_TYPES.map((type, at) => listed(n3(type), at + 1)));
  const lines = documentLines({ entries: all.map(({ line }) => line), waiting: [] });
  const me = { psIdNat: entry(1).depositor.psIdNat, name: 'Solène RIVOIRE', profession: '60' };
  for (const order of LIST_ORDERS) {
    const groups = groupLines(lines, order, groupWords(messages, me));
    expect(groups.flatMap((group) => group.lines)).toHaveLength(108);
    for (const { title } of groups) expect(title).not.toBe('');
  }
  expect(filterDocuments(lines, NO_FILTER)).toHaveLength(108);
  const counted = classCounts(lines, NO_FILTER);
  expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(108);
  for (const { classCode } of counted)
    if (classCode !== 'none') expect(documentClassOf(classCode)).toBeDefined();
  expect(readDocuments(lines)).toHaveLength(108);
  const index = buildIndex(all.map(({ line, text }) => searchDocumentOf(line, text)));
  for (const { code, label } of DOCUMENT_TYPES)
    expect(
      search(index, label).hits.map((hit) => hit.head.typeCode),
      label,
    ).toContain(code);
});
