import type { HelpTexts } from '../messages/fr/help.ts';
import { keepTogether } from '../messages/keep-together.ts';
import type { Locale } from '../preferences.ts';
import type { GlossaryTexts } from './help-text.ts';

/**
 * The help comes when it is asked for, on any page, and from the device where the service worker kept it. Throws where it
 * is neither there nor to be had.
 */
export async function loadHelp(locale: Locale): Promise<HelpTexts> {
  const module =
    locale === 'fr' ? await import('../messages/fr/help.ts') : await import('../messages/en/help.ts');
  return locale === 'fr' ? keepTogether(module.help) : module.help;
}

export async function loadGlossary(locale: Locale): Promise<GlossaryTexts> {
  const module =
    locale === 'fr' ? await import('../messages/fr/glossary.ts') : await import('../messages/en/glossary.ts');
  return locale === 'fr' ? keepTogether(module.glossary) : module.glossary;
}
