import { CODE_SYSTEMS } from '../code.ts';
import type { Treatment } from '../fact.ts';
import { folded } from '#base/folded.ts';
import {
  HARMLESS_LOCALLY,
  LOCAL_FORMS,
  RISK_BY_ATC,
  RISK_BY_NAME,
  RISK_CLASSES,
  type RiskClass,
} from './risk-table.ts';

/**
 * The high-risk class of a treatment: by its ATC code where it has one, else by substance or trade name; undefined where
 * the tables do not have it. Of several the first in the order of RISK_CLASSES.
 */
export function riskOf(treatment: Treatment): RiskClass | undefined {
  const codes = atcCodes(treatment);
  if (codes.length > 0) return first(codes.flatMap(byAtc));
  const found = [treatment.label, ...(treatment.substances ?? [])].flatMap((name) =>
    byName(folded(name).replaceAll('+', ' ')),
  );
  return first(isLocal(treatment) ? found.filter((risk) => !HARMLESS_LOCALLY.includes(risk)) : found);
}

/** Class by name of one word; the longer names are few. */
const NAMES = RISK_CLASSES.flatMap((risk) => RISK_BY_NAME[risk].map((name) => [name, risk] as const));
const ONE_WORD: ReadonlyMap<string, RiskClass> = new Map(NAMES.filter(([name]) => !name.includes(' ')));
const SEVERAL_WORDS = NAMES.filter(([name]) => name.includes(' '));

const byName = (words: string): RiskClass[] => [
  ...words.split(' ').flatMap((word) => ONE_WORD.get(word) ?? []),
  ...SEVERAL_WORDS.filter(([name]) => ` ${words} `.includes(` ${name} `)).map(([, risk]) => risk),
];

/** `ATC` without its OID is not taken: the code of another nomenclature may begin alike. */
const atcCodes = ({ code, translations = [] }: Treatment): string[] =>
  [...(code ? [code] : []), ...translations]
    .filter(({ system, code: text }) => system === CODE_SYSTEMS.atc && text !== '')
    .map(({ code: text }) => text.trim().toUpperCase());

function byAtc(code: string): RiskClass[] {
  const row = RISK_BY_ATC.find(([prefix]) => code.startsWith(prefix));
  return row ? [row[1]] : [];
}

function isLocal({ label, route = '', dose = '' }: Treatment): boolean {
  const words = folded(`${label} ${route} ${dose}`).split(' ');
  return LOCAL_FORMS.some((form) => words.includes(form));
}

const first = (found: readonly RiskClass[]): RiskClass | undefined =>
  RISK_CLASSES.find((risk) => found.includes(risk));
