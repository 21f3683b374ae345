import type { Figure } from './figure.ts';

/** What a suite may use of the outside. */
export type BenchContext = {
  /** Tells what is being measured now; never on the standard output. */
  readonly progress: (text: string) => void;
};

/** Measures one part of Relais; leaves nothing running and no file behind. */
export type Suite = (context: BenchContext) => Promise<Figure[]>;
