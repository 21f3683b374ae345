import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rtfText } from '#documents/text/rtf-text.ts';
import { parseQuery } from '#documents/search/query.ts';
import { buildIndex } from '#documents/search/search-index.ts';
import { search } from '#documents/search/search.ts';
import { loadIndex, serialiseIndex } from '#documents/search/stored-index.ts';
import { wordsOf } from '#documents/search/words.ts';
import { FUZZ_CASES, FUZZ_TIMEOUT_MS } from '#test/support/fuzz-cases.ts';
import { sample } from '../../unit/documents/search/samples.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const pieces = fc
  .array(
    fc.constantFrom(
      'allergie',
      'é',
      '"',
      '«',
      '»',
      ' ',
      '-',
      "'",
      '5',
      ' mg',
      'œ',
      '\u0301',
      ',',
      '.',
      '\ud83d',
      '\ude00',
    ),
    {
      maxLength: 30,
    },
  )
  .map((list) => list.join(''));
const runs = { numRuns: FUZZ_CASES };

describe('whatever is typed', () => {
  const documents = Array.from({ length: 5 }, (_, n) =>
    sample(n, { title: 'Allergie', text: `é allergie 5 mg œ ${n}` }),
  );
  const index = buildIndex(documents);

  it(
    'is a query, of plain words, and gets an answer whose marks lie in the text',
    { timeout: FUZZ_TIMEOUT_MS },
    () => {
      fc.assert(
        fc.property(fc.oneof(anyText, pieces), (typed) => {
          for (const part of parseQuery(typed))
            for (const word of part.type === 'word' ? [part.plain] : part.words)
              expect(word).toMatch(/^[^\s"]+$/);
          for (const { excerpt, head } of search(index, typed).hits) {
            const text = documents.find(({ documentId }) => documentId === head.documentId)?.text ?? '';
            for (const { start, end } of excerpt?.marks ?? []) {
              expect(start).toBeLessThan(end);
              expect(end).toBeLessThanOrEqual(text.length);
            }
          }
        }),
        runs,
      );
    },
  );
});

describe('whatever a text holds', () => {
  it('its words stand in it in order, and any of them finds it', { timeout: FUZZ_TIMEOUT_MS }, () => {
    fc.assert(
      fc.property(fc.oneof(anyText, pieces), (text) => {
        const { plain, starts, ends } = wordsOf(text);
        for (const [i] of plain.entries()) {
          expect(starts[i]).toBeLessThan(ends[i] ?? -1);
          expect(starts[i]).toBeGreaterThanOrEqual(ends[i - 1] ?? 0);
        }
        const index = buildIndex([sample(0, { text })]);
        for (const word of plain.slice(0, 5)) expect(search(index, `"${word}"`).total).toBe(1);
        const loaded = loadIndex(serialiseIndex(index), [sample(0, { text })]);
        expect(loaded.changed).toBe(false);
      }),
      runs,
    );
  });

  it(
    'any bytes in place of a stored index give an index of the documents',
    { timeout: FUZZ_TIMEOUT_MS },
    () => {
      const documents = [sample(0, { text: 'allergie' })];
      const stored = serialiseIndex(buildIndex(documents));
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(stored.length), (bytes, at) => {
          const damaged = stored.slice();
          damaged.set(bytes.subarray(0, damaged.length - at), at);
          for (const given of [bytes, damaged])
            expect(loadIndex(given, documents).index.slotById.size).toBe(1);
        }),
        runs,
      );
    },
  );
});

describe('whatever an RTF file holds', () => {
  const words = fc.constantFrom(
    ...[
      '{',
      '}',
      '\\',
      "\\'",
      "\\'e9",
      '\\u233',
      '\\u-10179',
      '\\uc9',
      '\\bin99999999',
      '\\*',
      '\\fonttbl',
      '\\f1',
      '\\par',
    ],
    ...[
      '\\ansicpg932',
      '\\fcharset128',
      '\\htmlrtf',
      '\\pict',
      'texte',
      '\n',
      '\u0081',
      '\\v',
      '\\deleted0',
      '\\rtf',
    ],
  );
  it('it gives text or a named error', { timeout: FUZZ_TIMEOUT_MS }, () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 60 }), (list) => {
        const bytes = Uint8Array.from(`{\\rtf1${list.join('')}`, (char) => char.charCodeAt(0));
        const read = rtfText(bytes);
        if (read.ok) expect(() => encodeURIComponent(read.value.text)).not.toThrow();
        else expect(read.error.type).toBe('TooDeep');
      }),
      runs,
    );
  });
});
