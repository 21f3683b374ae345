import { leave as en } from '../messages/en/leave.ts';
import { leave as fr, type LeaveTexts } from '../messages/fr/leave.ts';
import { keepTogether } from '../messages/keep-together.ts';
import type { Locale } from '../preferences.ts';

const french = keepTogether(fr);

/** Both languages at once: they come with the dialogue, wherever it opens. */
export const leaveWords = (locale: Locale): LeaveTexts => (locale === 'fr' ? french : en);
