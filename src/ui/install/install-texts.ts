import { install } from '../messages/fr/install.ts';
import type { Messages } from '../messages/messages.svelte.ts';

/** The sentences of the offer on a page that does not load them before it is shown: they come with its part. */
export const installTexts = ({ locale, text }: Messages): typeof install =>
  locale === 'fr' ? install : text.install;
