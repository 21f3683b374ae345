import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { readFacts } from '#documents/cda/facts/read-facts.ts';
import { readClinicalDocument } from '#documents/cda/read-cda.ts';
import type { ClinicalFact } from '#domain/clinical/fact.ts';
import {
  countDifferences,
  factDifferences,
  misreadings,
  rowText,
} from '#test/support/documents/official-facts/compare.ts';
import { OFFICIAL_FACTS } from '#test/support/documents/official-facts/every-document.ts';
import { sharedFolder } from '#test/support/shared.ts';

const folder = sharedFolder('documents', 'cda');

const read = new Map<string, readonly ClinicalFact[]>();
/** Each document is read once for all its rows. */
const factsOf = (file: string): readonly ClinicalFact[] => {
  const known = read.get(file);
  if (known) return known;
  const facts = readFacts(unwrap(readClinicalDocument(readFileSync(`${folder}/${file}`))).root);
  read.set(file, facts);
  return facts;
};

test('the table of expected facts has 25 different documents', () => {
  expect(new Set(OFFICIAL_FACTS.map(({ file }) => file)).size).toBe(25);
});

describe.skipIf(!folder)('the facts of the official documents, as read by eye', () => {
  test.each(OFFICIAL_FACTS)('$file states as many facts of each kind', (document) => {
    expect(countDifferences(document, factsOf(document.file))).toEqual([]);
  });

  describe.each(OFFICIAL_FACTS)('$file', ({ file, facts, never = [] }) => {
    test.each(facts.map((row) => ({ row, name: rowText(row) })))('states $name', ({ row }) => {
      expect(factDifferences(file, row, factsOf(file))).toEqual([]);
    });

    test.each(never.map((row) => ({ row, name: rowText(row) })))('never states $name', ({ row }) => {
      expect(misreadings(file, row, factsOf(file))).toEqual([]);
    });
  });
});
