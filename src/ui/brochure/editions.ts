import { CURRENT_BROCHURE, type BrochureEdition } from '#domain/consent/brochure.ts';
import type { Sheet } from '#documents/sheet/sheet.ts';
import type { Locale } from '../preferences.ts';
import type { BrochureText } from './brochure-text.ts';
import { informationSheet } from './information-sheet.ts';

const TEXTS: Readonly<Record<BrochureEdition, () => Promise<{ brochure: BrochureText }>>> = {
  fr: () => import('./fr.ts'),
  'fr-easy': () => import('./fr-easy.ts'),
  en: () => import('./en.ts'),
};

/** The brochure of today in one of its editions; each comes when it is asked for. */
export async function brochureSheet(edition: BrochureEdition): Promise<Sheet> {
  const { brochure } = await TEXTS[edition]();
  return informationSheet(brochure, {
    version: CURRENT_BROCHURE,
    language: edition === 'en' ? 'en-GB' : 'fr-FR',
    size: edition === 'fr-easy' ? 'large' : 'normal',
  });
}

/** When the text on the holder's rights was last changed: year and month. */
export const RIGHTS_VERSION = '2026-11';

export async function rightsSheet(locale: Locale): Promise<Sheet> {
  const { rights } = locale === 'fr' ? await import('./rights/fr.ts') : await import('./rights/en.ts');
  return informationSheet(rights, {
    version: RIGHTS_VERSION,
    language: locale === 'fr' ? 'fr-FR' : 'en-GB',
    size: 'normal',
  });
}
