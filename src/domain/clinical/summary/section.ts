import type { ClinicalFact } from '../fact.ts';
import { folded } from '#base/folded.ts';
import type { Contradiction, Saying, SummaryItem, SummarySection } from './emergency-summary.ts';
import { byCodeOrLabel, labelKey, sameThings, type KeysOf } from './same-thing.ts';
import { newestFirst, text, type Said } from './sayings.ts';

/** What a kind of fact adds to its items, and how dangerous they are: the lowest rank first. */
export type Rules<Fact extends ClinicalFact> = {
  readonly more?: (
    facts: readonly Fact[],
  ) => Partial<Pick<SummaryItem, 'severity' | 'risk' | 'phones' | 'role'>>;
  readonly rank: (item: SummaryItem, facts: readonly Fact[]) => number;
  /** Where code and label do not say what is the same. */
  readonly keysOf?: KeysOf<Said<Fact>>;
};

/** Items of one kind: the same thing once, what is over apart, contradictions named. */
export function sectionOf<Fact extends ClinicalFact>(
  said: readonly Said<Fact>[],
  noneKnown: readonly Saying[],
  rules: Rules<Fact>,
): SummarySection {
  const ranked = sameThings(said, rules.keysOf ?? byCodeOrLabel).map((group) =>
    rankedItem(group, noneKnown, rules),
  );
  const byDanger = ranked.sort(
    (a, b) =>
      a.rank - b.rank || newestFirst(a.item.sayings[0], b.item.sayings[0]) || text(a.item.key, b.item.key),
  );
  const items = byDanger.filter(({ item }) => !isOver(item)).map(({ item }) => item);
  return {
    items,
    ended: byDanger.filter(({ item }) => isOver(item)).map(({ item }) => item),
    noneKnown: [...noneKnown].sort(newestFirst),
    finding: items.length > 0 ? 'found' : noneKnown.length > 0 ? 'noneKnown' : 'nothingFound',
  };
}

const isOver = ({ sayings }: SummaryItem): boolean => sayings.every(({ state }) => state === 'ended');

type Ranked = { readonly item: SummaryItem; readonly rank: number };

function rankedItem<Fact extends ClinicalFact>(
  group: readonly Said<Fact>[],
  noneKnown: readonly Saying[],
  { more, rank }: Rules<Fact>,
): Ranked {
  const [newest, ...older] = distinct(group.map(({ saying }) => saying).sort(newestFirst));
  if (!newest) throw new Error('a group of facts is never empty');
  const sayings = [newest, ...older] as const;
  const facts = group.map(({ fact }) => fact);
  const item: SummaryItem = {
    key: labelKey(newest.label),
    label: newest.label,
    state: newest.state,
    ...more?.(facts),
    sayings,
    contradictions: [
      ...contradictionsOf(sayings, noneKnown),
      ...(facts[0]?.kind === 'treatment' && dosesDiffer(sayings) ? (['dose'] as const) : []),
    ],
  };
  return { item, rank: rank(item, facts) };
}

/** One document that says the same twice says it once. */
function distinct(sayings: readonly Saying[]): Saying[] {
  const seen = new Map<string, Saying>();
  for (const saying of sayings) {
    const { source, ...words } = saying;
    const key = `${source.documentId} ${JSON.stringify(words)}`;
    if (!seen.has(key)) seen.set(key, saying);
  }
  return [...seen.values()];
}

function contradictionsOf(
  sayings: readonly [Saying, ...Saying[]],
  noneKnown: readonly Saying[],
): Contradiction[] {
  const [newest] = sayings;
  const states = new Set(sayings.map(({ state }) => state));
  // a date that cannot be read may be later than any
  const denied = noneKnown.some(({ source }) => (source.at ?? Infinity) >= (newest.source.at ?? -Infinity));
  return [
    ...(denied && newest.state !== 'ended' ? (['deniedLater'] as const) : []),
    ...(states.has('current') && states.has('ended') ? (['state'] as const) : []),
  ];
}

/** Between documents: one may well give a dose for the morning and another for the evening. */
function dosesDiffer(sayings: readonly Saying[]): boolean {
  const byDocument = new Map<string, string[]>();
  for (const { state, detail, source } of sayings)
    if (state !== 'ended' && detail)
      byDocument.set(source.documentId, [...(byDocument.get(source.documentId) ?? []), folded(detail)]);
  const doses = [...byDocument.values()].map((ones) => ones.sort().join(' | '));
  return new Set(doses).size > 1;
}
