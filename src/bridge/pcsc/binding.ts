import { err, ok, type Result } from '#base/result.ts';

/**
 * What we use of the npm package `smartcard` 3.7 (N-API over winscard, PCSC.framework, pcsclite), in our own words: the
 * package is an optional dependency, so its types may be absent. Failures are thrown as `Error` with a fixed English
 * sentence per code (`errors.ts`).
 */
export interface PcscBinding {
  /** SCardEstablishContext. Calls over one context wait for each other, so each dialogue has its own. */
  readonly Context: new () => PcscContext;
}

export interface PcscContext {
  /** SCardListReaders, each with its present state. */
  listReaders(): readonly PcscReader[];
  /** SCardGetStatusChange: null where cancelled, empty where time ran out (ms). Runs off the main thread. */
  waitForChange(readers: readonly PcscReaderState[], timeout: number): Promise<unknown>;
  /** Ends a running `waitForChange`. */
  cancel(): void;
  close(): void;
}

export interface PcscReaderState {
  readonly name: string;
  /** SCARD_STATE_*; the high half counts the cards that came and went (not on macOS). */
  readonly state: number;
}

export interface PcscReader extends PcscReaderState {
  readonly atr: Uint8Array | null;
  connect(shareMode: number, protocols: number): Promise<PcscCard>;
}

export interface PcscCard {
  readonly atr: Uint8Array | null;
  /** The protocol in use, one of PROTOCOL. */
  readonly protocol: number;
  transmit(command: Uint8Array): Promise<Uint8Array>;
  control(code: number, data: Uint8Array): Promise<Uint8Array>;
  reconnect(shareMode: number, protocols: number, initialization: number): Promise<number>;
  /** Waits on the main thread for what it does. */
  disconnect(disposition: number): void;
}

/** Numbers of winscard.h (PC/SC part 5), the same on all three systems. */
export const SHARE = { exclusive: 1, direct: 3 } as const;
export const PROTOCOL = { none: 0, t0: 1, t1: 2, any: 1 | 2 } as const;
export const DISPOSITION = { leave: 0, reset: 1 } as const;
export const STATE = { present: 0x20 } as const;
/** Pseudo reader that changes when readers come and go (Windows, pcsclite). */
export const PLUG_AND_PLAY = '\\\\?PnP?\\Notification';

export type ModuleMissing = {
  type: 'moduleMissing';
  because:
    /** `smartcard` is not installed: no compiler, or no libpcsclite-dev, when it was to be. */
    | 'notInstalled'
    /** Installed, never compiled. */
    | 'notBuilt'
    /** Compiled, and the system's PC/SC library is not there, or not for this machine. */
    | 'library'
    /** Another version, which offers something else. */
    | 'otherVersion';
};

/** Loads the package, which may not be there. */
export async function loadBinding(
  load: () => Promise<unknown> = loadSmartcard,
): Promise<Result<PcscBinding, ModuleMissing>> {
  try {
    const loaded = await load();
    return isBinding(loaded) ? ok(loaded) : err({ type: 'moduleMissing', because: 'otherVersion' });
  } catch (cause) {
    return err({ type: 'moduleMissing', because: reasonOf(cause) });
  }
}

/** By a name that bundlers do not follow: it is resolved beside the program, at run time. */
function loadSmartcard(): Promise<unknown> {
  const name = 'smartcard';
  return import(/* @vite-ignore */ name);
}

const isBinding = (loaded: unknown): loaded is PcscBinding =>
  typeof loaded === 'object' &&
  loaded !== null &&
  'Context' in loaded &&
  typeof loaded.Context === 'function';

function reasonOf(cause: unknown): ModuleMissing['because'] {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  if (code === 'ERR_MODULE_NOT_FOUND') return 'notInstalled';
  // the package is there, its `smartcard_napi.node` is not
  if (code === 'MODULE_NOT_FOUND') return 'notBuilt';
  return 'library';
}
