import type { Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { CardError } from './errors.ts';

/**
 * One powered card, held exclusively until closed. The simulated card, the CCID driver and PC/SC all implement it.
 * Commands and answers are short APDUs (ISO/IEC 7816-4 §5): an answer ends with SW1 SW2.
 */
export interface CardChannel {
  /** Answer to reset (ISO/IEC 7816-3 §8). */
  readonly atr: Uint8Array;
  transmit(command: Uint8Array): Promise<Result<Bytes, CardError>>;
  /** Resets the card, so that no PIN stays presented, and lets it go. Never fails; closing twice is allowed. */
  close(): Promise<void>;
}

/** A slot that cards come into. */
export interface CardReader {
  /** Shown to the user. */
  readonly name: string;
  /** True for the demonstration reader: the screen says so wherever the reader is named. */
  readonly simulated: boolean;
  cardPresent(): boolean;
  /** Powers the card and holds it exclusively. */
  open(): Promise<Result<CardChannel, CardError>>;
  /** Calls back when a card comes or goes; returns the way to stop. */
  onChange(listener: () => void): () => void;
}
