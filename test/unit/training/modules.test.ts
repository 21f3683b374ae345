import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TRAINING_MODULES } from '#training/library.ts';
import { texts as en } from '#training/library-en.ts';
import { texts as fr } from '#training/library-fr.ts';
import { MODULE_IDS, type ModuleTexts } from '#training/module.ts';

const keys = (record: object): string[] => Object.keys(record).sort();
/** Every text that a person reads. */
function words({ title, summary, pages, steps, questions }: ModuleTexts): string[] {
  return [
    title,
    summary,
    ...Object.values(pages).flatMap(({ title: head, blocks }) => [
      head,
      ...blocks.flatMap((block) =>
        typeof block === 'string' ? [block] : 'list' in block ? block.list : [block.source],
      ),
    ]),
    ...Object.values(steps).flatMap(({ title: head, hint }) => [head, hint]),
    ...Object.values(questions).flatMap(({ question, answers, explanation }) => [
      question,
      ...Object.values(answers),
      explanation,
    ]),
  ];
}

describe('the library of training modules', () => {
  it('has one folder each, and each of them once', () => {
    expect(TRAINING_MODULES.map(({ id }) => id)).toEqual([...MODULE_IDS]);
    expect(readdirSync('src/training/modules').sort()).toEqual([...MODULE_IDS].sort());
  });

  it('practises everything but what the DMP is', () => {
    const theory = TRAINING_MODULES.filter(({ exercise }) => !exercise).map(({ id }) => id);
    expect(theory).toEqual(['what-the-dmp-is']);
  });
});

describe.each(TRAINING_MODULES.map((module) => [module.id, module] as const))(
  'the module %s',
  (id, module) => {
    it.each([
      ['French', fr[id]],
      ['English', en[id]],
    ])('has all its words in %s, and no others', (_language, own) => {
      expect(keys(own.pages)).toEqual([...module.pages].sort());
      expect(keys(own.steps)).toEqual((module.exercise?.steps ?? []).map((step) => step.id).sort());
      expect(keys(own.questions)).toEqual(module.quiz.map((question) => question.id).sort());
      for (const { id: question, answers } of module.quiz)
        expect(keys(own.questions[question]?.answers ?? {})).toEqual([...answers].sort());
      expect(words(own).filter((text) => text.trim() === '')).toEqual([]);
      expect(own.exercise === '').toBe(module.exercise === undefined);
    });

    it('says the same in both languages: as many blocks of the same kinds', () => {
      const kinds = (own: ModuleTexts) =>
        module.pages.map((page) =>
          own.pages[page]?.blocks.map((block) =>
            typeof block === 'string' ? 'text' : Object.keys(block)[0],
          ),
        );
      expect(kinds(en[id])).toEqual(kinds(fr[id]));
      expect(words(en[id]).filter((text) => text.length > 40 && words(fr[id]).includes(text))).toEqual([]);
    });

    it('asks at least four questions, each with one right answer among several, explained', () => {
      expect(module.quiz.length).toBeGreaterThanOrEqual(4);
      for (const { id: question, answers, right } of module.quiz) {
        expect(answers).toContain(right);
        expect(new Set(answers).size).toBe(answers.length);
        expect(answers.length).toBeGreaterThanOrEqual(2);
        for (const own of [fr[id], en[id]])
          expect(own.questions[question]?.explanation.length).toBeGreaterThan(25);
      }
      const places = module.quiz.map(({ answers, right }) => answers.indexOf(right));
      expect(new Set(places).size).toBeGreaterThan(1);
    });

    it('has steps of their own ids, each with a check of its own', () => {
      const steps = module.exercise?.steps ?? [];
      expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
      expect(new Set(steps.map(({ check }) => JSON.stringify(check))).size).toBe(steps.length);
    });
  },
);
