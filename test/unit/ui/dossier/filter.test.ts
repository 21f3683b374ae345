import { describe, expect, it } from 'vitest';
import type { PsIdNat } from '#base/brand.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { documentLines } from '#ui/dossier/document-line.ts';
import {
  classCounts,
  filterCounts,
  filterDocuments,
  isUsual,
  NO_FILTER,
  showAll,
} from '#ui/dossier/filter.ts';
import { entry, unsent } from './documents.ts';

const me = entry(1).depositor.psIdNat;
const other = { psIdNat: '899700003033' as PsIdNat, name: 'Maëlle KERMADEC', profession: '10' };
const lines = documentLines(
  {
    entries: [
      entry(1, { title: 'Échographie du cœur', typeCode: '18748-4', createdAt: '2025' }),
      entry(2, { title: 'Lettre de liaison', typeCode: '11490-0', depositor: other }),
      entry(3, { title: 'Mes souhaits', typeCode: 'EXPPAT_2', depositor: other }),
      entry(4, { title: 'Ancienne lettre', status: 'deprecated' }),
      entry(5, { title: 'Lettre archivée', status: 'archived' }),
      entry(6, { title: 'Supprimé', status: 'deleted' }),
      entry(9, { title: 'Masqué', visibility: { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true } }),
      entry(7, { title: 'Carte d’implant', typeCode: '101881-1', depositor: other }),
    ],
    waiting: [unsent(8, { title: 'Photo' })],
    starred: new Set([2, 7, 8].map((n) => entry(n).documentId)),
    lastVisitAt: 2,
  },
  me,
);
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
  it('leaves out archived, replaced and masked documents until asked, each apart, and deleted ones always', () => {
    const left = ['Ancienne lettre', 'Lettre archivée', 'Masqué'];
    expect(titles({}).filter((title) => left.includes(title))).toEqual([]);
    expect(titles({ replaced: true })).toContain('Ancienne lettre');
    expect(titles({ replaced: true })).not.toContain('Lettre archivée');
    expect(titles({ archived: true })).toContain('Lettre archivée');
    expect(titles(showAll(NO_FILTER))).toEqual(expect.arrayContaining(left));
    expect(titles(showAll(NO_FILTER))).not.toContain('Supprimé');
  });

  it('keeps one class, or the documents without one', () => {
    expect(titles({ classCode: '90' })).toEqual(['Mes souhaits']);
    expect(titles({ classCode: 'none' })).toEqual(['Carte d’implant']);
  });

  it('keeps what is new since the last visit, what is starred, or what is both', () => {
    expect(titles({ isNew: true })).toEqual(['Mes souhaits', 'Carte d’implant']);
    expect(titles({ starred: true })).toEqual(['Photo', 'Lettre de liaison', 'Carte d’implant']);
    expect(titles({ isNew: true, starred: true })).toEqual(['Carte d’implant']);
  });

  it('keeps what lies in a period, a year alone counting for all its days', () => {
    const period = (from: string, to: string) => ({ choice: 'own', from, to }) as const;
    expect(titles({ period: period('2026-03-12', '2026-03-12') }).length).toBe(titles({}).length - 1);
    expect(titles({ period: period('2025-05-01', '2025-06-01') })).toEqual(['Échographie du cœur']);
    expect(titles({ period: period('', '2024-12-31') })).toEqual([]);
  });

  it('counts the classes of what it shows, in the order of the nomenclature, the chosen one always', () => {
    const counts = classCounts(lines, NO_FILTER);
    expect(counts.map(({ classCode }) => classCode)).toEqual(
      [...counts.map(({ classCode }) => classCode)].sort(),
    );
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(titles({}).length);
    const none = classCounts(lines, { ...NO_FILTER, isNew: true, classCode: '11' });
    expect(none).toContainEqual({ classCode: '11', count: 0 });
  });

  it('counts what each choice would bring among what the others leave', () => {
    expect(filterCounts(lines, NO_FILTER)).toEqual({
      archived: 1,
      replaced: 1,
      masked: 1,
      isNew: 2,
      starred: 3,
    });
    const holder = { ...NO_FILTER, classCode: '90' } as const;
    expect(filterCounts(lines, holder)).toEqual({
      archived: 0,
      replaced: 0,
      masked: 0,
      isNew: 1,
      starred: 0,
    });
  });

  it('knows the usual list whatever its order', () => {
    expect(isUsual({ ...NO_FILTER, order: 'author' })).toBe(true);
    expect(isUsual({ ...NO_FILTER, masked: true })).toBe(false);
    expect(isUsual(showAll(NO_FILTER))).toBe(false);
  });
});
