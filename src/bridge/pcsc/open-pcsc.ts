import { err, ok, type Result } from '#base/result.ts';
import type { CardReader } from '#cards/channel.ts';
import { loadBinding, type ModuleMissing, type PcscReaderState } from './binding.ts';
import { pcscReader, type WatchedReader } from './reader.ts';
import { newContext, watchReaders, type Wait } from './watch.ts';

/** The readers of this machine that its PC/SC service drives. */
export interface PcscReaders {
  /** Those that are there now, in the order in which the service names them. */
  list(): readonly CardReader[];
  /** False while the service is gone; it is looked for until it is back. */
  serviceRunning(): boolean;
  /** Calls back when a reader came or went, or the service did; returns the way to stop. */
  onChange(listener: () => void): () => void;
  /** Ends the watch. Open dialogues are closed by whoever opened them. */
  close(): Promise<void>;
}

export type PcscProblem =
  | ModuleMissing
  /** No PC/SC service runs (pcscd on Linux, «Carte à puce» on Windows): worth another try later. */
  | { type: 'serviceAway' };

export interface PcscDeps {
  /** Loads the binding; the npm package `smartcard` where absent. */
  readonly load?: () => Promise<unknown>;
  readonly wait?: Wait;
  readonly platform?: string;
}

const systemWait: Wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Opens PC/SC: the readers are known when this settles, and followed until `close`. */
export async function openPcsc(deps: PcscDeps = {}): Promise<Result<PcscReaders, PcscProblem>> {
  const binding = await loadBinding(deps.load);
  if (!binding.ok) return binding;
  const context = newContext(binding.value);
  if (!context) return err({ type: 'serviceAway' });
  const wait = deps.wait ?? systemWait;
  const known = knownReaders((name) =>
    pcscReader(name, { binding: binding.value, wait, platform: deps.platform ?? process.platform }),
  );
  const watch = watchReaders({ binding: binding.value, context, wait, tell: known.tell });
  return ok({
    list: known.list,
    serviceRunning: known.serviceRunning,
    onChange: known.onChange,
    close: () => watch.stop(),
  });
}

type KnownReaders = Omit<PcscReaders, 'close'> & {
  readonly tell: (states: readonly PcscReaderState[] | undefined) => void;
};

/** Every reader ever seen, so that the one that comes back is the same object. */
function knownReaders(make: (name: string) => WatchedReader): KnownReaders {
  const listeners = new Set<() => void>();
  const byName = new Map<string, WatchedReader>();
  let states: readonly PcscReaderState[] | undefined = [];
  const namesOf = (of: typeof states): string => JSON.stringify(of?.map(({ name }) => name));

  return {
    list: () => (states ?? []).flatMap(({ name }) => byName.get(name) ?? []),
    serviceRunning: () => states !== undefined,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(next) {
      const before = states;
      states = next;
      for (const { name } of next ?? []) if (!byName.has(name)) byName.set(name, make(name));
      for (const [name, reader] of byName) reader.update(stateOf(next, name));
      if (namesOf(before) !== namesOf(next)) for (const listener of listeners) listener();
    },
  };
}

const stateOf = (states: readonly PcscReaderState[] | undefined, name: string): number | undefined =>
  states?.find((state) => state.name === name)?.state;
