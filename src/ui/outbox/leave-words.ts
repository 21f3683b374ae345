import { leave as en } from '../messages/en/leave.ts';
import { leave as fr, type LeaveTexts } from '../messages/fr/leave.ts';
import type { Locale } from '../preferences.ts';

/** Both languages at once: they come with the dialogue, wherever it opens. */
export const leaveWords = (locale: Locale): LeaveTexts => (locale === 'fr' ? fr : en);
