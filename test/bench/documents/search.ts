import { buildIndex, type SearchIndex } from '#documents/search/search-index.ts';
import type { SearchDocument } from '#documents/search/search-document.ts';
import { search } from '#documents/search/search.ts';
import { loadIndex, serialiseIndex } from '#documents/search/stored-index.ts';
import { figure, type Figure } from '../figure.ts';
import { frenchDocuments } from './french-texts.ts';

const DOCUMENTS = 500;
/** UTF-16 units of text of each. */
const LENGTH = 5000;
const ROUNDS = 7;
/** A device at the bedside is so many times slower than this machine. */
const THROTTLE = 4;

/** What is typed letter by letter: words, a phrase, a typing error, a dose, beginnings, words found nowhere. */
const TYPED = [
  'hypertension artérielle',
  '"douleur thoracique',
  'hypertention',
  'amlodipine 5 mg',
  'diab cardiaqu sévèr',
  'examen du patient',
  'xyzabc diabète',
];

/** Building, storing and loading the index of a large dossier, and the answer to each key stroke of seven searches. */
export async function searchFigures(): Promise<Figure[]> {
  const documents = frenchDocuments(DOCUMENTS, LENGTH);
  const index = buildIndex(documents);
  const stored = serialiseIndex(index);
  const strokes = Array.from({ length: ROUNDS }, () => keyStrokes(index));
  const about = `${DOCUMENTS} documents of ${LENGTH / 1000} KB`;
  return [
    figure(
      `search: slowest typical key stroke (95 of 100), ${about}, × ${THROTTLE}`,
      'ms',
      strokes.map(slow),
      {
        atMost: 50,
      },
    ),
    figure(`search: index made, ${about}`, 'ms', timed(documents, buildIndex), { atMost: 1000 }),
    figure(
      `search: stored index loaded, ${about}`,
      'ms',
      timed(documents, (all) => loadIndex(stored, all)),
      { atMost: 100 },
    ),
    figure(
      'search: index stored',
      'ms',
      timed(index, (one) => serialiseIndex(one)),
    ),
    figure('search: size of the stored index', 'kB', [stored.length / 1000]),
  ];
}

function keyStrokes(index: SearchIndex): number[] {
  return TYPED.flatMap((typed) =>
    Array.from(typed, (_, i) => {
      const from = performance.now();
      search(index, typed.slice(0, i + 1));
      return performance.now() - from;
    }),
  );
}

function slow(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return THROTTLE * (sorted[Math.floor(sorted.length * 0.95)] ?? 0);
}

function timed<T extends SearchIndex | readonly SearchDocument[]>(
  given: T,
  run: (given: T) => unknown,
): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    run(given);
    return performance.now() - from;
  });
}
