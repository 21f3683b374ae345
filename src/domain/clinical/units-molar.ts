/**
 * Substances whose grams and moles are certain to be exchangeable: one molecule, named by a LOINC code of the test.
 * Molar masses are computed from the formula with the abridged standard atomic weights of IUPAC (2021,
 * iupac.qmul.ac.uk/AtWt). Left out on purpose: triglycerides and conjugated bilirubin (mixtures), urea nitrogen and
 * phosphate (whether grams count the element or the whole differs), lactate (acid or ion).
 */
const ATOMIC_WEIGHTS: Readonly<Record<string, number>> = {
  H: 1.008,
  C: 12.011,
  N: 14.007,
  O: 15.999,
  Na: 22.99,
  Mg: 24.305,
  Cl: 35.45,
  K: 39.098,
  Ca: 40.078,
  Fe: 55.845,
  I: 126.9,
};

export type Substance = {
  readonly name: string;
  /** LOINC codes of one test that differ by nothing but grams or moles: one series. */
  readonly codes: readonly string[];
  readonly formula: string;
  /** Charges per molecule, for ions: equivalents per mole. */
  readonly charge?: number;
};

/** LOINC, © Regenstrief Institute, used under its licence: mass concentration first, then substance concentration. */
export const SUBSTANCES: readonly Substance[] = [
  { name: 'glucose, serum or plasma', codes: ['2345-7', '14749-6'], formula: 'C6H12O6' },
  { name: 'glucose, fasting', codes: ['1558-6', '14771-0'], formula: 'C6H12O6' },
  { name: 'glucose, blood', codes: ['2339-0', '15074-8'], formula: 'C6H12O6' },
  { name: 'glucose, capillary', codes: ['41653-7', '14743-9'], formula: 'C6H12O6' },
  { name: 'creatinine, serum or plasma', codes: ['2160-0', '14682-9'], formula: 'C4H7N3O' },
  { name: 'urea, serum or plasma', codes: ['3091-6', '22664-7'], formula: 'CH4N2O' },
  { name: 'urate, serum or plasma', codes: ['3084-1', '14933-6'], formula: 'C5H4N4O3' },
  { name: 'cholesterol', codes: ['2093-3', '14647-2'], formula: 'C27H46O' },
  { name: 'cholesterol in HDL', codes: ['2085-9', '14646-4'], formula: 'C27H46O' },
  { name: 'cholesterol in LDL', codes: ['2089-1', '22748-8'], formula: 'C27H46O' },
  { name: 'cholesterol in LDL, calculated', codes: ['13457-7', '39469-2'], formula: 'C27H46O' },
  { name: 'cholesterol in LDL, direct', codes: ['18262-6', '69419-0'], formula: 'C27H46O' },
  { name: 'bilirubin, total', codes: ['1975-2', '14631-6'], formula: 'C33H36N4O6' },
  { name: 'sodium', codes: ['2951-2'], formula: 'Na', charge: 1 },
  { name: 'potassium', codes: ['2823-3'], formula: 'K', charge: 1 },
  { name: 'chloride', codes: ['2075-0'], formula: 'Cl', charge: 1 },
  { name: 'calcium, total', codes: ['17861-6', '2000-8'], formula: 'Ca', charge: 2 },
  { name: 'magnesium', codes: ['19123-9', '2601-3'], formula: 'Mg', charge: 2 },
  { name: 'iron', codes: ['2498-4', '14798-3'], formula: 'Fe' },
  { name: 'thyroxine, free', codes: ['3024-7', '14920-3'], formula: 'C15H11I4NO4' },
  { name: 'triiodothyronine, free', codes: ['3051-0', '14928-6'], formula: 'C15H12I3NO4' },
  { name: 'testosterone', codes: ['2986-8', '14913-8'], formula: 'C19H28O2' },
  { name: 'cortisol', codes: ['2143-6', '14675-3'], formula: 'C21H30O5' },
];

/**
 * Enzymes: their international unit is the micromole per minute (IUB 1964), so that «UI/L» and «U/L» are the same. Of
 * hormones and antibodies they are not. AST, ALT, GGT, ALP, LDH, CK, lipase, amylase.
 */
export const ENZYMES: readonly string[] = [
  '1920-8',
  '1742-6',
  '2324-2',
  '6768-6',
  '2532-0',
  '14804-9',
  '2157-6',
  '3040-3',
  '1798-8',
];

/** Grams per mole. */
export const molarMass = (formula: string): number =>
  [...formula.matchAll(/([A-Z][a-z]?)(\d*)/g)].reduce(
    (sum, [, element = '', count = '']) => sum + (ATOMIC_WEIGHTS[element] ?? NaN) * Number(count || 1),
    0,
  );

/** The code under which tests of one substance form one series. */
export const sameTest = (loinc: string): string => substanceOf(loinc)?.codes[0] ?? loinc;

/** What one of a base is in moles (or katals, for enzymes); undefined where the test names no certain substance. */
export function molesOf(loinc: string): Readonly<Record<string, number>> | undefined {
  if (ENZYMES.includes(loinc)) return { '[IU]': 1 / 60e6 };
  const substance = substanceOf(loinc);
  if (!substance) return undefined;
  const grams = { g: 1 / molarMass(substance.formula) };
  return substance.charge === undefined ? grams : { ...grams, eq: 1 / substance.charge };
}

const substanceOf = (loinc: string): Substance | undefined =>
  SUBSTANCES.find(({ codes }) => codes.includes(loinc));
