import { decideAccess } from '#domain/access/decide.ts';
import type { AccessQuestion, AccessVerdict } from '#domain/access/question.ts';
import { questionFor, type AccessCase, type Dimension } from './access-case.ts';
import { EXPECTED_VERDICTS, type ExpectedRow, type ExpectedVerdict } from './expected-verdicts.ts';

export const EXPECTED_ROWS: readonly ExpectedRow[] = EXPECTED_VERDICTS.flatMap(({ rows }) => rows);

/** A row as pairs to compare, which a million cases ask for. */
const COMPILED = EXPECTED_ROWS.map((row) => ({
  row,
  tests: Object.entries(row.where).map(([dimension, classes]) => ({
    dimension: dimension as Dimension,
    classes: (Array.isArray(classes) ? classes : [classes]) as readonly unknown[],
  })),
}));

/** The first row of the hand-written table that fits; undefined where the table forgot a case. */
export function expectedRow(facts: AccessCase): ExpectedRow | undefined {
  for (const { row, tests } of COMPILED)
    if (tests.every(({ dimension, classes }) => classes.includes(facts[dimension]))) return row;
  return undefined;
}

export type Comparison = {
  cases: number;
  /** Rows of the hand-written table that gave a verdict. */
  met: ReadonlySet<ExpectedRow>;
  /** The first few, in words: the case and both verdicts. */
  mismatches: readonly string[];
};

/** Asks the hand-written table and the code about the same cases. */
export function compareVerdicts(
  cases: Iterable<AccessCase>,
  decide: (question: AccessQuestion) => AccessVerdict = decideAccess,
): Comparison {
  const met = new Set<ExpectedRow>();
  const mismatches: string[] = [];
  let count = 0;
  for (const facts of cases) {
    count += 1;
    const row = expectedRow(facts);
    const got = decide(questionFor(facts));
    if (row) met.add(row);
    if (!isSame(row?.then, got) && mismatches.length < 5)
      mismatches.push(describeMismatch(facts, row?.then, got));
  }
  return { cases: count, met, mismatches };
}

const isSame = (expected: ExpectedVerdict | undefined, got: AccessVerdict): boolean =>
  expected?.allowed === got.allowed && expected.because === got.because && expected.rule === got.rule;

const describeMismatch = (
  facts: AccessCase,
  expected: ExpectedVerdict | undefined,
  got: AccessVerdict,
): string => `${JSON.stringify(facts)}: expected ${say(expected)}, got ${say(got)}`;

const say = (verdict: ExpectedVerdict | AccessVerdict | undefined): string =>
  verdict
    ? `${verdict.allowed ? 'allowed' : 'refused'}, ${verdict.because} (${verdict.rule})`
    : 'no row of the table';
