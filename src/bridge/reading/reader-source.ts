import type { CardReader } from '#cards/channel.ts';

/** Why readers cannot be reached; said in one line, and the bridge goes on looking. */
export type ReaderProblem =
  /** The optional package `smartcard` is not there, or does not load. */
  | { type: 'PcscMissing' }
  /** No PC/SC service runs. */
  | { type: 'PcscServiceAway' }
  /** This machine has no USB, or does not let us see it. */
  | { type: 'UsbUnavailable' }
  /** A reader is there and may not be opened by this user: the udev rule (Linux), the WinUSB driver (Windows). */
  | { type: 'UsbRefused'; reader: string }
  /** Another program holds the reader. */
  | { type: 'UsbBusy'; reader: string };

/** The readers of this machine, followed while they come and go. */
export interface ReaderSource {
  list(): readonly CardReader[];
  problems(): readonly ReaderProblem[];
  /** Calls back when a reader or a problem came or went. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
