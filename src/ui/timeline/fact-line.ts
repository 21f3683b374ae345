import type { ClinicalFact } from '#domain/clinical/fact.ts';
import type { ObservedValue, ReferenceRange } from '#domain/clinical/observed-value.ts';
import { documentDate } from '../dossier/document-words.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import { unitWords } from '../results/unit-words.ts';

/** What a fact says beside its label, on one line: value, dose, state, dates, remark. */
export function factDetail(messages: Messages, fact: ClinicalFact): string {
  const { dossier, clinical } = messages.text;
  const date = (iso: string | undefined): string | undefined => iso && documentDate(messages, iso);
  const [from, to] = [date(fact.from), date(fact.to)];
  const { since, until, state } = clinical.summary;
  return [
    ...ownWords(messages, fact),
    'state' in fact && fact.state !== 'unknown' ? state[fact.state] : undefined,
    fact.planned && dossier.timeline.planned,
    fact.kind === 'observation' ? from : from && since(from),
    to && until(to),
    fact.note,
  ]
    .filter(Boolean)
    .join(', ');
}

function ownWords(messages: Messages, fact: ClinicalFact): (string | undefined)[] {
  const { severity, role } = messages.text.clinical.summary;
  switch (fact.kind) {
    case 'observation':
      return [
        valueWords(messages, fact.value),
        rangeWords(messages, fact.range),
        fact.interpretation,
        fact.site,
      ];
    case 'treatment':
      return [fact.dose, fact.route, ...givenWords(messages, fact), fact.substances?.join(' + ')];
    case 'allergy':
      return [fact.severity && severity[fact.severity], fact.reactions?.join(', ')];
    case 'vaccination':
      return [fact.dose, ...givenWords(messages, fact)];
    case 'contact':
      return [role[fact.role], fact.relation, fact.phones.join(', ')];
    case 'implant':
      return [fact.identifier];
    case 'pregnancy':
      return [fact.due && documentDate(messages, fact.due)];
    case 'problem':
    case 'directive':
    case 'bloodGroup':
    case 'noneKnown':
      return [];
  }
}

/** Where it was given, and of which lot, unless its remark says so already. */
function givenWords(
  { text }: Messages,
  { site, lot, note = '' }: { readonly site?: string; readonly lot?: string; readonly note?: string },
): (string | undefined)[] {
  const untold = (words: string | undefined): string | undefined =>
    words !== undefined && note.includes(words) ? undefined : words;
  const number = untold(lot);
  return [untold(site), number && text.dossier.timeline.lot(number)];
}

function valueWords(messages: Pick<Messages, 'locale' | 'format'>, value: ObservedValue): string {
  if (value.type !== 'quantity') return value.text;
  const number = numberWords(messages, value.value);
  return [value.comparator, number, unitWords(value.unit, messages.locale)].filter(Boolean).join('\u00a0');
}

function rangeWords(messages: Messages, range: ReferenceRange | undefined): string | undefined {
  if (!range) return undefined;
  const { low, high, text } = range;
  const [from, to] = [low, high].map((bound) => bound && numberWords(messages, bound.value));
  const bounds = from && to ? `${from} – ${to}` : from ? `≥ ${from}` : to ? `≤ ${to}` : text;
  return bounds && `(${bounds})`;
}

/** With all figures that were written. */
const numberWords = ({ locale }: Pick<Messages, 'locale'>, value: number): string =>
  value.toLocaleString(locale === 'fr' ? 'fr-FR' : 'en-GB', { maximumSignificantDigits: 15 });
