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
      const readers = look(from);
      if (!readers) return;
      deps.tell(readers);
      await deps.wait(BREATH_MS);
      if (isStopped()) return;
      // the high half says how many readers are known
      const arrivals = { name: PLUG_AND_PLAY, state: readers.length << 16 };
      const waitedFor = plugAndPlay ? [...readers, arrivals] : readers;
      const waited = await waitForChange(from, waitedFor, deps.wait);
      if (waited === 'serviceAway') return;
      if (waited === 'noPlugAndPlay') plugAndPlay = false;
    }
  };

  const run = async (): Promise<void> => {
    while (!isStopped()) {
      context ??= newContext(deps.binding);
      if (context) await follow(context);
      close(context);
      context = undefined;
      if (isStopped()) return;
      deps.tell(undefined);
      await deps.wait(RETRY_MS);
    }
  };

  let ended = false;
  const over = run().finally(() => {
    ended = true;
  });
  return {
    async stop() {
      stopped = true;
      // more than once: a wait that was asked for and has not begun yet is not cancelled
      while (!ended) {
        cancel(context);
        await Promise.race([over, deps.wait(BREATH_MS)]);
      }
    },
  };
}

/** Undefined where the service went. */
function look(context: PcscContext): readonly PcscReaderState[] | undefined {
  try {
    return context.listReaders().map(({ name, state }) => ({ name, state }));
  } catch {
    return undefined;
  }
}

/** `noPlugAndPlay`: the system does not know the pseudo reader of plug and play (macOS). */
async function waitForChange(
  context: PcscContext,
  readers: readonly PcscReaderState[],
  wait: Wait,
): Promise<'lookAgain' | 'noPlugAndPlay' | 'serviceAway'> {
  if (readers.length === 0) {
    await wait(RETRY_MS);
    return 'lookAgain';
  }
  try {
    await context.waitForChange(readers, LOOK_AGAIN_MS);
    return 'lookAgain';
  } catch (thrown) {
    const plugAndPlay = readers.at(-1)?.name === PLUG_AND_PLAY;
    return plugAndPlay && isUnknownReader(thrown) ? 'noPlugAndPlay' : 'serviceAway';
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
