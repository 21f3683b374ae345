import type { ModuleId, ModuleTexts } from '#training/module.ts';
import { keepTogether } from '../messages/keep-together.ts';
import type { Locale } from '../preferences.ts';

/** The words of all modules in one language; they come with the first page that shows them. */
export async function loadLibrary(locale: Locale): Promise<Readonly<Record<ModuleId, ModuleTexts>>> {
  if (locale === 'fr') return keepTogether((await import('#training/library-fr.ts')).texts);
  return (await import('#training/library-en.ts')).texts;
}
