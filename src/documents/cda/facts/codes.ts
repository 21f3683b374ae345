import type { ClinicalCode } from '#domain/clinical/code.ts';
import { MAX_FACT_PARTS } from '#domain/clinical/reading.ts';
import { attribute, childrenOf, descend, type XmlElement } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { cutLabel, originalText, type Texts } from './texts.ts';

/** A code (CD, CE, CV, …) with what can be said of it. */
export type Coding = {
  readonly code?: ClinicalCode;
  readonly translations?: readonly ClinicalCode[];
  /** Its display name, else the words it stands for. */
  readonly label?: string;
};

/** Where only translations have a code, the first of them is the code. */
export function codingOf(element: XmlElement | undefined, texts: Texts): Coding {
  const [code, ...translations] = [...codeOf(element), ...translationsOf(element)];
  return stated({
    code,
    translations: translations.length > 0 ? translations.slice(0, MAX_FACT_PARTS) : undefined,
    label: labelOf(element, code, texts),
  });
}

/** Codes of «another one» say nothing; the words beside them do. */
function labelOf(
  element: XmlElement | undefined,
  code: ClinicalCode | undefined,
  texts: Texts,
): string | undefined {
  const display = displayOf(element);
  const words = originalText(element, texts);
  const saysOther = code !== undefined && isOther(code);
  const label = (saysOther ? words : undefined) ?? display ?? words ?? code?.display;
  const parts = [label, ...qualifiersOf(element)].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : cutLabel(parts.join(' : '));
}

/** What makes a code more particular («Traitement» : «Radiothérapie»). */
const qualifiersOf = (element: XmlElement | undefined): string[] =>
  childrenOf(element, 'qualifier').flatMap((one) => {
    const words = [displayOf(descend(one, 'name')), displayOf(descend(one, 'value'))].filter(Boolean);
    return words.length > 0 ? [words.join(' ')] : [];
  });

/** GEN-092 and its children are «autre» in the ANS terminology TA_ASIP (1.2.250.1.213.1.1.4.322). */
const isOther = ({ code }: ClinicalCode): boolean => code.startsWith('GEN-092');

export function codeOf(element: XmlElement | undefined): ClinicalCode[] {
  const code = attribute(element, 'code');
  if (!code) return [];
  const display = displayOf(element);
  return [
    {
      system: cutLabel(attribute(element, 'codeSystem') ?? ''),
      code: cutLabel(code),
      ...(display ? { display: cutLabel(display) } : {}),
    },
  ];
}

/** Translations may be grouped by a translation without a code. */
function translationsOf(element: XmlElement | undefined): ClinicalCode[] {
  return childrenOf(element, 'translation').flatMap((one) => [...codeOf(one), ...translationsOf(one)]);
}

/** As written, with runs of white space as one blank. */
export const displayOf = (element: XmlElement | undefined): string | undefined =>
  attribute(element, 'displayName')?.replace(/\s+/g, ' ') || undefined;
