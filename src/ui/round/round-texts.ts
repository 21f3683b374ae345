import { round } from '../messages/fr/round.ts';
import { keepTogether } from '../messages/keep-together.ts';
import type { Messages } from '../messages/messages.svelte.ts';

const french = keepTogether(round);

/** The sentences of the round on a page that does not load them before it is shown: they come with its part. */
export const roundTexts = ({ locale, text }: Messages): typeof round =>
  locale === 'fr' ? french : text.round;
