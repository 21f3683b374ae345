import type { ClinicalFact } from '#domain/clinical/fact.ts';
import { mismatches } from './checks.ts';
import { UNCOUNTED, type Count, type ExpectedDocument, type ExpectedFact, type FactKey } from './expected.ts';
import { keyOf, keysOf } from './keys.ts';

/** What is wrong with the facts of a document, one line each: file, kind, expected, found. Empty: nothing. */
export const countDifferences = (document: ExpectedDocument, facts: readonly ClinicalFact[]): string[] => {
  const found = new Map<FactKey, ClinicalFact[]>();
  for (const fact of facts) found.set(keyOf(fact), [...(found.get(keyOf(fact)) ?? []), fact]);
  const keys = new Set([...(Object.keys(document.counts) as FactKey[]), ...found.keys()]);
  return [...keys]
    .filter((key) => !UNCOUNTED.includes(key))
    .flatMap((key) => {
      const there = found.get(key) ?? [];
      const expected = document.counts[key] ?? 0;
      if (within(there.length, expected)) return [];
      const labels = there.map(({ label }) => `«${label}»`).join(', ');
      return [
        `${document.file}: ${key}: expected ${countText(expected)}, found ${there.length} ${labels}`.trim(),
      ];
    });
};

/** The differences of the fact that comes nearest to a row; empty where one agrees in everything. */
export const factDifferences = (
  file: string,
  row: ExpectedFact,
  facts: readonly ClinicalFact[],
): string[] => {
  const candidates = facts
    .filter((fact) => keysOf(row).includes(keyOf(fact)))
    .map((fact) => mismatches(row, fact))
    .sort((one, other) => one.length - other.length);
  const where = `${file}: ${rowText(row)}`;
  const [nearest] = candidates;
  if (!nearest) return [`${where}: expected one, found none of this kind`];
  return nearest.map((difference) => `${where}: ${difference}`);
};

/** The facts that agree with a row in everything, for what must never be read. */
export const misreadings = (file: string, row: ExpectedFact, facts: readonly ClinicalFact[]): string[] =>
  facts
    .filter((fact) => keysOf(row).includes(keyOf(fact)) && mismatches(row, fact).length === 0)
    .map(({ label }) => `${file}: ${rowText(row)}: expected none, found «${label}»`);

export const rowText = (row: ExpectedFact): string =>
  `${keysOf(row).join(' or ')} ${row.code ? row.code[1] : String(row.label)}${row.from ? ` ${row.from}` : ''}`;

const within = (count: number, expected: Count): boolean =>
  typeof expected === 'number' ? count === expected : count >= expected[0] && count <= expected[1];

const countText = (expected: Count): string =>
  typeof expected === 'number' ? String(expected) : `${expected[0]} to ${expected[1]}`;
