import type { BridgeConfig } from '../config.ts';
import type { ReaderSource } from '../reading/reader-source.ts';
import type { ControlHandler } from './control.ts';

/** What tells the bridge of real readers from the one of the demonstration. */
export interface BridgeProduct {
  /** Name of the command, and of its folders. */
  readonly program: string;
  readonly stationKind: 'usb' | 'simulated';
  /** Where none is configured. */
  readonly defaultOrigin?: string;
  /** `card`: of the option `--card`, which the demonstration alone has. */
  openReaders(config: BridgeConfig, card: string | undefined): Promise<Readers>;
  /** What the help says of `--card`. */
  readonly aboutCard?: string;
  /** Commands beside those of every bridge, with what their help says. */
  readonly commands?: readonly ExtraCommand[];
}

export interface Readers {
  readonly source: ReaderSource;
  readonly commands?: ControlHandler;
  /** Keys of the terminal. */
  readonly keys?: Readonly<Record<string, () => void>>;
  /** Shown below the keys that every bridge has. */
  readonly hint?: string;
}

export interface ExtraCommand {
  readonly name: string;
  readonly about: string;
  readonly argument?: string;
}
