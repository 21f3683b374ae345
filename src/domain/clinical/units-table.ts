/**
 * The units of French laboratories and wards, after UCUM 2.1 (ucum.org). A dimension is the base in which a factor
 * counts. What UCUM would let be exchanged but medicine does not stays apart on purpose: international units of one
 * substance are none of another, «%» is no ratio of moles, a month has no certain number of days.
 */
export type UnitAtom = {
  /** Base that the factor counts in. */
  readonly base: string;
  readonly factor: number;
  /** Exponent of the base in one atom: a litre is a cubic decimetre. */
  readonly power?: number;
  /** Whether it takes prefixes. */
  readonly metric?: boolean;
  /** Kelvin at zero of the scale: for scales that do not start at nothing. */
  readonly zero?: number;
};

export const UNIT_ATOMS: Readonly<Record<string, UnitAtom>> = {
  g: { base: 'g', factor: 1, metric: true },
  t: { base: 'g', factor: 1e6 },
  mol: { base: 'mol', factor: 1, metric: true },
  eq: { base: 'eq', factor: 1, metric: true },
  osm: { base: 'osm', factor: 1, metric: true },
  m: { base: 'm', factor: 1, metric: true },
  '[in_i]': { base: 'm', factor: 0.0254 },
  L: { base: 'm', factor: 1e-3, power: 3, metric: true },
  s: { base: 's', factor: 1, metric: true },
  min: { base: 's', factor: 60 },
  h: { base: 's', factor: 3600 },
  d: { base: 's', factor: 86_400 },
  wk: { base: 's', factor: 604_800 },
  mo: { base: 'mo', factor: 1 },
  a: { base: 'mo', factor: 12 },
  '%': { base: '%', factor: 1 },
  '[ppth]': { base: '%', factor: 0.1 },
  '[pH]': { base: '[pH]', factor: 1 },
  // catalytic activity: 1 U = 1 µmol/min = 1/60 µkat (IUPAC–IUBMB)
  kat: { base: 'kat', factor: 1, metric: true },
  U: { base: 'kat', factor: 1 / 60e6, metric: true },
  '[IU]': { base: '[IU]', factor: 1, metric: true },
  Pa: { base: 'Pa', factor: 1, metric: true },
  bar: { base: 'Pa', factor: 1e5, metric: true },
  // UCUM: the metre of mercury column is 133.322 kPa
  'm[Hg]': { base: 'Pa', factor: 133_322, metric: true },
  'm[H2O]': { base: 'Pa', factor: 9806.65, metric: true },
  K: { base: 'K', factor: 1, zero: 0 },
  Cel: { base: 'K', factor: 1, zero: 273.15 },
  '[degF]': { base: 'K', factor: 5 / 9, zero: 459.67 * (5 / 9) },
  J: { base: 'J', factor: 1, metric: true },
  // thermochemical calorie
  cal: { base: 'J', factor: 4.184, metric: true },
  W: { base: 'W', factor: 1, metric: true },
  V: { base: 'V', factor: 1, metric: true },
  A: { base: 'A', factor: 1, metric: true },
  Ohm: { base: 'Ohm', factor: 1, metric: true },
  Hz: { base: 'Hz', factor: 1, metric: true },
  Gy: { base: 'Gy', factor: 1, metric: true },
  Sv: { base: 'Sv', factor: 1, metric: true },
  Bq: { base: 'Bq', factor: 1, metric: true },
  deg: { base: 'deg', factor: 1 },
  '[diop]': { base: '[diop]', factor: 1 },
  dB: { base: 'dB', factor: 1 },
  '[lb_av]': { base: 'g', factor: 453.592_37 },
  '[CFU]': { base: '[CFU]', factor: 1 },
};

export const UNIT_PREFIXES: Readonly<Record<string, number>> = {
  T: 1e12,
  G: 1e9,
  M: 1e6,
  k: 1e3,
  h: 1e2,
  da: 1e1,
  d: 1e-1,
  c: 1e-2,
  m: 1e-3,
  u: 1e-6,
  n: 1e-9,
  p: 1e-12,
  f: 1e-15,
};

/** Annotations that only say what is counted: without them the unit is the same. */
export const COUNT_ANNOTATIONS: readonly string[] = [
  '{cell}',
  '{cells}',
  '{rbc}',
  '{wbc}',
  '{count}',
  '{#}',
  '{beats}',
  '{beat}',
  '{breaths}',
  '{resp}',
];

/** How whole units are written on paper (without spaces, `u` for micro, raised figures on the line), → UCUM. */
export const UNIT_SPELLINGS: Readonly<Record<string, string>> = {
  mmHg: 'mm[Hg]',
  mmhg: 'mm[Hg]',
  MMHG: 'mm[Hg]',
  cmHg: 'cm[Hg]',
  cmH2O: 'cm[H2O]',
  '°C': 'Cel',
  '℃': 'Cel',
  degC: 'Cel',
  '°F': '[degF]',
  '°': 'deg',
  'G/L': '10*9/L',
  'Giga/L': '10*9/L',
  'giga/L': '10*9/L',
  'T/L': '10*12/L',
  'Tera/L': '10*12/L',
  'Téra/L': '10*12/L',
  'tera/L': '10*12/L',
  'téra/L': '10*12/L',
  'k/uL': '10*3/uL',
  'K/uL': '10*3/uL',
  'M/uL': '10*6/uL',
  'k/mm3': '10*3/mm3',
  'M/mm3': '10*6/mm3',
  bpm: '/min',
  'bat/min': '/min',
  'batt/min': '/min',
  'battements/min': '/min',
  'c/min': '/min',
  cpm: '/min',
  'cycles/min': '/min',
  'mvt/min': '/min',
  'pls/min': '/min',
  'puls/min': '/min',
  'mL/min/1.73m2': 'mL/min/{1.73_m2}',
  'mL/mn/1.73m2': 'mL/min/{1.73_m2}',
  'mL/min/1.73_m2': 'mL/min/{1.73_m2}',
  'mL/min/[1.73_m2]': 'mL/min/{1.73_m2}',
  'mL/min/{1.73m2}': 'mL/min/{1.73_m2}',
  'mL/min/{1.73_m2}': 'mL/min/{1.73_m2}',
  '‰': '[ppth]',
  pH: '[pH]',
};

/** How one part of a unit is written, → UCUM. */
export const ATOM_SPELLINGS: Readonly<Record<string, string>> = {
  UI: '[IU]',
  IU: '[IU]',
  ui: '[IU]',
  kUI: 'k[IU]',
  MUI: 'M[IU]',
  mUI: 'm[IU]',
  mIU: 'm[IU]',
  mui: 'm[IU]',
  uUI: 'u[IU]',
  uIU: 'u[IU]',
  uui: 'u[IU]',
  nUI: 'n[IU]',
  '[iU]': '[IU]',
  'm[iU]': 'm[IU]',
  'u[iU]': 'u[IU]',
  'k[iU]': 'k[IU]',
  mEq: 'meq',
  Eq: 'eq',
  mosmol: 'mosm',
  mOsm: 'mosm',
  mOsmol: 'mosm',
  gr: 'g',
  Kg: 'kg',
  KG: 'kg',
  mcg: 'ug',
  mn: 'min',
  sec: 's',
  jour: 'd',
  j: 'd',
  jours: 'd',
  sem: 'wk',
  semaine: 'wk',
  mois: 'mo',
  an: 'a',
  ans: 'a',
  y: 'a',
  hr: 'h',
  heure: 'h',
  '24h': 'd',
  '24H': 'd',
  dioptrie: '[diop]',
  dpt: '[diop]',
  UFC: '[CFU]',
  mmHg: 'mm[Hg]',
};
