import { hex } from '#base/bytes.ts';
import { createEngine } from './engine.ts';
import type { SimulatedCard } from './simulated-card.ts';

/** A first-generation carte Vitale: a true answer to reset, and 6D00 to every instruction (its map is not public). */
export function createVitale1Card(): SimulatedCard {
  const engine = createEngine({});
  return { atr: hex('3F 65 25 00 2C 09 69 90 00'), reset: engine.reset, transmit: engine.transmit };
}
