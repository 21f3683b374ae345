import { attribute, childrenOf, descend, type XmlElement } from '#documents/xml/element.ts';
import { nestedIn } from './statement.ts';
import { cutText, originalText, type Texts } from './texts.ts';
import { isFrequency, timeAt } from './times.ts';

/**
 * Posology of a treatment as it was written, where the structured parts refer to words; else in the words of these parts
 * (IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.4.7: dose, frequency, rate, maximum). Doses that change are told one after the other.
 */
export function dosageOf(treatment: XmlElement, texts: Texts): string | undefined {
  const steps = nestedIn(treatment)
    .map((one) => one.statement)
    .filter((one) => one.local === 'substanceAdministration');
  const inTurn = steps.map((step) => partsOf(step, texts)).filter(Boolean);
  const said = [inTurn.join(' puis '), partsOf(treatment, texts)].filter(Boolean);
  return said.length > 0 ? cutText(said.join(', ')) : undefined;
}

function partsOf(treatment: XmlElement, texts: Texts): string {
  const parts = [
    amountWords(descend(treatment, 'doseQuantity'), texts),
    ...childrenOf(treatment, 'effectiveTime').map((time) => frequencyWords(time, texts)),
    prefixed('soit ', amountWords(descend(treatment, 'rateQuantity'), texts)),
    prefixed('maximum ', ratioWords(descend(treatment, 'maxDoseQuantity'), texts)),
  ];
  return parts.filter(Boolean).join(', ');
}

const prefixed = (prefix: string, words: string | undefined): string | undefined =>
  words ? `${prefix}${words}` : undefined;

/** PQ or IVL_PQ: «2 comprimés», «1 à 2 comprimés». */
function amountWords(amount: XmlElement | undefined, texts: Texts): string | undefined {
  const [least, most] = [descend(amount, 'low'), descend(amount, 'high')];
  const [low, high] = [quantityWords(least, texts), quantityWords(most, texts)];
  if (!low || !high) return low ?? prefixed('au plus ', high) ?? quantityWords(amount, texts);
  const bothWritten = originalText(least, texts) && originalText(most, texts);
  return low === high || (sameAmount(least, most) && !bothWritten) ? low : `${low} à ${high}`;
}

const sameAmount = (one: XmlElement | undefined, other: XmlElement | undefined): boolean =>
  ['value', 'unit'].every((name) => attribute(one, name) === attribute(other, name));

function quantityWords(quantity: XmlElement | undefined, texts: Texts): string | undefined {
  const words = originalText(quantity, texts);
  if (words) return words;
  const value = attribute(quantity, 'value');
  return value
    ? [value, unitWords(attribute(quantity, 'unit') ?? '', value)].filter(Boolean).join(' ')
    : undefined;
}

/** UCUM annotations that prescriptions use; other units as written. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['{tablet}', 'comprimé'],
  ['{tbl}', 'comprimé'],
  ['{capsule}', 'gélule'],
  ['{cap}', 'gélule'],
  ['{sachet}', 'sachet'],
  ['{drop}', 'goutte'],
  ['[drp]', 'goutte'],
  ['{puff}', 'bouffée'],
  ['{spray}', 'pulvérisation'],
  ['{application}', 'application'],
  ['{suppository}', 'suppositoire'],
  ['{ampule}', 'ampoule'],
  ['{patch}', 'patch'],
  ['{dose}', 'dose'],
]);

function unitWords(unit: string, value: string): string {
  const word = UNITS.get(unit);
  if (word) return Number(value) >= 2 ? `${word}s` : word;
  return unit === '1' ? '' : unit.replace(/\/d$/, '/j');
}

function ratioWords(ratio: XmlElement | undefined, texts: Texts): string | undefined {
  const above = quantityWords(descend(ratio, 'numerator'), texts);
  const below = descend(ratio, 'denominator');
  if (!above) return undefined;
  const per = periodWords(attribute(below, 'value') ?? '1', attribute(below, 'unit') ?? '');
  return per ? `${above} ${per}` : above;
}

/** Of a PIVL_TS, an EIVL_TS, or the SXPR_TS that combines them with a duration. */
function frequencyWords(time: XmlElement, texts: Texts): string | undefined {
  const written = originalText(time, texts) ?? originalText(descend(time, 'period'), texts);
  if (written) return written;
  const parts = childrenOf(time, 'comp');
  if (parts.length > 0) return sequenceWords(parts, texts);
  const period = descend(time, 'period');
  if (period) return everyWords(attribute(period, 'value'), attribute(period, 'unit'));
  const event = attribute(descend(time, 'event'), 'code');
  return event ? (EVENTS.get(event) ?? event) : lengthWords(time);
}

/** The frequency, as written where it is (which then tells the duration too), else with its dates. */
function sequenceWords(parts: readonly XmlElement[], texts: Texts): string | undefined {
  const frequencies = parts.filter(isFrequency);
  const written = frequencies.flatMap((part) => originalText(descend(part, 'period'), texts) ?? []);
  if (written.length > 0) return written.join(', ');
  const durations = parts.filter((part) => !isFrequency(part)).map(durationWords);
  const said = [...frequencies.map((part) => frequencyWords(part, texts)), ...durations].filter(Boolean);
  return said.join(' ') || undefined;
}

function durationWords(interval: XmlElement): string | undefined {
  const from = timeAt(descend(interval, 'low'));
  return [prefixed('à partir du ', from), lengthWords(interval)].filter(Boolean).join(' ') || undefined;
}

function lengthWords(interval: XmlElement): string | undefined {
  const width = descend(interval, 'width');
  const [value, unit] = [attribute(width, 'value'), attribute(width, 'unit') ?? ''];
  return value ? `pendant ${value} ${TIME_UNITS.get(unit) ?? unit}` : undefined;
}

/** HL7 TimingEvent. */
const EVENTS: ReadonlyMap<string, string> = new Map([
  ['AC', 'avant les repas'],
  ['ACD', 'avant le déjeuner'],
  ['ACM', 'avant le petit déjeuner'],
  ['ACV', 'avant le dîner'],
  ['C', 'aux repas'],
  ['CD', 'au déjeuner'],
  ['CM', 'au petit déjeuner'],
  ['CV', 'au dîner'],
  ['HS', 'au coucher'],
  ['IC', 'entre les repas'],
  ['PC', 'après les repas'],
  ['PCD', 'après le déjeuner'],
  ['PCM', 'après le petit déjeuner'],
  ['PCV', 'après le dîner'],
  ['WAKE', 'au réveil'],
  ['MORN', 'le matin'],
  ['AFT', "l'après-midi"],
  ['EVE', 'le soir'],
  ['NIGHT', 'la nuit'],
]);

const TIME_UNITS: ReadonlyMap<string, string> = new Map([
  ['s', 's'],
  ['min', 'min'],
  ['h', 'h'],
  ['d', 'jours'],
  ['wk', 'semaines'],
  ['mo', 'mois'],
  ['a', 'ans'],
]);

const PER: ReadonlyMap<string, string> = new Map([
  ['h', 'par heure'],
  ['d', 'par jour'],
  ['wk', 'par semaine'],
  ['mo', 'par mois'],
  ['a', 'par an'],
]);

const everyWords = (value: string | undefined, unit: string | undefined): string | undefined =>
  value && unit
    ? value === '1' && PER.has(unit)
      ? `1 fois ${PER.get(unit)}`
      : `toutes les ${value} ${TIME_UNITS.get(unit) ?? unit}`.replace(
          /^toutes( les .* (jours|mois|ans))$/,
          'tous$1',
        )
    : undefined;

function periodWords(value: string, unit: string): string | undefined {
  if (unit === '') return undefined;
  return value === '1' ? (PER.get(unit) ?? `par ${unit}`) : `par ${value} ${TIME_UNITS.get(unit) ?? unit}`;
}
