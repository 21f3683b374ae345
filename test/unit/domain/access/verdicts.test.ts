import { decideAccess } from '#domain/access/decide.ts';
import { PROFESSIONAL_RULES } from '#domain/access/professional-rules.ts';
import type { AccessQuestion } from '#domain/access/question.ts';
import { firstVerdict, indexRules, type ProfessionalQuestion } from '#domain/access/rule-row.ts';
import { DIMENSIONS, questionFor } from '#test/rules/access-case.ts';
import { CASE_PRODUCTS, casesOf, someCases } from '#test/rules/case-products.ts';
import { compareVerdicts, EXPECTED_ROWS, expectedRow } from '#test/rules/expected.ts';
import type { ExpectedRow } from '#test/rules/expected-verdicts.ts';
import { describe, expect, it } from 'vitest';

/** What `decideAccess` would be if somebody forgot that masked documents exist. */
const withoutMasking = (question: AccessQuestion) => {
  if (!question.document) return decideAccess(question);
  const visibility = { ...question.document.visibility, hiddenFromProfessionals: false };
  return decideAccess({ ...question, document: { ...question.document, visibility } });
};

describe('decideAccess, against the table of verdicts written by hand', () => {
  const met = new Set<ExpectedRow>();

  it.each(CASE_PRODUCTS)('agrees on every case of $name', (product) => {
    const { cases, mismatches, met: rows } = compareVerdicts(casesOf(product));
    rows.forEach((row) => met.add(row));
    expect(mismatches).toEqual([]);
    const { over, only = {} } = product;
    const sizes = over.map((dimension) => (only[dimension] ?? DIMENSIONS[dimension]).length);
    expect(cases).toBe(sizes.reduce((all, size) => all * size, 1));
    expect(cases).toBeGreaterThan(1000);
  });

  it('agrees on cases drawn from the whole space', () => {
    const { mismatches, met: rows } = compareVerdicts(someCases(50_000));
    rows.forEach((row) => met.add(row));
    expect(mismatches).toEqual([]);
  });

  it('meets every row of the table', () => {
    expect(EXPECTED_ROWS.filter((row) => !met.has(row))).toEqual([]);
  });

  it('would be caught at a rule forgotten, with the case and both verdicts named', () => {
    const [document] = CASE_PRODUCTS.filter(({ name }) => name === 'a document of an open dossier');
    const { mismatches } = compareVerdicts(document ? casesOf(document) : [], withoutMasking);
    expect(mismatches[0]).toMatch(/"masked":true.*: expected refused, hidden \(R1111-49\), got allowed, /);
  });

  it('would be caught at any one row of the code’s table taken out', () => {
    const asked = CASE_PRODUCTS.slice(0, -1)
      .flatMap((product) => [...casesOf(product)])
      .map((facts) => ({ question: questionFor(facts), expected: expectedRow(facts)?.then }));
    const unnoticed = PROFESSIONAL_RULES.filter((row) => {
      const index = indexRules(PROFESSIONAL_RULES.filter((other) => other !== row));
      return asked.every(({ question, expected }) => {
        const verdict = firstVerdict(index, question as ProfessionalQuestion);
        return verdict
          ? verdict.because === expected?.because && verdict.rule === expected.rule
          : expected?.because === 'notInMode';
      });
    });
    expect(unnoticed).toEqual([]);
  });
});
