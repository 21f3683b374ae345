import { folded } from '#base/folded.ts';

export type BloodType = { readonly abo?: 'A' | 'B' | 'AB' | 'O'; readonly rhesus?: '+' | '-' };

const ABO = /(?:^|[^\p{L}\p{N}])(AB|A|B|O)(?=$|[^\p{L}\p{N}]|Rh)/gu;
const POSITIVE = /(?:\+|\bpos(?:itif|itive|itiv)?\b|\brh(?:d)? ?1\b)/;
/** «O-», «Rh -»: a dash between other words is none. */
const MINUS = /(?:[ABO]|rh[ée]sus ?|rhd? ?)\(?[-−–]1?\)?(?=$|[\s),;.])/i;
const NEGATIVE = /(?:\bneg(?:atif|ative|ativ)?\b|\brh ?-1\b)/;

/** What a label states of ABO and Rhesus D; nothing where it is not clear. */
export function bloodTypeOf(label: string): BloodType {
  const letters = new Set([...label.matchAll(ABO)].map(([, letter]) => letter));
  const [abo] = letters.size === 1 ? letters : [];
  const words = folded(label);
  const positive = POSITIVE.test(label.toLowerCase());
  const negative = NEGATIVE.test(words) || MINUS.test(label);
  return {
    ...(abo === 'A' || abo === 'B' || abo === 'AB' || abo === 'O' ? { abo } : {}),
    ...(positive === negative ? {} : { rhesus: positive ? '+' : '-' }),
  };
}

/** Equal for labels that state the same. */
export function bloodTypeKey(label: string): string {
  const { abo = '', rhesus = '' } = bloodTypeOf(label);
  return abo === '' && rhesus === '' ? folded(label) : `type ${abo}${rhesus}`;
}

/** Both may be true of one person: neither letter nor Rhesus differs where both say it. */
export const mayBeSame = (a: BloodType, b: BloodType): boolean =>
  (a.abo === undefined || b.abo === undefined || a.abo === b.abo) &&
  (a.rhesus === undefined || b.rhesus === undefined || a.rhesus === b.rhesus);
