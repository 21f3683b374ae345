import { desk } from '../messages/fr/desk.ts';
import { keepTogether } from '../messages/keep-together.ts';
import type { Messages } from '../messages/messages.svelte.ts';

const french = keepTogether(desk);

/** The desk stands on every page, so that its French sentences come with it and not with a route. */
export const deskWords = (messages: Messages): typeof desk =>
  messages.locale === 'fr' ? french : messages.text.desk;
