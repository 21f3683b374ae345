import type { EmergencySummary, SummaryItem } from '#domain/clinical/summary/emergency-summary.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import { telHref } from '../tel-href.ts';

/** Somebody to be called with one press. */
export type Call = { who: 'contact' | 'physician'; name: string; relation?: string; phone: string };

/**
 * Whom to call first: the first person whom the holder declared, else the first whom documents name with a number; and the
 * attending physician, where a document tells the number.
 */
export function firstCalls(
  { holderData }: Pick<DossierHeader, 'holderData'>,
  { contacts, attendingPhysician }: Pick<EmergencySummary, 'contacts' | 'attendingPhysician'>,
): Call[] {
  const [declared] = holderData.personsToCall;
  const contact: Call | undefined = declared
    ? { who: 'contact', ...declared }
    : callTo('contact', contacts.items);
  const physician = callTo('physician', attendingPhysician.items);
  return [contact, physician].filter((call) => call !== undefined);
}

function callTo(who: Call['who'], items: readonly SummaryItem[]): Call | undefined {
  const found = items.find(({ phones }) => phones?.[0] !== undefined);
  const [phone] = found?.phones ?? [];
  return found && phone !== undefined ? { who, name: found.label, phone } : undefined;
}

/** «Ana NÉGO (fille)». */
export function personToCall({ format }: Pick<Messages, 'format'>, name: string, relation?: string): string {
  return relation ? `${format.name(name)} (${format.name(relation)})` : format.name(name);
}

/** Whether a number is among those that stand in the bar already: it does not stand twice on one screen. */
export const isCalled = (calls: readonly Pick<Call, 'phone'>[], phone: string): boolean =>
  calls.some((call) => national(call.phone) === national(phone));

/** +33 6… and 06… are one number. */
const national = (phone: string): string => telHref(phone).replace(/^tel:(\+33|0033)/, 'tel:0');
