import {
  ATOM_SPELLINGS,
  COUNT_ANNOTATIONS,
  UNIT_ATOMS,
  UNIT_PREFIXES,
  UNIT_SPELLINGS,
  type UnitAtom,
} from './units-table.ts';
import { molesOf } from './units-molar.ts';

/** A unit that is understood well enough to be exchanged against another of the same dimension. */
export type Unit = {
  /** One spelling per unit: UCUM, as far as it was understood. */
  readonly ucum: string;
  /** Bases above and below the line, never shortened: grams per gram is not nothing. Equal text, same dimension. */
  readonly dimension: string;
  /** In the base units of the dimension. */
  readonly factor: number;
  /** Kelvin at zero, for temperatures. */
  readonly zero?: number;
};

/** Longest text that is read as a unit, in UTF-16 units. */
const LONGEST = 40;

/** What is understood of a unit as written; undefined where it is not, or where there is none. */
export function parseUnit(written: string): Unit | undefined {
  const ucum = ucumOf(written);
  if (ucum === '' || ucum.length > LONGEST) return undefined;
  const parts = partsOf(ucum);
  if (!parts) return undefined;
  const lone = parts.length === 1 ? parts[0] : undefined;
  // a temperature is exchanged alone: degrees per hour are not
  if (
    parts.some(({ atom }) => atom?.zero !== undefined) &&
    !(lone?.atom && lone.exponent === 1 && !lone.below)
  )
    return undefined;
  const factor = parts.reduce((product, part) => product * part.factor, 1);
  if (!Number.isFinite(factor) || factor <= 0) return undefined;
  const zero = lone?.atom?.zero;
  return { ucum, dimension: dimensionOf(parts), factor, ...(zero === undefined ? {} : { zero }) };
}

/**
 * A value in another unit, where that is certain: the same dimension, or grams against moles of a substance that a
 * LOINC code names. Units are as written; undefined where the two are not known to be exchangeable.
 */
export function convert(value: number, from: string, to: string, loinc?: string): number | undefined {
  if (ucumOf(from) === ucumOf(to)) return value;
  const source = parseUnit(from);
  const target = parseUnit(to);
  if (!source || !target) return undefined;
  const scale = scaleBetween(source, target, loinc);
  if (scale === undefined) return undefined;
  return withoutNoise(value * scale + ((source.zero ?? 0) - (target.zero ?? 0)) / target.factor);
}

/** Whether each value of one unit has its certain value in the other. Units without a name stand alone. */
export const areExchangeable = (a: string, b: string, loinc?: string): boolean =>
  convert(1, a, b, loinc) !== undefined;

/** The unit in one spelling, close to UCUM whether or not it is understood. */
export function ucumOf(written: string): string {
  if (written.length > LONGEST) return written;
  const folded = foldUnit(written);
  const whole = ownEntry(UNIT_SPELLINGS, folded) ?? folded;
  return pieces(whole)
    .map((part) => ownEntry(ATOM_SPELLINGS, part) ?? part)
    .join('');
}

function scaleBetween(source: Unit, target: Unit, loinc: string | undefined): number | undefined {
  if (source.dimension === target.dimension) return source.factor / target.factor;
  const substance = loinc === undefined ? undefined : molesOf(loinc);
  if (!substance) return undefined;
  for (const [base, inMoles] of Object.entries(substance)) {
    const toMoles = replaceBase(source.dimension, base);
    if (toMoles === target.dimension) return (source.factor * inMoles) / target.factor;
    if (replaceBase(target.dimension, base) === source.dimension)
      return source.factor / (target.factor * inMoles);
  }
  return throughMoles(source, target, substance);
}

/** Two units of which neither counts moles (grams against equivalents, units against katals). */
function throughMoles(
  source: Unit,
  target: Unit,
  substance: Readonly<Record<string, number>>,
): number | undefined {
  for (const [from, inMoles] of Object.entries(substance))
    for (const [to, perMole] of Object.entries(substance)) {
      const middle = replaceBase(source.dimension, from);
      if (from !== to && middle !== undefined && middle === replaceBase(target.dimension, to))
        return (source.factor * inMoles) / (target.factor * perMole);
    }
  return undefined;
}

/** The dimension with `mol` above the line in place of that base; `[IU]` of an enzyme becomes `kat`. */
function replaceBase(dimension: string, base: string): string | undefined {
  const start = `${base}1`;
  const to = base === '[IU]' ? 'kat1' : 'mol1';
  const [above = '', below = ''] = dimension.split('/');
  const bases = above.split(' ');
  return bases.length === 1 && bases[0] === start ? `${to}/${below}` : undefined;
}

type Part = {
  readonly atom?: UnitAtom;
  readonly name: string;
  readonly factor: number;
  readonly exponent: number;
  readonly below: boolean;
};

function partsOf(ucum: string): Part[] | undefined {
  const parts: Part[] = [];
  let below = false;
  for (const piece of pieces(ucum)) {
    if (piece === '/') below = true;
    else if (piece === '.') below = false;
    else if (piece !== '') {
      const found = partOf(piece, below);
      if (!found) return undefined;
      parts.push(...found);
    }
  }
  return parts.length === 0 || ucum.endsWith('/') || ucum.endsWith('.') ? undefined : parts;
}

/** Split at dots and slashes, which are kept; those of an annotation are its own. */
const pieces = (ucum: string): string[] => ucum.split(/([./])(?![^{]*\})/);

/** One piece between dots and slashes: a power of ten, a number, or an atom with exponent and annotation. */
function partOf(piece: string, below: boolean): Part[] | undefined {
  const found = /^([^{}]*)(\{[^{}]*\})?$/.exec(piece);
  if (!found) return undefined;
  const [, unit = '', annotation = ''] = found;
  const kept =
    annotation === '' || COUNT_ANNOTATIONS.includes(annotation.toLowerCase())
      ? []
      : [{ name: annotation.toLowerCase(), factor: 1, exponent: 1, below }];
  if (unit === '') return annotation === '' ? undefined : kept.length > 0 ? kept : [unity(below)];
  const numeric = numberPart(unit, below);
  if (numeric) return [numeric, ...kept];
  const atom = atomPart(unit, below);
  return atom ? [atom, ...kept] : undefined;
}

const unity = (below: boolean): Part => ({ name: '', factor: 1, exponent: 1, below });

function numberPart(unit: string, below: boolean): Part | undefined {
  const power = /^10[*^]([+-]?\d{1,2})$/.exec(unit);
  // «109/L» has lost its raised figure, and is no number
  const plain = /^10{0,6}$/.exec(unit);
  const factor = power ? 10 ** Number(power[1]) : plain ? Number(unit) : undefined;
  return factor === undefined ? undefined : { ...unity(below), factor: below ? 1 / factor : factor };
}

function atomPart(unit: string, below: boolean): Part | undefined {
  const found = /^(.*?[^\d+-])([+-]?\d)?$/.exec(unit);
  const name = found?.[1];
  if (name === undefined) return undefined;
  const known = knownAtom(name);
  if (!known) return undefined;
  const exponent = Number(found?.[2] ?? 1);
  if (exponent === 0) return undefined;
  const sign = below ? -1 : 1;
  return {
    atom: known.atom,
    name: known.atom.base,
    factor: (known.prefix * known.atom.factor) ** (exponent * sign),
    exponent: Math.abs(exponent) * (known.atom.power ?? 1),
    below: exponent < 0 ? !below : below,
  };
}

function knownAtom(name: string): { atom: UnitAtom; prefix: number } | undefined {
  const whole = ownEntry(UNIT_ATOMS, name) ?? (name === 'l' ? UNIT_ATOMS.L : undefined);
  if (whole) return { atom: whole, prefix: 1 };
  for (const length of [1, 2]) {
    const prefix = ownEntry(UNIT_PREFIXES, name.slice(0, length));
    const rest = name.slice(length);
    const atom = ownEntry(UNIT_ATOMS, rest) ?? (rest === 'l' ? UNIT_ATOMS.L : undefined);
    if (prefix !== undefined && atom?.metric) return { atom, prefix };
  }
  return undefined;
}

/** «g1/m3»: bases with their exponents, sorted, above and below the line. */
function dimensionOf(parts: readonly Part[]): string {
  const side = (below: boolean): string => {
    const powers = new Map<string, number>();
    for (const part of parts)
      if (part.below === below && part.name !== '')
        powers.set(part.name, (powers.get(part.name) ?? 0) + part.exponent);
    return [...powers]
      .map(([name, power]) => `${name}${power}`)
      .sort()
      .join(' ');
  };
  return `${side(false)}/${side(true)}`;
}

/** Spaces, micro signs, raised figures and comma as UCUM writes them; litres with a capital. */
const foldUnit = (written: string): string =>
  written
    .trim()
    .replace(/^10\s+(?=\d{1,2}\s*\/)/, '10*')
    .replace(/\s+/g, '')
    .replace(/[µμ]/g, 'u')
    .replace(/²/g, '2')
    .replace(/³/g, '3')
    .replace(/10¹2/g, '10*12')
    .replace(/10⁹/g, '10*9')
    .replace(/10⁶/g, '10*6')
    .replace(/[×x]10/g, '10')
    .replace(/10E\+?(?=\d)/gi, '10*')
    .replace(/10\^/g, '10*')
    .replace(/·|⋅/g, '.')
    .replace(/1,73/g, '1.73')
    .replace(/1\.73m\*2/g, '1.73m2')
    .replace(/(^|[./])([numdcfkp]?)l(?=$|[./{])/g, '$1$2L');

/** Sixteen digits of binary fractions hide what was written with three. */
const withoutNoise = (value: number): number => Number(value.toPrecision(12));

const ownEntry = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
