import type { Contact } from '#domain/clinical/fact.ts';
import { MAX_FACT_PARTS } from '#domain/clinical/reading.ts';
import type { XmlElement } from '#documents/xml/element.ts';
import { readContacts } from '../contacts.ts';
import type { CdaContact } from '../document.ts';
import { noteOf } from './details.ts';
import { cutLabel } from './texts.ts';

/** The people whom the header names around the patient. */
export const contactFacts = (root: XmlElement): Contact[] => readContacts(root).map(contactFact);

function contactFact({ role, name, relation, phones, mails }: CdaContact): Contact {
  const note = noteOf(...mails);
  return {
    kind: 'contact',
    role,
    label: cutLabel(name),
    ...(relation ? { relation: cutLabel(relation) } : {}),
    phones: phones.slice(0, MAX_FACT_PARTS).map(cutLabel),
    ...(note ? { note } : {}),
  };
}
