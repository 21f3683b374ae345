import { describe, expect, it } from 'vitest';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { documentLines } from '#ui/dossier/document-line.ts';
import { classCounts, filterDocuments, NO_FILTER } from '#ui/dossier/filter.ts';
import { entry, unsent } from './documents.ts';

const lines = documentLines({
  entries: [
    entry(1, { title: 'Échographie du cœur', typeCode: '18748-4' }),
    entry(2, { title: 'Lettre de liaison', typeCode: '11490-0' }),
    entry(3, { title: 'Mes souhaits', typeCode: 'EXPPAT_2' }),
    entry(4, { title: 'Ancienne lettre', status: 'deprecated' }),
    entry(5, { title: 'Lettre archivée', status: 'archived' }),
    entry(6, { title: 'Supprimé', status: 'deleted' }),
    entry(9, { title: 'Masqué', visibility: { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true } }),
    entry(7, { title: 'Carte d’implant', typeCode: '101881-1' }),
  ],
  waiting: [unsent(8, { title: 'Photo' })],
});
const titles = (filter: Partial<typeof NO_FILTER>): string[] =>
  filterDocuments(lines, { ...NO_FILTER, ...filter }).map(({ description }) => description.title);

describe('the list of documents', () => {
  it('shows what is masked to professionals where it is asked for', () => {
    expect(titles({})).not.toContain('Masqué');
    expect(titles({ masked: true })).toContain('Masqué');
  });

  it('shows what was just written here before what the server has', () => {
    expect(lines[0]?.unsent).toEqual({ outboxId: '8', refused: undefined });
    expect(lines[0]?.entry).toBeUndefined();
  });

  it('shows a document once when it was received but still waits to leave the outbox', () => {
    const both = documentLines({ entries: [entry(1)], waiting: [unsent(1)] });
    expect(both.map(({ unsent: waits }) => waits)).toEqual([undefined]);
  });

  it('knows the documents that the holder deposited', () => {
    expect(lines.filter(({ fromHolder }) => fromHolder).map(({ description }) => description.title)).toEqual([
      'Mes souhaits',
    ]);
  });
});

describe('the filter of documents', () => {
  it('leaves out archived and replaced documents until asked, and deleted ones always', () => {
    expect(titles({})).not.toContain('Ancienne lettre');
    expect(titles({ old: true })).toEqual(expect.arrayContaining(['Ancienne lettre', 'Lettre archivée']));
    expect(titles({ old: true })).not.toContain('Supprimé');
  });

  it('finds every typed word wherever it stands, without accents, case or ligatures', () => {
    expect(titles({ title: 'COEUR echo' })).toEqual(['Échographie du cœur']);
    expect(titles({ title: '  liaison ' })).toEqual(['Lettre de liaison']);
    expect(titles({ title: 'absent' })).toEqual([]);
  });

  it('keeps one class, or the documents without one', () => {
    expect(titles({ classCode: '90' })).toEqual(['Mes souhaits']);
    expect(titles({ classCode: 'none' })).toEqual(['Carte d’implant']);
  });

  it('counts the classes present among what it shows, in the order of the nomenclature', () => {
    const counts = classCounts(lines, { old: false, masked: false });
    expect(counts.map(({ classCode }) => classCode)).toEqual(
      [...counts.map(({ classCode }) => classCode)].sort(),
    );
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(titles({}).length);
  });
});
