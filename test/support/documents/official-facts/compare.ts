import type { ClinicalFact } from '#domain/clinical/fact.ts';
import type { ObservedValue } from '#domain/clinical/observed-value.ts';
import {
  UNCOUNTED,
  type Count,
  type ExpectedDocument,
  type ExpectedFact,
  type ExpectedValue,
  type FactKey,
} from './expected.ts';

/** What is wrong with the facts of a document, one line each: file, kind, expected, found. Empty: nothing. */
export const countDifferences = (document: ExpectedDocument, facts: readonly ClinicalFact[]): string[] => {
  const found = new Map<FactKey, ClinicalFact[]>();
  for (const fact of facts) found.set(keyOf(fact), [...(found.get(keyOf(fact)) ?? []), fact]);
  const keys = new Set([...(Object.keys(document.counts) as FactKey[]), ...found.keys()]);
  return [...keys]
    .filter((key) => !UNCOUNTED.includes(key))
    .flatMap((key) => {
      const there = found.get(key) ?? [];
      const expected = document.counts[key] ?? 0;
      if (within(there.length, expected)) return [];
      const labels = there.map(({ label }) => `«${label}»`).join(', ');
      return [
        `${document.file}: ${key}: expected ${countText(expected)}, found ${there.length} ${labels}`.trim(),
      ];
    });
};

/** The differences of the fact that comes nearest to a row; empty where one agrees in everything. */
export const factDifferences = (
  file: string,
  row: ExpectedFact,
  facts: readonly ClinicalFact[],
): string[] => {
  const candidates = facts
    .filter((fact) => keysOf(row).includes(keyOf(fact)))
    .map((fact) => mismatches(row, fact))
    .sort((one, other) => one.length - other.length);
  const where = `${file}: ${rowText(row)}`;
  const [nearest] = candidates;
  if (!nearest) return [`${where}: expected one, found none of this kind`];
  return nearest.map((difference) => `${where}: ${difference}`);
};

/** The facts that agree with a row in everything, for what must never be read. */
export const misreadings = (file: string, row: ExpectedFact, facts: readonly ClinicalFact[]): string[] =>
  facts
    .filter((fact) => keysOf(row).includes(keyOf(fact)) && mismatches(row, fact).length === 0)
    .map(({ label }) => `${file}: ${rowText(row)}: expected none, found «${label}»`);

export const rowText = (row: ExpectedFact): string =>
  `${keysOf(row).join(' or ')} ${row.code ? row.code[1] : String(row.label)}${row.from ? ` ${row.from}` : ''}`;

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

const keysOf = (row: ExpectedFact): readonly FactKey[] => (typeof row.is === 'string' ? [row.is] : row.is);

const within = (count: number, expected: Count): boolean =>
  typeof expected === 'number' ? count === expected : count >= expected[0] && count <= expected[1];

const countText = (expected: Count): string =>
  typeof expected === 'number' ? String(expected) : `${expected[0]} to ${expected[1]}`;

type Check = (row: ExpectedFact, fact: ClinicalFact) => string | undefined;

const mismatches = (row: ExpectedFact, fact: ClinicalFact): string[] =>
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
