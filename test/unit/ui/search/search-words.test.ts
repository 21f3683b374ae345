import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterChoices, type FilterChoices } from '#documents/search/filters.ts';
import { dossier } from '#ui/messages/fr/dossier.ts';
import { fr, type Texts } from '#ui/messages/fr.ts';
import { typeChoiceOf, typeGroups, withTypeChoice, withValue } from '#ui/search/filter-words.ts';
import { runsOf } from '#ui/search/marked.ts';
import { stateWords } from '#ui/search/state-words.ts';
import { sample } from '../../documents/search/samples.ts';

const choices: FilterChoices = filterChoices([
  sample(0, { typeCode: '11502-2', author: 'B' }),
  sample(1, { typeCode: '34874-8', author: 'A' }),
  sample(2, { typeCode: 'SYNTH', author: 'A' }),
]);
const messages = { locale: 'fr', text: { ...fr, dossier } as Texts } as const;

describe('the filters of a search', () => {
  it('offer what is there: classes with their types, a class of one type as that type', () => {
    expect(typeGroups(messages, choices)).toEqual([
      {
        label: 'Compte rendu',
        options: [
          { value: 'class:10', label: 'Compte rendu' },
          { value: 'type:11502-2', label: "CR d'examens biologiques" },
          { value: 'type:34874-8', label: 'CR opératoire' },
        ],
      },
      { label: 'Synthèse', options: [{ value: 'type:SYNTH', label: 'Synthèse' }] },
    ]);
    expect(choices.authors).toEqual(['A', 'B']);
  });

  it('are set and taken away one by one', () => {
    const byClass = withTypeChoice({ author: 'A', typeCode: 'SYNTH' }, 'class:10', choices);
    expect(byClass).toEqual({ author: 'A', classCode: '10' });
    expect(typeChoiceOf(byClass)).toBe('class:10');
    expect(withTypeChoice(byClass, '', choices)).toEqual({ author: 'A' });
    expect(withTypeChoice(byClass, 'type:unknown', choices)).toEqual({ author: 'A' });
    expect(withValue({ author: 'A', from: '2024-01-01' }, 'author', '')).toEqual({ from: '2024-01-01' });
    expect(withValue({}, 'to', '2024-01-01')).toEqual({ to: '2024-01-01' });
  });
});

describe('a highlighted text', () => {
  it('is the same text in runs', () => {
    expect(runsOf('un deux trois', [{ start: 103, end: 107 }], 100)).toEqual([
      { text: 'un ', marked: false },
      { text: 'deux', marked: true },
      { text: ' trois', marked: false },
    ]);
  });

  it('loses and adds nothing, whatever the marks', () => {
    const mark = fc.record({ start: fc.nat(30), end: fc.nat(30) });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        fc.array(mark, { maxLength: 5 }),
        fc.nat(10),
        (text, marks, start) => {
          expect(
            runsOf(text, marks, start)
              .map((run) => run.text)
              .join(''),
          ).toBe(text);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('why a text was not searched', () => {
  it('is said, and nothing where it was', () => {
    expect(stateWords(dossier.search, 'none')).toBe('Non cherchable\u00a0: document numérisé');
    expect(stateWords(dossier.search, 'whole')).toBeUndefined();
  });
});
