import type { SimulatedCard } from './simulated-card.ts';

/** A card that does not answer to power: dead, dirty, or put in the wrong way round. */
export const createMuteCard = (): SimulatedCard => ({
  atr: undefined,
  reset: () => undefined,
  transmit: () => Promise.reject(new Error('a mute card takes no command')),
});
