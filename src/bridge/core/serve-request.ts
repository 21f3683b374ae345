import { fromBase64Url, toBase64Url, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type { CardStation, Pin, StationError } from '#cards/station.ts';
import type { BridgeMessage, BridgeRequest, BridgeStatus } from '#wire/bridge.ts';
import { actAtStations, type Act } from './at-stations.ts';
import { followPinPad, pinAt, wipe, type PinEntry } from './enter-pin.ts';
import type { NonceMemory } from './nonce-memory.ts';
import type { BridgePairing, PinScreen, Stations } from './ports.ts';
import type { Turns } from './turns.ts';

export interface ServeDeps {
  readonly stations: Stations;
  readonly turns: Turns;
  readonly nonces: NonceMemory;
  readonly timer: Timer;
  /** Absent where nobody sits at the bridge. */
  readonly pinScreen: PinScreen | undefined;
  readonly status: () => BridgeStatus;
  /** Resolves once the app's first use of a CPS was accepted here, or was not. */
  readonly accepted: (caller: Caller) => Promise<boolean>;
}

/** Who asks, and how it is told what is waited for. */
export interface Caller {
  readonly pairing: BridgePairing;
  /** Ends when the app's session does: nothing that has not begun is begun for it any more. */
  readonly signal: AbortSignal;
  readonly waiting: (waitingFor: Waiting, digits?: string) => void;
}
type Waiting = Extract<BridgeMessage, { kind: 'waiting' }>['waitingFor'];
type Answer = Promise<Result<unknown, StationError>>;
type CardRequest = Extract<BridgeRequest, { verb: 'cpsLogin' | 'cpsUnlock' }>;

/**
 * One request of an app, as a value of the wire (`bridgeValues`) or an error. `secret` is the code that came with it; it
 * is wiped here, whatever happens.
 */
export async function serveRequest(
  deps: ServeDeps,
  caller: Caller,
  request: BridgeRequest,
  secret: Bytes | undefined,
): Answer {
  try {
    return await serve(deps, caller, request, secret);
  } finally {
    wipe(secret);
  }
}

async function serve(
  deps: ServeDeps,
  caller: Caller,
  request: BridgeRequest,
  secret: Bytes | undefined,
): Answer {
  switch (request.verb) {
    case 'status':
      return ok(deps.status());
    case 'readVitale':
      return inTurn(deps, caller, () =>
        actAtStations(deps.stations.list(), (station) => station.readVitale()),
      );
    case 'cpsIdentity':
      return inTurn(deps, caller, () => actAtStations(deps.stations.list(), identityAt));
    case 'cpsLogin':
    case 'cpsUnlock':
      return withPin(deps, caller, request, secret);
  }
}

async function identityAt(station: CardStation): Answer {
  const identity = await station.cpsIdentity();
  if (!identity.ok) return identity;
  const { certificate, serialNumber, triesLeft } = identity.value;
  return ok({ certificate: toBase64Url(certificate), serialNumber, triesLeft: triesLeft ?? null });
}

/** A challenge is used up by being asked, whatever becomes of it; the app fetches another. */
async function withPin(
  deps: ServeDeps,
  caller: Caller,
  request: CardRequest,
  secret: Bytes | undefined,
): Answer {
  if (request.pin === 'typed' && !secret?.length) return err({ type: 'PinFormat' });
  if (request.verb === 'cpsLogin' && !deps.nonces.use(request.nonce)) return err({ type: 'NonceUsed' });
  if (!(await deps.accepted(caller))) return err({ type: 'NotAccepted' });
  const entry: PinEntry = {
    screen: deps.pinScreen,
    timer: deps.timer,
    appName: caller.pairing.appName,
    onTyping: (typing) => caller.waiting(typing ? 'pin' : 'nothing'),
  };
  const typed = request.pin === 'typed' ? secret : undefined;
  return inTurn(deps, caller, () =>
    actAtStations(deps.stations.list(), async (station, gone) => {
      const pin = await pinAt(entry, station, typed, gone);
      return pin.ok ? signAt(entry, station, request, pin.value) : pin;
    }),
  );
}

async function signAt(entry: PinEntry, station: CardStation, request: CardRequest, pin: Pin): Answer {
  const stop = followPinPad(station, entry.onTyping);
  try {
    return request.verb === 'cpsLogin'
      ? await loginAt(station, request, pin)
      : await unlockAt(station, request, pin);
  } finally {
    stop();
    wipe(pin);
  }
}

async function loginAt(
  station: CardStation,
  { nonce, jkt, serialNumber }: Extract<CardRequest, { verb: 'cpsLogin' }>,
  pin: Pin,
): Answer {
  const challenge = { nonce: bytesOf(nonce), jkt: bytesOf(jkt) };
  const login = await station.cpsLogin({ ...challenge, pin, ...forCard(serialNumber) });
  if (!login.ok) return login;
  const { certificate, signature, situations } = login.value;
  return ok({ certificate: toBase64Url(certificate), signature: toBase64Url(signature), situations });
}

async function unlockAt(
  station: CardStation,
  { vaultId, salt, serialNumber }: Extract<CardRequest, { verb: 'cpsUnlock' }>,
  pin: Pin,
): Answer {
  const vault = { vaultId: bytesOf(vaultId), salt: bytesOf(salt) };
  const unlock = await station.cpsUnlock({ ...vault, pin, ...forCard(serialNumber) });
  if (!unlock.ok) return unlock;
  const secret = toBase64Url(unlock.value.secret);
  unlock.value.secret.fill(0);
  return ok({ secret });
}

const forCard = (serialNumber: string | undefined): { serialNumber?: string } =>
  serialNumber === undefined ? {} : { serialNumber };

/** The turn ends when the card was let go, which may be after the answer. */
async function inTurn<T>(
  { turns }: ServeDeps,
  caller: Caller,
  act: () => Act<T>,
): Promise<Result<T, StationError>> {
  const waits = turns.busy();
  if (waits) caller.waiting('turn');
  const release = await turns.take(caller.signal);
  if (!release) return err({ type: 'ChannelBroken' });
  if (waits) caller.waiting('nothing');
  const { answer, settled } = act();
  void settled.then(release);
  return answer;
}

/** Of a field that the wire's schema has checked. */
const bytesOf = (text: string): Bytes => fromBase64Url(text) ?? new Uint8Array();
