import { err, type Result } from '#base/result.ts';
import type { CardChannel, CardReader } from './channel.ts';
import type { CpsCache } from './cps/card-cache.ts';
import { readCpsIdentity } from './cps/identity.ts';
import { cpsLogin } from './cps/login.ts';
import { wipePin } from './cps/pin.ts';
import { cpsUnlock } from './cps/unlock.ts';
import type { CardError } from './errors.ts';
import type { CardStation, CpsLogin, Pin, StationError, StationWait } from './station.ts';
import { createTurns } from './turns.ts';
import { readVitale } from './vitale/read-vitale.ts';
import { withCard } from './with-card.ts';

export interface LocalStationDeps {
  readonly id: string;
  readonly reader: CardReader;
  readonly kind: CardStation['kind'];
  readonly cache: CpsCache;
  /** The server that is signed for, as browsers write it: the station's own knowledge, never the caller's. */
  readonly origin: string;
  /** Which instance answers there. Undefined where it cannot be known now, since the server was never reached. */
  readonly instanceId: () => Promise<string | undefined>;
}

type Dialogue<T> = (channel: CardChannel) => Promise<Result<T, CardError>>;

/**
 * A reader of this machine as a station. Acts take their turns; each is one dialogue that ends with a reset of the
 * card. A code is wiped when its act is over, whatever became of it. A login is RelayAway where it is not known to which
 * instance; a vault is opened without any server.
 */
export function createLocalStation(deps: LocalStationDeps): CardStation {
  const { id, reader, kind, cache, origin } = deps;
  const listeners = new Set<() => void>();
  let reachable = true;
  let typing = false;

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const turns = createTurns(changed);
  const setTyping = (now: boolean): void => {
    typing = now;
    changed();
  };
  const setReachable = (now: boolean): void => {
    const before = reachable;
    reachable = now;
    if (before !== now) changed();
  };

  const dialogue = <T>(use: Dialogue<T>): Promise<Result<T, CardError>> =>
    turns.take(async () => {
      const result = await withCard(reader, (channel) => use(announcePinPad(channel, setTyping)));
      setReachable(result.ok || !isReaderGone(result.error));
      return result;
    });

  const wiping = async <T>(pin: Pin, act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } finally {
      wipePin(pin);
    }
  };

  return {
    id,
    name: reader.name,
    kind,
    state: () => ({
      connected: reachable,
      cardPresent: reader.cardPresent(),
      ownPinEntry: reader.hasPinPad ? 'pinPad' : undefined,
      waitingFor: waitOf(typing, turns.waiting()),
    }),
    onChange(listener) {
      const called = (): void => listener();
      listeners.add(called);
      const stop = reader.onChange(() => {
        reachable = true;
        called();
      });
      return () => {
        listeners.delete(called);
        stop();
      };
    },
    readVitale: () => dialogue(readVitale),
    cpsIdentity: () => dialogue((channel) => readCpsIdentity(channel, cache)),
    cpsLogin: (request) =>
      wiping<Result<CpsLogin, StationError>>(request.pin, async () => {
        const instanceId = await deps.instanceId();
        if (instanceId === undefined) return err({ type: 'RelayAway' });
        return dialogue((channel) => cpsLogin(channel, { ...request, origin, instanceId }, cache));
      }),
    cpsUnlock: (request) =>
      wiping(request.pin, () => dialogue((channel) => cpsUnlock(channel, { ...request, origin }, cache))),
  };
}

const isReaderGone = ({ type }: CardError): boolean => type === 'ReaderGone' || type === 'NoReader';

/** Whoever types is waited for first: the others' turn comes after. */
function waitOf(typing: boolean, waiting: number): StationWait | undefined {
  if (typing) return { type: 'pin' };
  return waiting > 0 ? { type: 'turn' } : undefined;
}

/** The same channel, which says when the reader's keys are waited for. */
function announcePinPad(channel: CardChannel, setTyping: (now: boolean) => void): CardChannel {
  const { pinPad } = channel;
  if (!pinPad) return channel;
  return {
    atr: channel.atr,
    transmit: (command) => channel.transmit(command),
    close: () => channel.close(),
    pinPad: {
      async verify(request) {
        setTyping(true);
        try {
          return await pinPad.verify(request);
        } finally {
          setTyping(false);
        }
      },
    },
  };
}
