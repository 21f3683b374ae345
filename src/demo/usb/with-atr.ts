import type { Bytes } from '#base/bytes.ts';
import type { SimulatedCard } from '../cards/simulated-card.ts';

/** The same card with another answer to reset: another convention, speed or protocol. */
export const withAtr = (card: SimulatedCard, atr: Bytes | undefined): SimulatedCard => ({
  atr,
  reset: () => {
    card.reset();
  },
  transmit: (command) => card.transmit(command),
});
