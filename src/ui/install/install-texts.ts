import { install } from '../messages/fr/install.ts';
import { keepTogether } from '../messages/keep-together.ts';
import type { Messages } from '../messages/messages.svelte.ts';

const french = keepTogether(install);

/** The sentences of the offer on a page that does not load them before it is shown: they come with its part. */
export const installTexts = ({ locale, text }: Messages): typeof install =>
  locale === 'fr' ? french : text.install;
