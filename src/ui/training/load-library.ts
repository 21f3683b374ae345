import type { ModuleId, ModuleTexts } from '#training/module.ts';
import type { Locale } from '../preferences.ts';

/** The words of all modules in one language; they come with the first page that shows them. */
export const loadLibrary = async (locale: Locale): Promise<Readonly<Record<ModuleId, ModuleTexts>>> =>
  (locale === 'fr' ? await import('#training/library-fr.ts') : await import('#training/library-en.ts')).texts;
