import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { BridgeError } from '#cards/station.ts';
import type { CardError } from '#cards/errors.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import type { RelayEvent } from '#wire/relay.ts';
import { retryDelayMs } from '#base/retry-delay.ts';
import type { Timer } from '#base/timer.ts';

/**
 *     closed ── held ──▶ connecting ── first event ──▶ listening
 *       ▲                    ▲                            │ stream fell
 *       │                    └──── after a delay ── away ◀┘
 *       └── let go, and nobody wanted it for LINGER_MS
 */
export type LineState = 'closed' | 'connecting' | 'listening' | 'away';

export interface RelayLine {
  state(): LineState;
  /** Keeps the stream open until what it returns is called. */
  hold(): () => void;
  /** To be asked while held. `RelayAway` at the first failure, `Busy` while another tab has this pairing's stream. */
  ready(): Promise<Result<void, BridgeError | CardError>>;
  /** The network may be back: tries at once instead of at the next turn. */
  wake(): void;
  /** Ends it, whoever holds it. */
  close(): void;
}

export type RelayLineDeps = {
  readonly relay: Pick<RelayClient, 'listen'>;
  readonly timer: Timer;
  readonly random: Random;
  /** Runs alone among the tabs of this device: the relay keeps one stream per key, the newest. */
  exclusive(run: () => Promise<void>, signal: AbortSignal): Promise<void>;
  onEvent(event: RelayEvent): void;
  onState(state: LineState): void;
};

/** From page to page the stream stays. */
export const LINGER_MS = 20_000;
/** How long an act waits for the stream. */
export const READY_MS = 8000;

/** The stream of one pairing's key at the relay, open while somebody wants it. */
export function createRelayLine(deps: RelayLineDeps): RelayLine {
  const { relay, timer, random } = deps;
  let state: LineState = 'closed';
  let holders = 0;
  let failures = 0;
  /** Waiting for the lock, or having it. */
  let opened: { abort: AbortController; hasLock: boolean; end: () => void } | undefined;
  let stopStream: () => void = () => undefined;
  let stopWaiting: () => void = () => undefined;
  let stopLingering: () => void = () => undefined;
  const waiters = new Set<(state: LineState) => void>();

  function set(next: LineState): void {
    if (state === next) return;
    state = next;
    deps.onState(next);
    for (const waiter of [...waiters]) waiter(next);
  }

  function open(): void {
    const abort = new AbortController();
    const mine = { abort, hasLock: false, end: (): void => undefined };
    opened = mine;
    set('connecting');
    const alone = async (): Promise<void> => {
      if (abort.signal.aborted) return;
      mine.hasLock = true;
      connect();
      await new Promise<void>((resolve) => (mine.end = resolve));
    };
    deps.exclusive(alone, abort.signal).catch((thrown: unknown) => {
      if (!abort.signal.aborted) throw thrown;
    });
  }

  function connect(): void {
    stopWaiting();
    set('connecting');
    stopStream = relay.listen({
      onEvent(event) {
        failures = 0;
        set('listening');
        deps.onEvent(event);
      },
      onDown() {
        set('away');
        stopWaiting = timer.after(retryDelayMs(failures++, random), connect);
      },
    });
  }

  function close(): void {
    stopLingering();
    stopWaiting();
    stopStream();
    stopStream = stopWaiting = (): void => undefined;
    opened?.abort.abort();
    opened?.end();
    opened = undefined;
    set('closed');
  }

  function wake(): void {
    failures = 0;
    if (state === 'away') connect();
  }

  return {
    state: () => state,
    wake,
    close,
    hold() {
      holders++;
      stopLingering();
      if (!opened) open();
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        if (--holders === 0) stopLingering = timer.after(LINGER_MS, () => holders === 0 && close());
      };
    },
    ready() {
      if (state === 'listening') return Promise.resolve(ok(undefined));
      wake();
      return new Promise((resolve) => {
        const settle = (result: Result<void, BridgeError | CardError>): void => {
          waiters.delete(follow);
          stop();
          resolve(result);
        };
        const follow = (next: LineState): void => {
          if (next === 'listening') settle(ok(undefined));
          else if (next !== 'connecting') settle(err({ type: 'RelayAway' }));
        };
        const stop = timer.after(READY_MS, () =>
          settle(err(opened?.hasLock ? { type: 'RelayAway' } : { type: 'Busy' })),
        );
        waiters.add(follow);
      });
    },
  };
}
