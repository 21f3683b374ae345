import type { Result } from '#base/result.ts';
import type { CardKind } from '#cards/atr.ts';
import type { ReaderDescription } from '#cards/reader-description.ts';
import type { CardStation, StationError, StationState } from '#cards/station.ts';
import type { AppError } from './port.ts';

/** A station as the screens show it. */
export type StationLine = StationState & {
  id: string;
  name: string;
  kind: CardStation['kind'];
  /** The one that the next act uses. */
  chosen: boolean;
  /** Why it cannot be used at all: the browser keeps it to itself, its level is not supported. */
  problem: StationError | undefined;
  /** What the reader says of itself; absent for a bridge. */
  reader: ReaderDescription | undefined;
  /** Of a bridge. `digits`: shown until the first login was accepted there. */
  pairing: { pairedAt: number; lastUsedAt: number; digits: string | undefined } | undefined;
};

/** The page «Mon lecteur», and the choice of a station. */
export interface ReadingDesk {
  /** False where the browser has no WebUSB at all. */
  readonly usb: boolean;
  /** Opens the browser's chooser; only in answer to a tap. `Cancelled` where none was chosen. */
  chooseReader(): Promise<Result<void, AppError>>;
  forgetReader(id: string): Promise<void>;
  /** The station that the next acts use; remembered on this device. */
  chooseStation(id: string): void;
  /** Pairs with the bridge whose link was opened or scanned: `fragment` is what follows `#`. Needs the network. */
  pair(fragment: string): Promise<Result<{ id: string; name: string; digits: string }, AppError>>;
  endPairing(id: string): Promise<Result<void, AppError>>;
  /** Reads the card that is in the reader and measures; nothing personal is kept or shown. */
  selfTest(id: string): Promise<SelfTestReport>;
}

/** Exported for support: no name, no number, no serial. */
export type SelfTestReport = {
  /** ISO 8601. */
  at: string;
  /** As the browser names itself. */
  browser: string;
  station: { kind: CardStation['kind']; reader: ReaderDescription | undefined };
  card: { kind: CardKind; atr: string } | undefined;
  steps: readonly SelfTestStep[];
};
export type SelfTestStep = {
  step: 'connect' | 'powerCard' | 'readCard' | 'certificate';
  /** Milliseconds. */
  took: number;
  /** Commands to the card and bytes both ways, where they are counted here (not behind a bridge). */
  exchanges: number | undefined;
  bytes: number | undefined;
  /** Undefined where the step was done. No error holds anything personal. */
  error: StationError | undefined;
};
