import type { HolderData } from '#domain/dossier/holder-data.ts';

/** The administrative data as they are typed: every field a text. */
export type HolderDraft = {
  lines: string;
  postalCode: string;
  city: string;
  country: string;
  phone: string;
  email: string;
  persons: { name: string; relation: string; phone: string }[];
  sex: '' | 'F' | 'M';
  sexReason: string;
};

export type HolderFault = 'address' | 'phone' | 'email' | 'sexReason' | `person${number}`;

export const holderDraftOf = (data: HolderData): HolderDraft => ({
  lines: data.address?.lines.join('\n') ?? '',
  postalCode: data.address?.postalCode ?? '',
  city: data.address?.city ?? '',
  country: data.address?.country ?? '',
  phone: data.phone ?? '',
  email: data.email ?? '',
  persons: data.personsToCall.map(({ name, relation, phone }) => ({ name, relation: relation ?? '', phone })),
  sex: data.sex?.value ?? '',
  sexReason: data.sex?.reason ?? '',
});

const PHONE = /^\+?[0-9][0-9 .-]{2,24}$/;
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

const addressLines = ({ lines }: HolderDraft): string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** What is missing or wrong; the same forms as the wire's, so that the server refuses nothing that was typed here. */
export function holderFaults(draft: HolderDraft): HolderFault[] {
  const faults: HolderFault[] = [];
  const parts = [addressLines(draft).length > 0, draft.postalCode.trim() !== '', draft.city.trim() !== ''];
  if ((parts.includes(true) || draft.country.trim() !== '') && parts.includes(false)) faults.push('address');
  if (addressLines(draft).length > 4) faults.push('address');
  if (draft.phone.trim() !== '' && !PHONE.test(draft.phone.trim())) faults.push('phone');
  if (draft.email.trim() !== '' && !EMAIL.test(draft.email.trim())) faults.push('email');
  if (draft.sex !== '' && draft.sexReason.trim() === '') faults.push('sexReason');
  draft.persons.forEach(({ name, phone }, at) => {
    if (name.trim() === '' || !PHONE.test(phone.trim())) faults.push(`person${at}`);
  });
  return faults;
}

/** The data of a draft without faults. */
export function holderDataOf(draft: HolderDraft): HolderData {
  const lines = addressLines(draft);
  const country = draft.country.trim();
  const place = { lines, postalCode: draft.postalCode.trim(), city: draft.city.trim() };
  return {
    ...(lines.length > 0 && { address: { ...place, ...(country && { country }) } }),
    ...(draft.phone.trim() && { phone: draft.phone.trim() }),
    ...(draft.email.trim() && { email: draft.email.trim() }),
    personsToCall: draft.persons.map(({ name, relation, phone }) => ({
      name: name.trim(),
      phone: phone.trim(),
      ...(relation.trim() && { relation: relation.trim() }),
    })),
    ...(draft.sex !== '' && { sex: { value: draft.sex, reason: draft.sexReason.trim() } }),
  };
}
