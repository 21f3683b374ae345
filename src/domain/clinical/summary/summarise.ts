import type { ClinicalFact, Contact, FactKind, Pregnancy, Problem, Treatment } from '../fact.ts';
import { instantOf } from '../series-time.ts';
import { bloodTypeKey, bloodTypeOf, mayBeSame } from './blood-group.ts';
import type {
  Contradiction,
  EmergencySummary,
  Saying,
  SummaryDocument,
  SummaryItem,
  SummarySection,
  SummaryState,
} from './emergency-summary.ts';
import { riskOf } from './risk-class.ts';
import { RISK_CLASSES } from './risk-table.ts';
import { labelKey } from './same-thing.ts';
import { sayingOf, sourceOf, type Said } from './sayings.ts';
import { sectionOf } from './section.ts';

/**
 * What the documents say that matters at once, without choosing between them. Documents that were replaced, archived or
 * deleted do not count; masked ones do where they are given. `now` in ms since 1970.
 */
export function emergencySummary(documents: readonly SummaryDocument[], now: number): EmergencySummary {
  const counted = documents.filter(({ status }) => status === 'current');
  const said = counted.flatMap((document): Said[] => {
    const source = sourceOf(document, now);
    return document.facts.filter(isSo).map((fact) => ({ fact, saying: sayingOf(fact, source, now) }));
  });
  const none = (kind: string): Saying[] =>
    ofKind(said, 'noneKnown').flatMap(({ fact, saying }) =>
      fact.of === kind && !fact.named ? [saying] : [],
    );
  return {
    allergies: sectionOf(ofKind(said, 'allergy'), none('allergy'), {
      more: (facts) => gravest(facts.flatMap(({ severity }) => severity ?? [])),
      rank: ({ severity }) => SEVERITIES.indexOf(severity),
    }),
    ...treatmentSections(ofKind(said, 'treatment'), none('treatment')),
    pregnancy: pregnancySection(ofKind(said, 'pregnancy'), none('pregnancy'), now),
    implants: sectionOf(ofKind(said, 'implant'), none('implant'), { rank: byState }),
    problems: problemSection(ofKind(said, 'problem'), none('problem')),
    directives: sectionOf(ofKind(said, 'directive'), none('directive'), { rank: byState }),
    bloodGroup: bloodGroupSection(said),
    contacts: contactSection(said, ['trusted', 'emergency']),
    attendingPhysician: contactSection(said, ['attendingPhysician']),
    documents: {
      read: counted.filter(({ unread }) => !unread).length,
      unread: counted.filter(({ unread }) => unread).map((document) => sourceOf(document, now)),
    },
  };
}

/** What is only planned is not so yet; a device that nobody implanted is no implant. */
const isSo = (fact: ClinicalFact): boolean =>
  fact.planned !== true && !(fact.kind === 'implant' && fact.implanted === false);

/** Unsaid may be severe. */
const SEVERITIES: readonly SummaryItem['severity'][] = ['severe', undefined, 'moderate', 'mild'];
const STATES: readonly SummaryState[] = ['current', 'unknown', 'ended'];
const CATEGORIES: readonly Problem['category'][] = ['problem', 'history', 'act', 'risk'];
/** Longest pregnancy, counted from any day of it: 44 weeks. */
const LONGEST_PREGNANCY_MS = 44 * 7 * 86_400_000;
/** Born so long after the date that was expected, whatever the document says: four weeks. */
const AFTER_TERM_MS = 28 * 86_400_000;

const byState = ({ state }: SummaryItem): number => STATES.indexOf(state);

const gravest = (
  severities: readonly NonNullable<SummaryItem['severity']>[],
): Pick<SummaryItem, 'severity'> => {
  const found = SEVERITIES.find((severity) => severity !== undefined && severities.includes(severity));
  return found === undefined ? {} : { severity: found };
};

/** A product that one document codes and another names is dangerous in both: the class is that of the whole item. */
function treatmentSections(
  said: readonly Said<Treatment>[],
  none: readonly Saying[],
): Pick<EmergencySummary, 'riskTreatments' | 'treatments'> {
  const all = sectionOf(said, none, {
    more: (facts) => {
      const risks = facts.map(riskOf);
      const risk = RISK_CLASSES.find((one) => risks.includes(one));
      return risk === undefined ? {} : { risk };
    },
    rank: ({ risk, state }) =>
      (risk === undefined ? RISK_CLASSES.length : RISK_CLASSES.indexOf(risk)) * STATES.length +
      STATES.indexOf(state),
  });
  const part = (wanted: boolean): SummarySection => {
    const items = all.items.filter(({ risk }) => (risk !== undefined) === wanted);
    const ended = all.ended.filter(({ risk }) => (risk !== undefined) === wanted);
    return { ...all, items, ended, finding: items.length > 0 ? 'found' : restOf(all) };
  };
  return { riskTreatments: part(true), treatments: part(false) };
}

/** Where there are treatments of the other part, «none known» would be untrue. */
const restOf = ({ items, finding }: SummarySection): SummarySection['finding'] =>
  items.length > 0 ? 'nothingFound' : finding;

const problemSection = (said: readonly Said<Problem>[], none: readonly Saying[]): SummarySection =>
  sectionOf(
    said.filter(({ fact }) => fact.category !== 'family'),
    none,
    {
      rank: ({ state }, facts) =>
        STATES.indexOf(state) * CATEGORIES.length +
        Math.min(...facts.map(({ category }) => CATEGORIES.indexOf(category))),
    },
  );

/** One at a time: what was born, or ended before another was spoken of, is no part of the one that is current. */
function pregnancySection(
  said: readonly Said<Pregnancy>[],
  none: readonly Saying[],
  now: number,
): SummarySection {
  const current = said.filter(({ saying }) => saying.state !== 'ended' && !isBorn(saying, now));
  const began = Math.min(...current.map(({ saying }) => saying.source.at ?? Infinity));
  const isEarlier = ({ saying }: Said): boolean =>
    isBorn(saying, now) || (saying.to !== undefined && (instantOf(saying.to) ?? -Infinity) < began);
  const rules = { rank: byState, keysOf: () => ['pregnancy'] };
  const present = sectionOf(
    said.filter((one) => !isEarlier(one)),
    none,
    rules,
  );
  const earlier = sectionOf(said.filter(isEarlier), none, { rank: byState });
  return { ...present, ended: [...present.ended, ...earlier.items, ...earlier.ended] };
}

/** Over by nature, where no document says so. */
function isBorn({ detail: due, source: { at } }: Saying, now: number): boolean {
  const term = due === undefined ? undefined : instantOf(due);
  if (term !== undefined) return term + AFTER_TERM_MS < now;
  return at !== undefined && at + LONGEST_PREGNANCY_MS < now;
}

function bloodGroupSection(said: readonly Said[]): SummarySection {
  const section = sectionOf(ofKind(said, 'bloodGroup'), [], {
    rank: () => 0,
    keysOf: ({ fact }) => [bloodTypeKey(fact.label)],
  });
  const types = section.items.map(({ label }) => bloodTypeOf(label));
  const differs = types.some((a) => types.some((b) => !mayBeSame(a, b)));
  if (!differs) return section;
  const contradictions: Contradiction[] = ['bloodGroup'];
  return { ...section, items: section.items.map((item) => ({ ...item, contradictions })) };
}

const contactSection = (said: readonly Said[], roles: readonly Contact['role'][]): SummarySection =>
  sectionOf(
    ofKind(said, 'contact').filter(({ fact }) => roles.includes(fact.role)),
    [],
    {
      // two people may have one role, and so one code
      keysOf: ({ fact }) => [labelKey(fact.label)],
      more: (facts) => ({
        phones: phonesOf(facts),
        role: roles.find((role) => facts.some((fact) => fact.role === role)) ?? 'emergency',
      }),
      rank: ({ role }) => (role === undefined ? roles.length : roles.indexOf(role)),
    },
  );

/** Each number once, however it is written. */
function phonesOf(facts: readonly Contact[]): string[] {
  const written = new Map<string, string>();
  for (const phone of facts.flatMap(({ phones }) => phones)) {
    const digits = phone
      .replace(/^tel:/i, '')
      .replace(/[^\d+]/g, '')
      .replace(/^(?:\+|00)33/, '0');
    if (digits !== '' && !written.has(digits)) written.set(digits, phone.replace(/^tel:/i, '').trim());
  }
  return [...written.values()];
}

const ofKind = <Kind extends FactKind>(
  said: readonly Said[],
  kind: Kind,
): Said<Extract<ClinicalFact, { kind: Kind }>>[] =>
  said.filter((one): one is Said<Extract<ClinicalFact, { kind: Kind }>> => one.fact.kind === kind);
