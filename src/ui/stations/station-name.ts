import type { StationLine } from '#app/reading-port.ts';
import type { Messages } from '../messages/messages.svelte.ts';

/** What a reader is called. The simulated ones have a French name of their own: other languages say what they are. */
export const stationName = (
  { locale, text }: Messages,
  { kind, name }: Pick<StationLine, 'kind' | 'name'>,
): string => (kind === 'simulated' && locale !== 'fr' ? text.stations.kinds.simulated : name);
