import type { DossierId } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import { growingDelayMs } from '#base/retry-delay.ts';
import type { Timer } from '#base/timer.ts';
import type { WatchEvent } from '#wire/sync.ts';
import type { Remote, SyncEvent } from './ports.ts';

/** The server beats every 20 s: a stream that is silent for this long is held back by somebody on the way; ms. */
export const SILENCE_MS = 60_000;
/** A network that cuts every stream is asked at most this seldom; ms. */
export const LONGEST_STREAM_RETRY_MS = 10 * 60_000;

export type StreamDeps = {
  remote: Pick<Remote, 'watch'>;
  timer: Timer;
  random: Random;
  emit(event: SyncEvent): void;
  onMoved(dossierId: DossierId): void;
  /** A stream may be tried again: the next exchange finds out whether the server is there. */
  onRetry(): void;
  signal: AbortSignal;
};

export interface FollowedStream {
  /** Nothing where it is open, or waits for its next try. */
  open(): void;
  close(): void;
  /** Closed for good. */
  end(): void;
  /** It beat at least twice: events do come through, so that polling may be rare. */
  isProven(): boolean;
}

/**
 * The server's stream, as far as the network lets it through.
 *
 *     closed → open ─second beat→ proven
 *       ↑        └─falls, or silent for a minute→ waits, longer each time it was not proven → closed
 */
export function followStream(deps: StreamDeps): FollowedStream {
  let stop: (() => void) | undefined;
  let beats = 0;
  let failures = 0;
  let mayOpen = true;
  let cancelSilence = (): void => {};
  let cancelRetry = (): void => {};

  function hear(event: WatchEvent): void {
    if (!stop) return;
    listenOn();
    deps.emit({ kind: 'reached', online: true });
    if (event.kind === 'moved') return deps.onMoved(event.dossierId);
    // a proxy that holds back what follows lets the first one through
    if (++beats > 1) failures = 0;
  }

  function listenOn(): void {
    cancelSilence();
    cancelSilence = deps.timer.after(SILENCE_MS, fall);
  }

  function fall(): void {
    if (!stop) return;
    close();
    mayOpen = false;
    cancelRetry = deps.timer.after(growingDelayMs(++failures, LONGEST_STREAM_RETRY_MS, deps.random), () => {
      mayOpen = true;
      deps.onRetry();
    });
  }

  function close(): void {
    cancelSilence();
    const open = stop;
    stop = undefined;
    beats = 0;
    open?.();
  }

  return {
    open() {
      if (stop || !mayOpen || deps.signal.aborted) return;
      // events may come before `watch` returns
      stop = () => undefined;
      listenOn();
      const stopped = deps.remote.watch({ onEvent: hear, onDown: fall });
      if (stop) stop = stopped;
      else stopped();
    },
    close,
    end() {
      cancelRetry();
      close();
    },
    isProven: () => stop !== undefined && beats > 1,
  };
}
