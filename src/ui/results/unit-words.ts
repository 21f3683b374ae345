import type { Locale } from '../preferences.ts';

/** Units of which laboratories in France have a name of their own (NF EN ISO 15189 reports). */
const WHOLE: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  fr: { '10*9/L': 'G/L', '10*12/L': 'T/L', '/min': '/min' },
  en: {},
};

/** A UCUM unit as people write it: mmHg, µmol/L, 10⁹/L, °C. What is not UCUM stays as it is. */
export function unitWords(ucum: string, locale: Locale): string {
  const whole = WHOLE[locale][ucum];
  if (whole !== undefined) return whole;
  return ucum
    .replace(/10\*(\d+)/g, (_, figures: string) => `10${raised(figures)}`)
    .replace(/m\[Hg\]/g, 'mHg')
    .replace(/m\[H2O\]/g, 'mH₂O')
    .replace(/\[IU\]/g, locale === 'fr' ? 'UI' : 'IU')
    .replace(/\[degF\]/g, '°F')
    .replace(/\bCel\b/g, '°C')
    .replace(/\[ppth\]/g, '‰')
    .replace(/\[pH\]/g, '')
    .replace(/\{1\.73_m2\}/g, locale === 'fr' ? '1,73 m²' : '1.73 m²')
    .replace(/m2\b/g, 'm²')
    .replace(/m3\b/g, 'm³')
    .replace(/\bu(?=[a-zA-Z[])/g, 'µ')
    .replace(/\{([^}]*)\}/g, ' $1')
    .replace(/[[\]]/g, '')
    .trim();
}

const raised = (figures: string): string =>
  [...figures].map((figure) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(figure)] ?? figure).join('');
