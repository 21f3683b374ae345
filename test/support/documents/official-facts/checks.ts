import type { ClinicalFact } from '#domain/clinical/fact.ts';
import type { ObservedValue } from '#domain/clinical/observed-value.ts';
import type { ExpectedFact, ExpectedValue } from './expected.ts';

type Check = (row: ExpectedFact, fact: ClinicalFact) => string | undefined;

/** Everything in which a fact differs from a row, in words. */
export const mismatches = (row: ExpectedFact, fact: ClinicalFact): string[] =>
  CHECKS.flatMap((check) => check(row, fact) ?? []);

/** Compares a property of a row with what the fact has; a row that leaves it out agrees with everything. */
const same = <T>(
  name: string,
  expected: T | undefined,
  found: unknown,
  agree: (e: T) => boolean,
): string | undefined =>
  expected === undefined || agree(expected)
    ? undefined
    : `${name} expected ${text(expected)}, found ${text(found)}`;

const text = (value: unknown): string =>
  value === null || value === undefined
    ? 'nothing'
    : JSON.stringify(value, (_key, part: unknown) => (part instanceof RegExp ? String(part) : part));

/** The property of whatever kind of fact has it. */
const part = (fact: ClinicalFact, name: string): unknown =>
  Object.entries(fact).find(([key]) => key === name)?.[1];

const exact =
  (name: 'from' | 'to' | 'due' | 'lot' | 'severity' | 'interpretation'): Check =>
  (row, fact) => {
    const found = part(fact, name);
    return same(name, row[name], found, (expected) => (found ?? null) === expected);
  };

const matching =
  (name: 'label' | 'dose' | 'route' | 'identifier' | 'relation'): Check =>
  (row, fact) => {
    const found = part(fact, name);
    return same(name, row[name], found, (expected) => typeof found === 'string' && expected.test(found));
  };

const codes: Check = (row, fact) => {
  const found = [fact.code, ...(fact.translations ?? [])].flatMap((code) => code ?? []);
  return same('code', row.code, found, ([system, code]) =>
    found.some((one) => one.system === system && one.code === code),
  );
};

const state: Check = (row, fact) => {
  const found = part(fact, 'state');
  return same('state', row.state, found, (allowed) => allowed.some((one) => one === found));
};

const saying: Check = (row, fact) => {
  const displays = [fact.code, ...(fact.translations ?? [])].map((code) => code?.display);
  const found = [fact.label, fact.note, ...displays].filter((words) => words !== undefined).join(' ');
  return same('words', row.says, found, (expected) => expected.test(found));
};

const substance: Check = (row, fact) => {
  const found = fact.kind === 'treatment' ? (fact.substances ?? []) : [];
  return same('substances', row.substance, found, (expected) => found.some((one) => expected.test(one)));
};

const reactions: Check = (row, fact) => {
  const found = fact.kind === 'allergy' ? (fact.reactions ?? []) : [];
  return same(
    'reactions',
    row.reactions,
    found,
    (expected) =>
      expected.length === found.length && expected.every((one) => found.some((words) => one.test(words))),
  );
};

/** Spelled with or without country code and separators: the last nine figures tell. */
const figures = (phone: string): string => phone.replace(/\D/g, '').slice(-9);

const phone: Check = (row, fact) => {
  const found = fact.kind === 'contact' ? fact.phones : [];
  return same('phone', row.phone, found, (expected) =>
    found.some((one) => figures(one) === figures(expected)),
  );
};

const value: Check = (row, fact) => {
  if (fact.kind !== 'observation') return same('value', row.value, undefined, () => false);
  return same('value', row.value, fact.value, (expected) =>
    [expected].flat().some((one) => isValue(one, fact.value)),
  );
};

function isValue(expected: ExpectedValue, found: ObservedValue): boolean {
  if ('words' in expected) return found.type !== 'quantity' && expected.words.test(found.text);
  if ('coded' in expected) return found.type === 'coded' && found.code.code === expected.coded;
  if (found.type !== 'quantity') return false;
  const [comparator, number, unit] =
    expected.quantity.length === 2 ? [undefined, ...expected.quantity] : expected.quantity;
  return found.comparator === comparator && found.value === number && found.unit === unit;
}

const range: Check = (row, fact) => {
  const found = fact.kind === 'observation' ? fact.range : undefined;
  return same('range', row.range, found, (expected) => {
    if (expected === null) return found?.low === undefined && found?.high === undefined;
    return (found?.low?.value ?? null) === expected[0] && (found?.high?.value ?? null) === expected[1];
  });
};

const CHECKS: readonly Check[] = [
  matching('label'),
  codes,
  exact('from'),
  exact('to'),
  state,
  value,
  range,
  exact('interpretation'),
  matching('dose'),
  matching('route'),
  exact('lot'),
  substance,
  reactions,
  exact('severity'),
  matching('identifier'),
  exact('due'),
  phone,
  matching('relation'),
  saying,
];
