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
  /** Present where the reader has keys of its own: a code typed there never enters the computer. */
  readonly pinPad?: PinPad;
}

/** The keys of a reader (PC/SC part 10, CCID PC_to_RDR_Secure). */
export interface PinPad {
  /** The reader collects the code, puts it into the VERIFY command and gives the card's answer (SW1 SW2). */
  verify(request: PinPadRequest): Promise<Result<Bytes, CardError>>;
}

export interface PinPadRequest {
  /** VERIFY with its block of padding, no digit in it: `00 20 00 ref Lc FF…`; without a block where the code is not padded. */
  readonly command: Uint8Array;
  /** Digits, as the card's EF(AODF) states them. The code is ASCII, left-justified, from the first byte of the block. */
  readonly minLength: number;
  readonly maxLength: number;
  /** Seconds that the reader waits for the first key. */
  readonly timeout: number;
}

/** A slot that cards come into. */
export interface CardReader {
  /** Shown to the user. */
  readonly name: string;
  /** True for the demonstration reader: the screen says so wherever the reader is named. */
  readonly simulated: boolean;
  /** True where a code can be typed on the reader itself. */
  readonly hasPinPad?: boolean;
  cardPresent(): boolean;
  /** Powers the card and holds it exclusively. */
  open(): Promise<Result<CardChannel, CardError>>;
  /** Calls back when a card comes or goes; returns the way to stop. */
  onChange(listener: () => void): () => void;
}
