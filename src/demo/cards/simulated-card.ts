import type { Bytes } from '#base/bytes.ts';

/** The inside of a card: bytes in, bytes out. A reader (simulated, CCID, virtual PC/SC) stands around it. */
export interface SimulatedCard {
  /** Answer to reset; undefined for a card that does not answer to power. */
  readonly atr: Bytes | undefined;
  /** Power or warm reset: forgets selection, pending answers and a presented PIN; keeps what is in its memory. */
  readonly reset: () => void;
  /** Answers one command (ISO/IEC 7816-4), always with a status. */
  readonly transmit: (command: Uint8Array) => Promise<Bytes>;
}
