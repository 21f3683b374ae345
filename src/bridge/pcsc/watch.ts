import { PLUG_AND_PLAY, type PcscBinding, type PcscContext, type PcscReaderState } from './binding.ts';

/** Waits this many milliseconds. */
export type Wait = (milliseconds: number) => Promise<void>;

/** A change of the list is looked for this often where the system does not tell of it. */
const LOOK_AGAIN_MS = 2000;
/** While there is no service, or nothing to wait for. */
const RETRY_MS = 500;
/** Between two looks, so that a driver that reports changes without end cannot take the whole processor. */
const BREATH_MS = 10;

export interface ReaderWatch {
  /** Ends a running wait; the watch is over when this settles. */
  stop(): Promise<void>;
}

/**
 * Follows the readers and their cards for as long as it is not stopped, over restarts of the PC/SC service:
 *
 *     look → tell → wait for a change ─┐
 *      ↑ └──────────────────────────── ┘
 *      │ service gone: tell that there is no reader, wait, start again
 */
export function watchReaders(deps: {
  readonly binding: PcscBinding;
  /** An open context to begin with. */
  readonly context: PcscContext;
  readonly wait: Wait;
  /** All readers as they are now; undefined while there is no service. */
  readonly tell: (readers: readonly PcscReaderState[] | undefined) => void;
}): ReaderWatch {
  let context: PcscContext | undefined = deps.context;
  let stopped = false;
  const isStopped = (): boolean => stopped;

  const follow = async (from: PcscContext): Promise<void> => {
    let plugAndPlay = true;
    while (!isStopped()) {
      const readers = from.listReaders().map(({ name, state }) => ({ name, state }));
      deps.tell(readers);
      if (isStopped()) return;
      await deps.wait(BREATH_MS);
      // the high half says how many readers are known
      const arrivals = { name: PLUG_AND_PLAY, state: readers.length << 16 };
      const waitedFor = plugAndPlay ? [...readers, arrivals] : readers;
      plugAndPlay = await waitForChange(from, waitedFor, deps.wait);
    }
  };

  const run = async (): Promise<void> => {
    while (!isStopped()) {
      context ??= newContext(deps.binding);
      if (context) await follow(context).catch(() => undefined);
      close(context);
      context = undefined;
      if (isStopped()) return;
      deps.tell(undefined);
      await deps.wait(RETRY_MS);
    }
  };

  const over = run();
  return {
    async stop() {
      stopped = true;
      cancel(context);
      await over;
    },
  };
}

/** False where the system does not know the pseudo reader of plug and play (macOS). Throws where the service went. */
async function waitForChange(
  context: PcscContext,
  readers: readonly PcscReaderState[],
  wait: Wait,
): Promise<boolean> {
  if (readers.length === 0) {
    await wait(RETRY_MS);
    return false;
  }
  const plugAndPlay = readers.at(-1)?.name === PLUG_AND_PLAY;
  try {
    await context.waitForChange(readers, LOOK_AGAIN_MS);
    return plugAndPlay;
  } catch (thrown) {
    if (!plugAndPlay || !isUnknownReader(thrown)) throw thrown;
    return false;
  }
}

const isUnknownReader = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.message === 'Unknown reader';

/** SCardEstablishContext; undefined where no service answers. */
export function newContext(binding: PcscBinding): PcscContext | undefined {
  try {
    return new binding.Context();
  } catch {
    return undefined;
  }
}

function cancel(context: PcscContext | undefined): void {
  try {
    context?.cancel();
  } catch {
    // no wait was running
  }
}

function close(context: PcscContext | undefined): void {
  try {
    context?.close();
  } catch {
    // the service went first
  }
}
