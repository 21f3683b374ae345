import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, type Check, type ExerciseAct } from '#training/act.ts';
import { certificateOf } from '#training/certificate.ts';
import { MODULE_IDS, type TrainingModule } from '#training/module.ts';
import {
  isPassed,
  joinProgress,
  nextStep,
  partsOf,
  progressAfter,
  quizResult,
  type Progress,
} from '#training/progress.ts';
import { stepsDone } from '#training/steps-done.ts';

const module: TrainingModule = {
  id: 'create',
  minutes: 10,
  pages: ['one', 'two'],
  exercise: {
    scene: { cards: ['rose'], dossiers: [] },
    steps: [
      { id: 'read', at: '/vitale', check: { type: 'vitaleRead', person: 'rose' } },
      {
        id: 'create',
        at: '/vitale',
        check: { type: 'dossierCreated', person: 'rose', dispatchCentre: false },
      },
    ],
  },
  quiz: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, answers: ['x', 'y'], right: 'x' })),
};
const created = (more: Partial<Extract<ExerciseAct, { type: 'dossierCreated' }>>): ExerciseAct => ({
  type: 'dossierCreated',
  person: 'rose',
  breakGlass: true,
  dispatchCentre: false,
  waiting: false,
  ...more,
});

describe('a check', () => {
  it('is met by an act of its type whose named facts are as it says', () => {
    const check: Check = { type: 'dossierCreated', person: 'rose', dispatchCentre: false };
    expect(fits(check, created({}))).toBe(true);
    expect(fits(check, created({ waiting: true }))).toBe(true);
    expect(fits(check, created({ dispatchCentre: true }))).toBe(false);
    expect(fits(check, created({ person: 'paul' }))).toBe(false);
    expect(fits(check, { type: 'vitaleRead', person: 'rose' })).toBe(false);
  });

  it('counts an act that was done before its turn', () => {
    const exercise = module.exercise ?? { steps: [] };
    expect(stepsDone(exercise, [created({})])).toEqual(['create']);
    expect(stepsDone(exercise, [created({}), { type: 'vitaleRead', person: 'rose' }])).toEqual([
      'read',
      'create',
    ]);
    expect(stepsDone(exercise, [])).toEqual([]);
  });

  it('leaves the first step that was not done as the next', () => {
    expect(nextStep(module, [])?.id).toBe('read');
    expect(nextStep(module, ['create'])?.id).toBe('read');
    expect(nextStep(module, ['read'])?.id).toBe('create');
    expect(nextStep(module, ['read', 'create'])).toBeUndefined();
  });
});

describe('a quiz', () => {
  it('is passed with four right answers of five, and says which were wrong', () => {
    const four = quizResult(module, { a: 'x', b: 'x', c: 'x', d: 'x', e: 'y' });
    expect(four).toEqual({ right: 4, of: 5, passed: true, wrong: ['e'] });
    const three = quizResult(module, { a: 'x', b: 'x', c: 'x', e: 'y' });
    expect(three).toEqual({ right: 3, of: 5, passed: false, wrong: ['d', 'e'] });
  });

  it('is not passed by having no questions', () => {
    expect(isPassed(undefined)).toBe(false);
    expect(isPassed({ right: 0, of: 0 })).toBe(false);
  });
});

describe('progress', () => {
  const all: Progress = [
    { page: 'one' },
    { page: 'two' },
    { steps: ['read', 'create'] },
    { quiz: { right: 5, of: 5 } },
  ].reduce<Progress>((progress, done) => progressAfter(progress, module, done, 77), {});

  it('is complete when all was read, done and answered, and says since when', () => {
    expect(partsOf(module, all).complete).toBe(true);
    expect(all.create?.completedAt).toBe(77);
    expect(progressAfter(all, module, { page: 'one' }, 99).create?.completedAt).toBe(77);
  });

  it.each([
    ['a page', { ...all.create, pages: ['one'] }],
    ['a step', { ...all.create, steps: ['read'] }],
    ['a passed quiz', { ...all.create, quiz: { right: 3, of: 5 } }],
  ])('is not complete without %s', (_what, own) => {
    expect(partsOf(module, { create: { pages: [], steps: [], ...own } }).complete).toBe(false);
  });

  it('keeps the better of two tries at a quiz', () => {
    const worse = progressAfter(all, module, { quiz: { right: 1, of: 5 } }, 99);
    expect(worse.create?.quiz).toEqual({ right: 5, of: 5 });
  });

  it('counts nothing that the module no longer has', () => {
    const old: Progress = { create: { pages: ['gone', 'one'], steps: ['gone'] } };
    expect(partsOf(module, old)).toMatchObject({ pages: { done: 1, of: 2 }, steps: { done: 0, of: 2 } });
  });

  it('certifies what was completed, and nothing before', () => {
    expect(certificateOf([module], {})).toBeUndefined();
    expect(certificateOf([module], all)).toEqual({
      lines: [{ id: 'create', minutes: 10, completedAt: 77 }],
      whole: true,
      minutes: 10,
    });
    const more = [module, { ...module, id: 'minors' as const }];
    expect(certificateOf(more, all)?.whole).toBe(false);
  });

  it('asks for what a module got since it was completed', () => {
    const grown = { ...module, pages: [...module.pages, 'three'] };
    expect(certificateOf([grown], all)).toBeUndefined();
  });
});

describe('two progresses, of two tabs', () => {
  const score = fc
    .integer({ min: 1, max: 6 })
    .chain((of) => fc.record({ right: fc.nat(of), of: fc.constant(of) }));
  const own = fc.record(
    {
      pages: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')).map((ids) => ids.sort()),
      steps: fc.uniqueArray(fc.constantFrom('d', 'e')).map((ids) => ids.sort()),
      quiz: score,
      completedAt: fc.nat(1000),
    },
    { requiredKeys: ['pages', 'steps'] },
  );
  const progress: fc.Arbitrary<Progress> = fc.dictionary(fc.constantFrom(...MODULE_IDS), own);

  it('join to the same whichever comes first, and once is enough', () => {
    fc.assert(
      fc.property(progress, progress, progress, (a, b, c) => {
        const shareOf = (joined: Progress) =>
          MODULE_IDS.map((id) => {
            const { quiz, ...rest } = joined[id] ?? {};
            return [rest, quiz && quiz.right / quiz.of];
          });
        expect(shareOf(joinProgress(a, b))).toEqual(shareOf(joinProgress(b, a)));
        expect(joinProgress(a, a)).toEqual(a);
        expect(joinProgress(joinProgress(a, b), b)).toEqual(joinProgress(a, b));
        expect(shareOf(joinProgress(joinProgress(a, b), c))).toEqual(
          shareOf(joinProgress(a, joinProgress(b, c))),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('lose nothing that either did', () => {
    fc.assert(
      fc.property(progress, progress, (a, b) => {
        const joined = joinProgress(a, b);
        for (const one of [a, b])
          for (const id of MODULE_IDS) {
            expect(joined[id]?.pages ?? []).toEqual(expect.arrayContaining([...(one[id]?.pages ?? [])]));
            expect(joined[id]?.steps ?? []).toEqual(expect.arrayContaining([...(one[id]?.steps ?? [])]));
          }
      }),
      { numRuns: 100 },
    );
  });
});
