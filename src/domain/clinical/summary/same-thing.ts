import { CODE_SYSTEMS, type ClinicalCode } from '../code.ts';
import { folded } from '#base/folded.ts';
import type { Said } from './sayings.ts';

/**
 * Codes that name a kind and no thing: two allergies under «drug allergy» are two. SNOMED CT: allergies and intolerances
 * to drug, food, substance; problem, disease, finding, diagnosis, complaint, symptom. HL7 ObservationIntoleranceType.
 */
const KIND_CODES: ReadonlySet<string> = new Set([
  ...['420134006', '418038007', '419511003', '418471000', '419199007', '416098002', '414285001', '426232007'],
  ...['609328004', '609433001', '59037007', '235719002', '421961002', '232347008', '64572001', '55607006'],
  ...['404684003', '282291009', '409586006', '418799008', '248536006'],
  ...['ALG', 'INT', 'NAINT', 'DALG', 'DINT', 'DNAINT', 'EALG', 'EINT', 'ENAINT', 'FALG', 'FINT', 'FNAINT'],
  ...['OINT', 'DRUG', 'MED', 'FOOD'],
]);

/** «Allergie à la pénicilline» and «Pénicilline» are one; an intolerance is something else. */
const ALLERGY_TO =
  /^allergi(?:e|es|que) (?:connue )?(?:a la |a l |aux |au |a |de la |de l |du |des |de )(?=\S)/;

/** How a fact is known to be the same as another: it shares one of these. */
export type KeysOf<Fact> = (said: Fact, vague: ReadonlySet<string>) => readonly string[];

/** By a code in common, or by the same label. */
export const byCodeOrLabel: KeysOf<Said> = ({ fact }, vague) => [
  `label ${labelKey(fact.label)}`,
  ...codesOf(fact).filter((code) => !vague.has(code)),
];

/** The label as it is compared. */
export const labelKey = (label: string): string => folded(label).replace(ALLERGY_TO, '') || label;

/** Gathers what is the same thing, one link leading to the next; groups and members in the order of their coming. */
export function sameThings<Fact extends Said>(said: readonly Fact[], keysOf: KeysOf<Fact>): Fact[][] {
  const vague = vagueCodes(said);
  const parents: number[] = said.map((_, index) => index);
  const firstByKey = new Map<string, number>();
  said.forEach((one, index) => {
    for (const key of keysOf(one, vague)) {
      const other = firstByKey.get(key);
      if (other === undefined) firstByKey.set(key, index);
      else join(parents, other, index);
    }
  });
  const groups = new Map<number, Fact[]>();
  said.forEach((one, index) => {
    const root = rootOf(parents, index);
    const group = groups.get(root);
    if (group) group.push(one);
    else groups.set(root, [one]);
  });
  return [...groups.values()];
}

function rootOf(parents: number[], index: number): number {
  let root = index;
  for (let up = parents[root]; up !== undefined && up !== root; up = parents[root]) root = up;
  parents[index] = root;
  return root;
}

function join(parents: number[], a: number, b: number): void {
  parents[rootOf(parents, b)] = rootOf(parents, a);
}

const codesOf = ({ code, translations = [] }: Said['fact']): string[] =>
  [...(code ? [code] : []), ...translations]
    .filter(isTelling)
    .map(({ system, code: text }) => `${system} ${text}`);

/** LOINC names questions, not what is found. */
const isTelling = ({ system, code }: ClinicalCode): boolean =>
  code !== '' && system !== CODE_SYSTEMS.loinc && !KIND_CODES.has(code);

/** A code that one document gives to two labels names neither: better twice on the screen than once too few. */
function vagueCodes(said: readonly Said[]): Set<string> {
  const labels = new Map<string, string>();
  const vague = new Set<string>();
  for (const { fact, saying } of said)
    for (const code of codesOf(fact)) {
      const place = `${saying.source.documentId} ${code}`;
      const label = labels.get(place) ?? labelKey(fact.label);
      if (label !== labelKey(fact.label)) vague.add(code);
      labels.set(place, label);
    }
  return vague;
}
