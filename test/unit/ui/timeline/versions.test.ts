import { describe, expect, it } from 'vitest';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import { documentLines } from '#ui/dossier/document-line.ts';
import { defaultPair, pairOf, versionChains, versionOf } from '#ui/timeline/versions.ts';
import { entry, unsent } from '../dossier/documents.ts';

const id = (n: number) => entry(n).documentId;
const replacing = (n: number, before: number, more: Partial<DocumentEntry> = {}) =>
  entry(n, { replaces: id(before), ...more });
const old = (n: number, more: Partial<DocumentEntry> = {}) => entry(n, { status: 'deprecated', ...more });
const chainsOf = (entries: readonly DocumentEntry[], waiting: ReturnType<typeof unsent>[] = []) =>
  versionChains(documentLines({ entries, waiting }));
const shownOf = (entries: readonly DocumentEntry[], n: number) =>
  chainsOf(entries)
    .get(id(n))
    ?.map(({ line, number, before }) => [line.documentId, number, before?.documentId]);

describe('the versions of a document', () => {
  it('are none where it never was replaced', () => {
    expect(chainsOf([entry(1), entry(2)]).size).toBe(0);
  });

  it('are told from the first to the last, from wherever one looks', () => {
    const entries = [replacing(3, 2), entry(9), replacing(2, 1, { status: 'deprecated' }), old(1)];
    const chain = [
      [id(1), 1, undefined],
      [id(2), 2, id(1)],
      [id(3), 3, id(2)],
    ];
    for (const n of [1, 2, 3]) expect(shownOf(entries, n)).toEqual(chain);
  });

  it('have no number where an earlier one is not visible', () => {
    expect(shownOf([replacing(3, 2), replacing(2, 1, { status: 'deprecated' })], 3)).toEqual([
      [id(2), undefined, undefined],
      [id(3), undefined, id(2)],
    ]);
  });

  it('count a deleted one without showing it', () => {
    const entries = [replacing(3, 2), replacing(2, 1, { status: 'deleted' }), old(1)];
    expect(shownOf(entries, 3)).toEqual([
      [id(1), 1, undefined],
      [id(3), 3, undefined],
    ]);
  });

  it('end with the one that was just written here', () => {
    const chains = chainsOf([old(1)], [unsent(2, { replaces: id(1) })]);
    expect(versionOf(chains, id(2))).toMatchObject({ number: 2, before: { documentId: id(1) } });
  });

  it('that replace each other in a circle are no chain, and do not hang', () => {
    expect(chainsOf([replacing(1, 2), replacing(2, 1)]).size).toBe(0);
  });
});

describe('two versions side by side', () => {
  const chain = chainsOf([replacing(3, 2), replacing(2, 1), old(1)]).get(id(1)) ?? [];
  const ids = (pair: ReturnType<typeof defaultPair>) => pair?.map(({ line }) => line.documentId);

  it('are a version and the one before it, or the first two', () => {
    expect(ids(defaultPair(chain, id(3)))).toEqual([id(2), id(3)]);
    expect(ids(defaultPair(chain, id(1)))).toEqual([id(1), id(2)]);
    expect(defaultPair(chain.slice(0, 1), id(1))).toBeUndefined();
    expect(defaultPair(chain, id(8))).toBeUndefined();
  });

  it('are any two that were chosen, the earlier first', () => {
    expect(ids(pairOf(chain, [id(3), id(1)]))).toEqual([id(1), id(3)]);
    expect(pairOf(chain, [id(3), id(3)])).toBeUndefined();
  });
});
