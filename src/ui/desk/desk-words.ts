import { desk } from '../messages/fr/desk.ts';
import type { Messages } from '../messages/messages.svelte.ts';

/** The desk stands on every page, so that its French sentences come with it and not with a route. */
export const deskWords = (messages: Messages): typeof desk =>
  messages.locale === 'fr' ? desk : messages.text.desk;
