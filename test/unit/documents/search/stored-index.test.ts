import { describe, expect, it } from 'vitest';
import { addDocument, buildIndex, removeDocument } from '#documents/search/search-index.ts';
import { search } from '#documents/search/search.ts';
import { INDEX_VERSION, loadIndex, serialiseIndex } from '#documents/search/stored-index.ts';
import { sample, sampleId } from './samples.ts';

const documents = Array.from({ length: 30 }, (_, n) =>
  sample(n, { title: `Bilan ${n}`, text: `amlodipine ${n} mg, ${'œdème '.repeat(n % 5)}allergie n° ${n}` }),
);
const QUESTIONS = ['amlodipine', '5 mg', 'oedèm', '"allergie n"', 'bilan 7', 'alergie'];
const answers = (index: ReturnType<typeof buildIndex>) => QUESTIONS.map((typed) => search(index, typed));

describe('a stored index', () => {
  it('answers as the index that it was', () => {
    const index = buildIndex(documents);
    const loaded = loadIndex(serialiseIndex(index), documents);
    expect(loaded.changed).toBe(false);
    expect(answers(loaded.index)).toEqual(answers(index));
    expect(serialiseIndex(loaded.index)).toEqual(serialiseIndex(index));
  });

  it('forgets the places of removed documents', () => {
    const index = buildIndex(documents);
    removeDocument(index, sampleId(3));
    const rest = documents.filter(({ documentId }) => documentId !== sampleId(3));
    expect(serialiseIndex(index)).toEqual(serialiseIndex(buildIndex(rest)));
  });

  it('catches up with documents that are new, changed and gone', () => {
    const stored = serialiseIndex(buildIndex(documents.slice(0, 20)));
    const now = [...documents.slice(5), sample(7, { version: 'other', text: 'grossesse' })];
    const { index, changed } = loadIndex(stored, now);
    expect(changed).toBe(true);
    expect(answers(index)).toEqual(answers(buildIndex(now)));
    expect(search(index, 'grossesse').total).toBe(1);
  });

  it('can be added to and removed from once it was loaded', () => {
    const { index } = loadIndex(serialiseIndex(buildIndex(documents)), documents);
    removeDocument(index, sampleId(4));
    addDocument(index, sample(40, { text: 'amlodipine nouvelle' }));
    const same = [
      ...documents.filter(({ documentId }) => documentId !== sampleId(4)),
      sample(40, { text: 'amlodipine nouvelle' }),
    ];
    expect(answers(index)).toEqual(answers(buildIndex(same)));
  });

  it('is made anew where it is absent, of another version, cut or damaged', () => {
    const stored = serialiseIndex(buildIndex(documents));
    const other = stored.slice();
    other[0] = INDEX_VERSION + 1;
    const longer = new Uint8Array(stored.length + 1);
    longer.set(stored);
    for (const bytes of [
      undefined,
      new Uint8Array(),
      other,
      stored.slice(0, -1),
      stored.slice(0, 40),
      longer,
    ]) {
      const { index, changed } = loadIndex(bytes, documents);
      expect(changed).toBe(true);
      expect(answers(index)).toEqual(answers(buildIndex(documents)));
    }
  });

  it('is compact, and keeps no text in its order', () => {
    const long = [sample(1, { text: 'le patient présente une toux sèche '.repeat(500) })];
    const bytes = serialiseIndex(buildIndex(long));
    expect(bytes.length).toBeLessThan(400);
    expect(new TextDecoder().decode(bytes)).not.toContain('patient présente');
  });
});
