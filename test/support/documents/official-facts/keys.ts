import type { ClinicalFact } from '#domain/clinical/fact.ts';
import type { ExpectedFact, FactKey } from './expected.ts';

/** The key under which a fact is counted. */
export const keyOf = (fact: ClinicalFact): FactKey => `${fact.planned ? 'planned ' : ''}${plainKeyOf(fact)}`;

function plainKeyOf(fact: ClinicalFact) {
  switch (fact.kind) {
    case 'problem':
      return `problem ${fact.category}` as const;
    case 'observation':
      return `observation ${fact.category}` as const;
    case 'contact':
      return `contact ${fact.role}` as const;
    case 'noneKnown':
      return `${fact.named ? 'denied' : 'noneKnown'} ${fact.of}` as const;
    case 'implant':
      return fact.implanted === false ? 'device' : 'implant';
    case 'allergy':
    case 'treatment':
    case 'vaccination':
    case 'pregnancy':
    case 'directive':
    case 'bloodGroup':
      return fact.kind;
  }
}

export const keysOf = (row: ExpectedFact): readonly FactKey[] =>
  typeof row.is === 'string' ? [row.is] : row.is;
