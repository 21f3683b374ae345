import type { Sheet, SheetAnswer, SheetBlock, SheetFact } from '#documents/sheet/sheet.ts';
import type { CreationDraft, EmergencyConsents } from '#domain/consent/creation-steps.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { Representative } from '#domain/rights/representative.ts';
import { professionWords } from '../dossier/actor-words.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import type { IdentifiedPerson } from '../vitale/vitale-session.svelte.ts';

/** What the sheets of a creation say of it. */
export type CreationFacts = {
  readonly person: IdentifiedPerson;
  readonly representative: Representative | undefined;
  /** TD1.2: a closed dossier is opened again. */
  readonly reopening: boolean;
  readonly brochureVersion: string;
  readonly by: Actor | undefined;
  /** Of the sheet, ms since 1970. */
  readonly at: number;
};

/** What was said so far; nothing where the person has not consented yet. */
export type Said = EmergencyConsents | undefined;

type Words = Pick<Messages, 'text' | 'format' | 'locale'>;

/** The form that a holder may sign, with what was said to the professional: to be printed during a creation. */
export function consentSheet(messages: Words, facts: CreationFacts, said: Said): Sheet {
  const t = messages.text.patient;
  return {
    ...frame(messages, facts),
    title: facts.reopening ? t.consent.titleReopen : t.consent.title,
    subtitle: t.consent.subtitle,
    blocks: [
      { kind: 'facts', rows: peopleRows(messages, facts, t.people.collectedAt) },
      { kind: 'heading', text: t.consent.informed },
      { kind: 'list', items: t.consent.informedPoints },
      { kind: 'heading', text: said ? t.consent.said : t.consent.notSaid },
      answers(messages, facts, said),
      { kind: 'heading', text: t.consent.signatures },
      { kind: 'signatures', labels: [t.consent.holderSigns, t.consent.professionalSigns] },
      quiet(t.consent.proof),
      quiet(t.consent.reference),
    ],
  };
}

/**
 * EX_1.X-1320: handed to the holder after the creation or the reactivation. `recorded`: without a network, what waits on the
 * device is said to wait.
 */
export function receiptSheet(
  messages: Words,
  facts: CreationFacts,
  { creation, recorded }: { creation: CreationDraft; recorded: boolean },
): Sheet {
  const t = messages.text.patient;
  const when = recorded ? 'recordedAt' : facts.reopening ? 'reopenedAt' : 'createdAt';
  const { breakGlass = false, dispatchCentre = false } = creation.consent ?? {};
  return {
    ...frame(messages, facts),
    title: t.receipt[receiptTitle(facts, recorded)],
    subtitle: t.receipt.subtitle,
    blocks: [
      ...(recorded ? [{ kind: 'paragraph', text: t.receipt.waitingText, tone: 'lead' } as const] : []),
      { kind: 'facts', rows: peopleRows(messages, facts, t.receipt[when]) },
      { kind: 'heading', text: t.receipt.said },
      answers(messages, facts, creation.consent && { breakGlass, dispatchCentre }),
      { kind: 'heading', text: t.receipt.rights },
      { kind: 'list', items: t.receipt.rightsPoints },
      quiet(t.receipt.reference),
    ],
  };
}

function receiptTitle({ reopening }: CreationFacts, recorded: boolean) {
  if (recorded) return reopening ? 'waitingReopen' : 'waiting';
  return reopening ? 'reopened' : 'created';
}

const frame = ({ text, format, locale }: Words, { at }: CreationFacts) => ({
  language: locale === 'fr' ? ('fr-FR' as const) : ('en-GB' as const),
  size: 'normal' as const,
  edition: text.patient.madeAt(format.dateTime(at)),
  pageNumber: text.patient.pageNumber,
});

const quiet = (text: string): SheetBlock => ({ kind: 'paragraph', text, tone: 'quiet' });

function peopleRows(messages: Words, facts: CreationFacts, when: string): SheetFact[] {
  const { text, format, locale } = messages;
  const t = text.patient.people;
  const { person, representative, by } = facts;
  const roles = text.dossier.rights.representatives.roles;
  return [
    { label: t.holder, value: format.holderName(person.traits) },
    { label: t.birth, value: format.birthDate(person.traits.birthDate) ?? t.birthUnknown },
    { label: t.insC, value: format.insC(person.insC) },
    ...(representative
      ? [
          {
            label: t.representative,
            value: `${format.holderName(representative)} (${roles[representative.role]})`,
          },
        ]
      : []),
    ...(by
      ? [
          {
            label: t.collectedBy,
            value: `${format.name(by.name)}, ${professionWords(by.profession, locale)}`,
          },
        ]
      : []),
    { label: when, value: format.dateTime(facts.at) },
    { label: t.brochure, value: t.brochureVersion(facts.brochureVersion) },
  ];
}

function answers({ text }: Words, { reopening }: CreationFacts, said: Said): SheetBlock {
  const { questions, yes, no } = text.patient;
  const answer = (label: string, given: boolean | undefined): SheetAnswer => ({
    label,
    choices: [yes, no],
    chosen: given === undefined ? undefined : given ? 'yes' : 'no',
  });
  return {
    kind: 'answers',
    items: [
      answer(reopening ? questions.reopen : questions.create, said && true),
      answer(questions.breakGlass, said?.breakGlass),
      answer(questions.dispatchCentre, said?.dispatchCentre),
    ],
  };
}
