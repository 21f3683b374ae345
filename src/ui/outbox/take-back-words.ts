import { takeBack as en } from '../messages/en/take-back.ts';
import { takeBack as fr, type TakeBackTexts } from '../messages/fr/take-back.ts';
import type { Locale } from '../preferences.ts';

/** Both languages at once: they come with the act, wherever it is done. */
export const takeBackWords = (locale: Locale): TakeBackTexts => (locale === 'fr' ? fr : en);
