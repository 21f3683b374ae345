import type { ClinicalFact } from './fact.ts';
import { folded } from '#base/folded.ts';

/** A fact that both versions state, differently; `parts` names what differs. */
export type ChangedFact = {
  readonly before: ClinicalFact;
  readonly after: ClinicalFact;
  readonly parts: readonly string[];
};

export type ReadingComparison = {
  readonly added: readonly ClinicalFact[];
  readonly gone: readonly ClinicalFact[];
  readonly changed: readonly ChangedFact[];
  /** How many say the same. */
  readonly same: number;
};

type Side = 'before' | 'after';
type Facts = readonly ClinicalFact[];

/**
 * What the facts of a version say otherwise than those of the one that it replaced. Facts are the same thing where one
 * code, or one label, and one date name a single fact on each side; where several could be meant, none is guessed: they
 * count as gone and added.
 */
export function compareReadings(before: Facts, after: Facts): ReadingComparison {
  const left: Record<Side, ClinicalFact[]> = { before: [...before], after: [...after] };
  const same = takeEqual(left);
  const changed: ChangedFact[] = [];
  for (const keyOf of KEYS)
    for (const [one, other] of takePairs(left, keyOf))
      changed.push({ before: one, after: other, parts: differing(one, other) });
  return { added: left.after, gone: left.before, changed, same };
}

/** From the surest to the least sure; a fact that has no such key is not matched by it. */
const KEYS: readonly ((fact: ClinicalFact) => string | undefined)[] = [
  (fact) => fact.code && fact.from && `${sortOf(fact)} ${codeOf(fact)} ${fact.from}`,
  (fact) => fact.from && `${sortOf(fact)} ${folded(fact.label)} ${fact.from}`,
  (fact) => fact.code && `${sortOf(fact)} ${codeOf(fact)}`,
  (fact) => `${sortOf(fact)} ${folded(fact.label)}`,
  // there is one of each, however it is worded
  (fact) => (fact.kind === 'bloodGroup' || fact.kind === 'pregnancy' ? fact.kind : undefined),
];

const codeOf = ({ code }: ClinicalFact): string => `${code?.system ?? ''} ${code?.code ?? ''}`;

/** What tells facts apart whatever they are called: a history is no problem, right is not left, a plan is no deed. */
function sortOf(fact: ClinicalFact): string {
  const more = 'category' in fact ? fact.category : 'role' in fact ? fact.role : 'of' in fact ? fact.of : '';
  const site = fact.kind === 'observation' ? fact.site : undefined;
  return [fact.kind, more, folded(site ?? ''), fact.planned ? 'planned' : ''].join(' ');
}

function takeEqual(left: Record<Side, ClinicalFact[]>): number {
  const written = new Map<string, number>();
  for (const fact of left.before) written.set(textOf(fact), (written.get(textOf(fact)) ?? 0) + 1);
  const equal = new Map<string, number>();
  left.after = left.after.filter((fact) => {
    const text = textOf(fact);
    const taken = equal.get(text) ?? 0;
    if (taken >= (written.get(text) ?? 0)) return true;
    equal.set(text, taken + 1);
    return false;
  });
  const before = left.before.length;
  left.before = left.before.filter((fact) => {
    const text = textOf(fact);
    const count = equal.get(text) ?? 0;
    if (count === 0) return true;
    equal.set(text, count - 1);
    return false;
  });
  return before - left.before.length;
}

function takePairs(
  left: Record<Side, ClinicalFact[]>,
  keyOf: (fact: ClinicalFact) => string | undefined,
): [ClinicalFact, ClinicalFact][] {
  const alone = { before: singles(left.before, keyOf), after: singles(left.after, keyOf) };
  const pairs: [ClinicalFact, ClinicalFact][] = [];
  for (const [key, before] of alone.before) {
    const after = alone.after.get(key);
    if (after) pairs.push([before, after]);
  }
  const taken = new Set(pairs.flat());
  left.before = left.before.filter((fact) => !taken.has(fact));
  left.after = left.after.filter((fact) => !taken.has(fact));
  return pairs;
}

/** Those that are the only ones with their key. */
function singles(facts: Facts, keyOf: (fact: ClinicalFact) => string | undefined): Map<string, ClinicalFact> {
  const byKey = new Map<string, ClinicalFact[]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    if (key) byKey.set(key, [...(byKey.get(key) ?? []), fact]);
  }
  const found = new Map<string, ClinicalFact>();
  for (const [key, [fact, ...others]] of byKey) if (fact && others.length === 0) found.set(key, fact);
  return found;
}

function differing(before: ClinicalFact, after: ClinicalFact): string[] {
  const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => textOf(one.get(name)) !== textOf(other.get(name)));
}

/** The same text for the same value, whatever the order of its members. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${textOf(member)}`).join()}}`;
}
