import { describe, expect, it } from 'vitest';
import { formatsFor } from '#ui/messages/format.ts';
import { fr } from '#ui/messages/fr.ts';
import { dossier } from '#ui/messages/fr/dossier.ts';
import type { Messages } from '#ui/messages/messages.svelte.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { DocumentReading } from '#domain/clinical/reading.ts';
import { documentLines } from '#ui/dossier/document-line.ts';
import { flatRows } from '#ui/timeline/flat-rows.ts';
import { groupLines, type ListOrder } from '#ui/timeline/group-lines.ts';
import { groupWords } from '#ui/timeline/group-words.ts';
import { entry, unsent } from '../dossier/documents.ts';

const format = formatsFor('fr', fr.common.units, () => 0);
const messages = { locale: 'fr', text: { ...fr, dossier }, format } as Pick<
  Messages,
  'locale' | 'text' | 'format'
> as Messages;
const me = { psIdNat: entry(1).depositor.psIdNat, name: 'Solène RIVOIRE', profession: '60' };

const reading = (more: Partial<DocumentReading>): DocumentReading => ({
  extractor: 1,
  facts: [],
  text: 'whole',
  ...more,
});
const grouped = (
  entries: readonly DocumentEntry[],
  order: ListOrder,
  waiting = [] as ReturnType<typeof unsent>[],
) =>
  groupLines(documentLines({ entries, waiting }), order, groupWords(messages, me)).map(({ title, lines }) => [
    title,
    ...lines.map(({ description }) => description.title),
  ]);

describe('the groups of a list of documents', () => {
  it('are months, the newest first, with the newest first in each', () => {
    const entries = [
      entry(1, { title: 'a', createdAt: '2026-01-31T23:30:00+02:00' }),
      entry(2, { title: 'b', createdAt: '2026-03-01' }),
      entry(3, { title: 'c', createdAt: '2026-01-02' }),
      entry(4, { title: 'd', createdAt: '2026' }),
      entry(5, { title: 'e', createdAt: '2025-12-24' }),
      entry(6, { title: 'f', createdAt: 'hier' }),
    ];
    const waiting = [unsent(7, { title: 'g', createdAt: '2026-03-01' })];
    expect(grouped(entries, 'date', waiting)).toEqual([
      ['Mars 2026', 'g', 'b'],
      ['Janvier 2026', 'a', 'c'],
      ['2026', 'd'],
      ['Décembre 2025', 'e'],
      ['Date illisible', 'f'],
    ]);
  });

  it('are classes in the order of the nomenclature, and last those without one', () => {
    const entries = [
      entry(1, { title: 'implant', typeCode: '101881-1' }),
      entry(2, { title: 'souhaits', typeCode: 'EXPPAT_2' }),
      entry(3, { title: 'lettre', typeCode: '11490-0' }),
    ];
    const [first, second, third] = grouped(entries, 'class');
    expect([first?.[1], second?.[1], third]).toEqual(['lettre', 'souhaits', ['Sans genre', 'implant']]);
  });

  it('are specialties as the documents word them, or else the profession of who deposited them', () => {
    const entries = [
      entry(1, { title: 'soins' }),
      entry(2, { title: 'scanner', reading: reading({ specialty: 'Médecin - Radiologie' }) }),
      entry(3, { title: 'souhaits', typeCode: 'EXPPAT_2' }),
    ];
    expect(grouped(entries, 'specialty', [unsent(4, { title: 'photo' })])).toEqual([
      ['Du patient', 'souhaits'],
      ['Infirmier', 'photo', 'soins'],
      ['Médecin - Radiologie', 'scanner'],
    ]);
  });

  it('are authors by the alphabet, the depositor where the document names none', () => {
    const entries = [
      entry(1, { title: 'a' }),
      entry(2, { title: 'b', author: { name: 'Éric ABADIE' } }),
      entry(3, { title: 'c', author: { name: 'Zoé ROUX' } }),
    ];
    expect(grouped(entries, 'author')).toEqual([
      ['Éric ABADIE', 'b'],
      ['Solène RIVOIRE', 'a'],
      ['Zoé ROUX', 'c'],
    ]);
  });

  it('are stays, the latest first: by their number, or else by their words and dates', () => {
    const stay = { label: 'Hospitalisation', from: '2026-01-02', to: '2026-01-05' };
    const entries = [
      entry(1, { title: 'note' }),
      entry(2, { title: 'entrée', createdAt: '2026-01-02', reading: reading({ encounter: stay }) }),
      entry(3, { title: 'sortie', createdAt: '2026-01-05', reading: reading({ encounter: { ...stay } }) }),
      entry(4, { title: 'venue', reading: reading({ encounter: { id: '1^9', from: '2026-02-01' } }) }),
      entry(5, { title: 'suite', reading: reading({ encounter: { id: '1^9' } }) }),
    ];
    expect(grouped(entries, 'encounter')).toEqual([
      ['Séjour ou venue, le 1 février 2026', 'suite', 'venue'],
      ['Hospitalisation, du 2 janvier 2026 au 5 janvier 2026', 'sortie', 'entrée'],
      ['Hors séjour ou venue', 'note'],
    ]);
  });

  it('are laid out one below the other, each document with its place in its group', () => {
    const lines = documentLines({ entries: [entry(1), entry(2), entry(3)], waiting: [] });
    const rows = flatRows([
      { key: 'a', title: 'A', lines: lines.slice(0, 2) },
      { key: 'b', title: 'B', lines: lines.slice(2) },
    ]);
    expect(rows.map((row) => (row.kind === 'group' ? row.group.title : `${row.position}/${row.of}`))).toEqual(
      ['A', '1/2', '2/2', 'B', '1/1'],
    );
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});
