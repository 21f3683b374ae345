import { DIMENSIONS, type AccessCase, type Dimension } from './access-case.ts';

/** A product runs through all classes of some dimensions, or through those that are named; the others vary by chance. */
export type CaseProduct = {
  name: string;
  over: readonly Dimension[];
  only?: { readonly [D in Dimension]?: readonly AccessCase[D][] };
};

/** Together they combine what a rule may combine: each names the dimensions that meet in the same rules. */
export const CASE_PRODUCTS: readonly CaseProduct[] = [
  {
    name: 'the rights of a professional',
    over: ['mode', 'action', 'dossier', 'authorisation', 'careTeam', 'attendingPhysician', 'profession'],
    only: { reader: ['professional'] },
  },
  {
    name: 'a document of an open dossier',
    over: [
      'mode',
      'action',
      'authorisation',
      'attendingPhysician',
      'document',
      'status',
      'masked',
      'hiddenFromHolder',
      'typeClosed',
      'mayHideFromAll',
    ],
    only: {
      reader: ['professional'],
      dossier: ['active'],
      profession: ['doctor', 'nurse', 'dentist', 'otherHealth'],
      document: ['own', 'others'],
      action: [
        'retrieveDocument',
        'provideDocument',
        'replaceDocument',
        'archiveDocument',
        'deleteDocument',
        'maskDocument',
        'unmaskDocument',
        'revealToHolder',
        'revealToRepresentatives',
      ],
    },
  },
  {
    name: 'emergency accesses',
    over: [
      'mode',
      'action',
      'dossier',
      'authorisation',
      'profession',
      'entitlement',
      'refusesBreakGlass',
      'refusesDispatchCentre',
    ],
    only: { reader: ['professional'], mode: ['bris_de_glace', 'centre_15'] },
  },
  {
    name: 'an emergency access to a document',
    over: [
      'mode',
      'authorisation',
      'profession',
      'entitlement',
      'refusesBreakGlass',
      'refusesDispatchCentre',
      'document',
      'masked',
      'typeClosed',
    ],
    only: {
      reader: ['professional'],
      mode: ['bris_de_glace', 'centre_15'],
      action: ['retrieveDocument'],
      dossier: ['active'],
      status: ['current', 'deprecated', 'archived'],
      profession: ['doctor', 'nurse', 'dentist', 'otherHealth'],
    },
  },
  {
    name: 'minors, representatives and secrecy',
    over: [
      'mode',
      'action',
      'document',
      'masked',
      'hiddenFromHolder',
      'hiddenFromRepresentatives',
      'minor',
      'represented',
      'confidential',
      'mayHideFromAll',
    ],
    only: {
      reader: ['professional'],
      dossier: ['active'],
      authorisation: ['none', 'granted'],
      profession: ['doctor', 'nurse'],
      status: ['current'],
    },
  },
  {
    name: 'an export for the holder or a representative',
    over: [
      'reader',
      'mode',
      'action',
      'dossier',
      'status',
      'masked',
      'hiddenFromHolder',
      'hiddenFromRepresentatives',
      'minor',
      'represented',
    ],
    only: { reader: ['holder', 'representative'] },
  },
];

/**
 * Every case of a product, each once. What is not run through is drawn, from the same numbers each time, so that a failure
 * comes again.
 */
export function* casesOf({ over, only = {} }: CaseProduct): Generator<AccessCase> {
  const classes = { ...DIMENSIONS, ...only };
  const draw = drawer(classes);
  const place = over.map(() => 0);
  do {
    const facts = draw();
    over.forEach((dimension, i) => set(facts, dimension, classes[dimension][place[i] ?? 0]));
    yield facts;
  } while (
    advance(
      place,
      over.map((dimension) => classes[dimension].length),
    )
  );
}

/** Cases of the whole space by chance, so that no dimension is fixed for ever. */
export function* someCases(count: number): Generator<AccessCase> {
  const draw = drawer(DIMENSIONS);
  for (let drawn = 0; drawn < count; drawn += 1) yield draw();
}

type Classes = Readonly<Record<Dimension, readonly (string | boolean)[]>>;

const set = (facts: AccessCase, dimension: Dimension, value: unknown): void => {
  Object.assign(facts, { [dimension]: value });
};

/** Counts up like the wheels of a meter; false when all have gone round. */
function advance(place: number[], sizes: readonly number[]): boolean {
  for (let i = place.length - 1; i >= 0; i -= 1) {
    place[i] = ((place[i] ?? 0) + 1) % (sizes[i] ?? 1);
    if (place[i] !== 0) return true;
  }
  return false;
}

/** Draws by a linear congruence (Numerical Recipes): chance enough, and the same everywhere. */
function drawer(classes: Classes): () => AccessCase {
  let state = 20261123;
  const next = (size: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * size);
  };
  const dimensions = Object.keys(DIMENSIONS) as Dimension[];
  return () => {
    const facts: Partial<Record<Dimension, unknown>> = {};
    for (const dimension of dimensions)
      facts[dimension] = classes[dimension][next(classes[dimension].length)];
    return facts as AccessCase;
  };
}
