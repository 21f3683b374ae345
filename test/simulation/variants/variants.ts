import type { Variant } from '../world.ts';

/** Engines that are known to be wrong, each in one part: the simulation must catch every one of them. */
export const VARIANTS: readonly Variant[] = [];
