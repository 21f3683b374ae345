import { decideAccess } from '#domain/access/decide.ts';
import type { AccessVerdict } from '#domain/access/question.ts';
import { DIMENSIONS, questionFor, type AccessCase, type Dimension } from '#test/rules/access-case.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Cheap to ask: each property is tried ten times as often as that of a hostile level. */
const RUNS = { numRuns: FUZZ_CASES * 10 };

const anyCase = fc.record(
  Object.fromEntries(
    Object.entries(DIMENSIONS).map(([dimension, classes]) => [
      dimension,
      fc.constantFrom<unknown>(...classes),
    ]),
  ),
) as fc.Arbitrary<AccessCase>;

const verdictOf = (facts: AccessCase): AccessVerdict => decideAccess(questionFor(facts));

/** Whatever is allowed under `narrow` is allowed under `wide`, all else being the same. */
function neverWidens<D extends Dimension>(dimension: D, wide: AccessCase[D], narrow: AccessCase[D]): void {
  fc.assert(
    fc.property(anyCase, (facts) => {
      const before = verdictOf({ ...facts, [dimension]: wide });
      const after = verdictOf({ ...facts, [dimension]: narrow });
      if (after.allowed) expect(before.allowed).toBe(true);
    }),
    RUNS,
  );
}

describe('a verdict never widens', () => {
  it.each(['none', 'expired', 'denied'] as const)('where an authorisation becomes %s', (state) => {
    neverWidens('authorisation', 'granted', state);
  });

  it('where somebody without an authorisation is blocked', () => {
    neverWidens('authorisation', 'none', 'denied');
    neverWidens('authorisation', 'expired', 'denied');
  });

  it.each(['none', 'expired'] as const)('where a care team’s authorisation becomes %s', (state) => {
    neverWidens('careTeam', 'granted', state);
  });

  it('where an attending physician is no longer confirmed, or no longer declared', () => {
    neverWidens('attendingPhysician', 'confirmed', 'declared');
    neverWidens('attendingPhysician', 'declared', 'none');
  });

  it.each(['masked', 'hiddenFromHolder', 'typeClosed'] as const)('where a document is %s', (dimension) => {
    neverWidens(dimension, false, true);
  });

  it('where a document is hidden from the representatives, unless hiding it is what lets it in', () => {
    fc.assert(
      fc.property(anyCase, (facts) => {
        fc.pre(!['provideDocument', 'replaceDocument'].includes(facts.action));
        const hidden = verdictOf({ ...facts, hiddenFromRepresentatives: true });
        if (hidden.allowed)
          expect(verdictOf({ ...facts, hiddenFromRepresentatives: false }).allowed).toBe(true);
      }),
      RUNS,
    );
  });

  it.each(['refusesBreakGlass', 'refusesDispatchCentre'] as const)('by an opposition: %s', (dimension) => {
    neverWidens(dimension, false, true);
  });

  it('where an entitlement is taken away', () => {
    neverWidens('entitlement', 'both', 'centre15');
    neverWidens('entitlement', 'both', 'letters');
    neverWidens('entitlement', 'centre15', 'none');
    neverWidens('entitlement', 'letters', 'none');
  });

  it('where nobody represents the holder any more', () => {
    neverWidens('represented', true, false);
  });

  it('where a minor is alone', () => {
    neverWidens('confidential', false, true);
  });

  it('where the parameter of the DMP forbids to hide from all', () => {
    neverWidens('mayHideFromAll', true, false);
  });

  it('by closing, but for what only a closed dossier asks for', () => {
    fc.assert(
      fc.property(anyCase, (facts) => {
        fc.pre(!['reactivateDossier', 'requestErasure'].includes(facts.action));
        if (verdictOf({ ...facts, dossier: 'closed' }).allowed)
          expect(verdictOf({ ...facts, dossier: 'active' }).allowed).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('a verdict', () => {
  it('is the same whoever asked before, and leaves the question as it was', () => {
    fc.assert(
      fc.property(anyCase, fc.array(anyCase, { maxLength: 5 }), (facts, others) => {
        const question = frozen(questionFor(facts));
        const first = decideAccess(question);
        others.forEach(verdictOf);
        expect(decideAccess(question)).toEqual(first);
      }),
      RUNS,
    );
  });

  it('is given on every action in every mode to every kind of reader, and names its rule', () => {
    for (const reader of DIMENSIONS.reader)
      for (const mode of DIMENSIONS.mode)
        for (const action of DIMENSIONS.action)
          fc.assert(
            fc.property(anyCase, (facts) => {
              const { allowed, because, rule } = verdictOf({ ...facts, reader, mode, action });
              expect(typeof allowed).toBe('boolean');
              expect(because).not.toBe('');
              expect(rule).toMatch(/\d/);
            }),
            { numRuns: Math.ceil(FUZZ_CASES / 20) },
          );
  });
});

/** Throws at whoever writes into it. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Map)) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
