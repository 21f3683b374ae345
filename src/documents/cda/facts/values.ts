import type { ObservedValue, ReferenceRange } from '#domain/clinical/observed-value.ts';
import { attribute, childrenOf, descend, type XmlElement } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf } from './codes.ts';
import { cutLabel, cutText, originalText, wordsAt, type Texts } from './texts.ts';
import { timeAt, typeOf } from './times.ts';

type Quantity = Extract<ObservedValue, { type: 'quantity' }>;

/** The value of an observation, as written where it is not understood; undefined where there is none, or a null flavour. */
export function valueOf(value: XmlElement | undefined, texts: Texts): ObservedValue | undefined {
  if (!value) return undefined;
  return readerOf(value)(value, texts) ?? textValue(originalText(value, texts) ?? asWritten(value));
}

const asWritten = (value: XmlElement): string | undefined => {
  const parts = ['value', 'unit', 'currency', 'extension'].map((name) => attribute(value, name));
  return parts[0] || parts[3] ? parts.filter(Boolean).join(' ') : undefined;
};

type ValueReader = (value: XmlElement, texts: Texts) => ObservedValue | undefined;

/** By `xsi:type` (HL7 v3 data types); without one, by what stands there. */
function readerOf(value: XmlElement): ValueReader {
  switch (typeOf(value)) {
    case 'PQ':
    case 'INT':
    case 'REAL':
    case 'MO':
      return quantity;
    case 'IVL_PQ':
    case 'IVL_INT':
    case 'IVL_REAL':
    case 'IVL_MO':
      return bounds;
    case 'RTO':
    case 'RTO_PQ_PQ':
    case 'RTO_MO_PQ':
    case 'RTO_QTY_QTY':
      return ratio;
    case 'BL':
      return yesOrNo;
    case 'TS':
    case 'IVL_TS':
    case 'EIVL_TS':
    case 'PIVL_TS':
      return moment;
    case 'CD':
    case 'CE':
    case 'CV':
    case 'CS':
    case 'CO':
      return coded;
    default:
      return attribute(value, 'unit') !== undefined ? quantity : anyText;
  }
}

/** Where the quantity has no number of its own, that of its first translation: the unit is a code there (PQR). */
const quantity: ValueReader = (value) => {
  for (const one of [value, ...childrenOf(value, 'translation')]) {
    const number = numberOf(attribute(one, 'value'));
    const unit = one === value ? unitOf(one) : cutLabel(attribute(one, 'code') ?? unitOf(one));
    if (number !== undefined) return { type: 'quantity', value: number, unit };
  }
  return undefined;
};

/** A decimal number (xs:decimal, xs:double); a comma is taken for a point. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || !NUMBER.test(text)) return undefined;
  return Number(text.replace(',', '.'));
}

/** Programs write as many digits as a double has, and more. */
const NUMBER = /^[+-]?(\d{1,15}([.,]\d{0,30})?|[.,]\d{1,30})([eE][+-]?\d{1,2})?$/;

const unitOf = (value: XmlElement): string =>
  cutLabel(attribute(value, 'unit') ?? attribute(value, 'currency') ?? '');

/** Only one bound: the method says no more. Two: the words of both. None: the middle, or the value itself. */
const bounds: ValueReader = (value, texts) => {
  const [low, high] = [descend(value, 'low'), descend(value, 'high')];
  const [from, to] = [low && quantity(low, texts), high && quantity(high, texts)];
  if (from?.type === 'quantity' && to?.type === 'quantity')
    return textValue(`${quantityWords(from)} – ${quantityWords(to)}`);
  if (from?.type === 'quantity') return { ...from, comparator: isInclusive(low) ? '>=' : '>' };
  if (to?.type === 'quantity') return { ...to, comparator: isInclusive(high) ? '<=' : '<' };
  return quantity(descend(value, 'center') ?? value, texts);
};

const isInclusive = (bound: XmlElement | undefined): boolean => attribute(bound, 'inclusive') !== 'false';

const quantityWords = ({ value, unit }: Quantity): string => (unit ? `${value} ${unit}` : `${value}`);

const ratio: ValueReader = (value) => {
  const [above, below] = ['numerator', 'denominator'].map((part) => {
    const element = descend(value, part);
    return element && asWritten(element);
  });
  return above && below ? textValue(`${above} / ${below}`) : undefined;
};

/** As words, since a value of its own would mean nothing to a plot. */
const yesOrNo: ValueReader = (value) => {
  const written = attribute(value, 'value');
  if (written !== 'true' && written !== 'false') return undefined;
  return textValue(written === 'true' ? 'oui' : 'non');
};

const moment: ValueReader = (value) => {
  const [from, to] = [timeAt(descend(value, 'low')), timeAt(descend(value, 'high'))];
  return textValue(timeAt(value) ?? [from, to].filter(Boolean).join(' – '));
};

const coded: ValueReader = (value, texts) => codedOr(undefined, value, texts);

/** @param words what stands for a code without a name */
function codedOr(words: string | undefined, value: XmlElement, texts: Texts): ObservedValue | undefined {
  const { code, label } = codingOf(value, texts);
  const text = label ?? (words && cutLabel(words));
  return code ? { type: 'coded', code, text: text ?? code.code } : textValue(text);
}

/** ST, ED and what has no type. «<1.0 mg/L» is how a laboratory writes a bound, since PQ cannot. */
const anyText: ValueReader = (value, texts) => {
  const words = wordsAt(value, texts) ?? attribute(value, 'value');
  return (
    boundInWords(words ?? '') ?? (attribute(value, 'code') ? codedOr(words, value, texts) : textValue(words))
  );
};

function boundInWords(words: string): ObservedValue | undefined {
  const [, sign, digits, unit] = /^(<=?|>=?|≤|≥)\s*(\d+(?:[.,]\d+)?)\s*([^\s\d]\S*)?$/.exec(words) ?? [];
  const value = numberOf(digits);
  const comparator = COMPARATORS.get(sign ?? '');
  if (value === undefined || !comparator) return undefined;
  return { type: 'quantity', value, unit: cutLabel(unit ?? ''), comparator };
}

const COMPARATORS: ReadonlyMap<string, NonNullable<Quantity['comparator']>> = new Map([
  ['<', '<'],
  ['<=', '<='],
  ['≤', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['≥', '>='],
]);

const textValue = (words: string | undefined): ObservedValue | undefined =>
  words ? { type: 'text', text: cutText(words) } : undefined;

/** The first range of an observation that says something: bounds, else words. */
export function rangeOf(observation: XmlElement, texts: Texts): ReferenceRange | undefined {
  for (const range of childrenOf(observation, 'referenceRange')) {
    const found = oneRange(descend(range, 'observationRange'), texts);
    if (found) return found;
  }
  return undefined;
}

function oneRange(range: XmlElement | undefined, texts: Texts): ReferenceRange | undefined {
  const value = descend(range, 'value');
  const words = wordsAt(descend(range, 'text'), texts) ?? (value && wordsAt(value, texts));
  const found = stated({
    low: boundOf(descend(value, 'low')),
    high: boundOf(descend(value, 'high')),
    text: words === undefined ? undefined : cutText(words),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

function boundOf(bound: XmlElement | undefined): ReferenceRange['low'] {
  const value = numberOf(attribute(bound, 'value'));
  return bound && value !== undefined ? { value, unit: unitOf(bound) } : undefined;
}

/** A value in words, for notes. */
export function valueWords(value: ObservedValue): string {
  return value.type === 'quantity' ? `${value.comparator ?? ''}${quantityWords(value)}` : value.text;
}
