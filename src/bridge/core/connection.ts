import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { RelayClient, RelayError } from '#wire/client/relay-client.ts';
import type { RelayEvent } from '#wire/relay.ts';
import { retryDelayMs } from '#base/retry-delay.ts';
import type { Timer } from '#base/timer.ts';

/**
 *     connecting ── alive ──▶ listening
 *         ▲                      │ stream fell, silence, sleep, other network
 *         └──── after a delay ───┘
 *     connecting ── server is another one, or of another version ──▶ otherInstance, otherVersion ── a minute ──▶ connecting
 */
export type ServerState = 'connecting' | 'listening' | 'away' | 'otherInstance' | 'otherVersion';

export interface Connection {
  state(): ServerState;
  start(): void;
  stop(): void;
}

export interface ConnectionDeps {
  readonly relay: Pick<RelayClient, 'listen' | 'instance'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  /** Keeps the server that was met first; false where this one is another. */
  readonly isOurInstance: (instanceId: string) => Promise<boolean>;
  /** Changes when this machine's network addresses do. */
  readonly networkMark: () => string;
  readonly onState: (state: ServerState) => void;
  readonly onEvent: (event: RelayEvent) => void;
}

const TICK_MS = 5000;
/** A tick later than this means that the computer slept: the stream of before is dead, whatever it says. */
const SLEPT_MS = 20_000;
/** Between attempts at a server that is not ours: somebody has to act first. */
const REFUSED_MS = 60_000;

/** Keeps the one stream to the server open, through sleep, change of network and restarts of the server. */
export function createConnection(deps: ConnectionDeps): Connection {
  let state: ServerState = 'connecting';
  let running = false;
  let failures = 0;
  /** Names the attempt under way: what an older one says later is passed over. */
  let attempt = 0;
  let stopStream: () => void = () => undefined;
  let stopWaiting: () => void = () => undefined;
  let stopTicking: () => void = () => undefined;

  const set = (next: ServerState): void => {
    if (state === next) return;
    state = next;
    deps.onState(next);
  };

  function drop(): void {
    attempt++;
    stopStream();
    stopStream = () => undefined;
    stopWaiting();
    stopWaiting = () => undefined;
  }

  function retry(next: ServerState, delayMs: number): void {
    drop();
    if (!running) return;
    set(next);
    stopWaiting = deps.timer.after(delayMs, () => void connect());
  }

  function failed(error: RelayError): void {
    failures++;
    if (error.type === 'Server' && error.code === 'wireVersion') return retry('otherVersion', REFUSED_MS);
    return retry('away', retryDelayMs(failures, deps.random));
  }

  async function connect(): Promise<void> {
    const mine = ++attempt;
    const instance = await deps.relay.instance();
    if (mine !== attempt) return;
    if (!instance.ok) return failed(instance.error);
    const ours = await deps.isOurInstance(instance.value.instanceId);
    if (mine !== attempt) return;
    if (!ours) return retry('otherInstance', REFUSED_MS);
    listen(mine);
  }

  function listen(mine: number): void {
    stopStream = deps.relay.listen({
      onEvent(event) {
        if (mine !== attempt) return;
        failures = 0;
        set('listening');
        deps.onEvent(event);
      },
      onDown(error) {
        if (mine === attempt) failed(error);
      },
    });
  }

  /** Watches for sleep and for another network: both leave a stream that looks open and is dead. */
  function tick(seen: { at: number; monotonic: number; network: string }): void {
    stopTicking = deps.timer.after(TICK_MS, () => {
      const now = { at: deps.clock.now(), monotonic: deps.clock.monotonic(), network: deps.networkMark() };
      const slept = Math.max(now.at - seen.at, now.monotonic - seen.monotonic) > SLEPT_MS;
      if ((slept || now.network !== seen.network) && state !== 'otherInstance') {
        failures = 0;
        retry('connecting', retryDelayMs(0, deps.random));
      }
      tick(now);
    });
  }

  return {
    state: () => state,
    start() {
      if (running) return;
      running = true;
      tick({ at: deps.clock.now(), monotonic: deps.clock.monotonic(), network: deps.networkMark() });
      void connect();
    },
    stop() {
      running = false;
      stopTicking();
      drop();
    },
  };
}
