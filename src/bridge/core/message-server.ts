import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import { err, type Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type { StationError } from '#cards/station.ts';
import { toPlain } from '#cards/station-errors.ts';
import { decodeMessage } from '#wire/bridge-channel/messages.ts';
import { bridgeFailure, bridgeRequest, type BridgeMessage, type BridgeRequest } from '#wire/bridge.ts';
import * as z from 'zod/mini';
import type { AppLink } from './app-link.ts';
import type { AppLinks } from './app-links.ts';
import type { BridgeSelf } from './greeting.ts';
import { createNonceMemory } from './nonce-memory.ts';
import type { PairingKeeper } from './pairing-keeper.ts';
import type { Approvals, Notice, PairingStore, PinScreen, Stations } from './ports.ts';
import { serveRequest, type Caller, type ServeDeps } from './serve-request.ts';
import { createTurns } from './turns.ts';

/** How long the first use of a new app waits to be accepted, ms. */
const ACCEPTANCE_MS = 90_000;

const anyRequest = z.looseObject({ id: z.int().check(z.positive()) });

/** Answers what apps ask in their sessions; each request in the background, so that the next frame is not held up. */
export function createMessageServer(deps: {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly stations: Stations;
  readonly pairings: PairingStore;
  readonly approvals: Approvals;
  readonly pinScreen?: PinScreen | undefined;
  readonly self: BridgeSelf;
  readonly links: AppLinks;
  readonly keeper: Pick<PairingKeeper, 'used'>;
  readonly notice: (notice: Notice) => void;
}): { onMessage(link: AppLink, plaintext: Bytes): void } {
  const { clock, timer, pairings, approvals, links, notice } = deps;
  const serving: ServeDeps = {
    stations: deps.stations,
    turns: createTurns(),
    nonces: createNonceMemory(clock),
    timer,
    pinScreen: deps.pinScreen,
    status: deps.self.status,
    accepted,
  };

  function onMessage(link: AppLink, plaintext: Bytes): void {
    const decoded = decodeMessage(plaintext);
    const any = decoded.ok ? anyRequest.safeParse(decoded.value.json).data : undefined;
    if (!decoded.ok || !any) {
      plaintext.fill(0);
      links.end(link);
      return notice({ type: 'refused', because: 'frame' });
    }
    const request = bridgeRequest.safeParse(decoded.value.json).data;
    const { secret } = decoded.value;
    // a verb that this bridge does not have: one of a later version, or no app of ours
    if (!request) return refuse(link, any.id, secret, { type: 'BridgeVersion' });
    if (link.busy && request.verb !== 'status') return refuse(link, request.id, secret, { type: 'Busy' });
    void answer(link, request, secret);
  }

  function refuse(link: AppLink, id: number, secret: Bytes, error: StationError): void {
    secret.fill(0);
    link.send({ kind: 'failure', id, error: bridgeFailure.parse(toPlain(error)) });
  }

  async function answer(link: AppLink, request: BridgeRequest, secret: Bytes): Promise<void> {
    const pairing = pairings.find(link.address);
    if (!pairing) return links.end(link);
    const { id, verb } = request;
    const from = clock.monotonic();
    const waiting: Caller['waiting'] = (waitingFor, digits) =>
      link.send({ kind: 'waiting', id, waitingFor, ...(digits !== undefined && { digits }) });
    if (verb !== 'status') link.busy = true;
    const caller: Caller = { pairing, signal: link.signal, waiting };
    const result = await serveRequest(serving, caller, request, secret).catch(faultOf);
    if (verb !== 'status') link.busy = false;
    link.send(messageOf(id, result));
    const outcome = result.ok ? 'ok' : result.error.type;
    notice({ type: 'served', verb, outcome, tookMs: Math.round(clock.monotonic() - from) });
    if (!result.ok && result.error.type === 'WrongPin' && result.error.triesLeft === 1)
      notice({ type: 'lastTry' });
    await deps.keeper.used(link.address);
  }

  /** The app is told that something is wrong here, and the bridge goes on. */
  function faultOf(thrown: unknown): Result<never, StationError> {
    notice({ type: 'fault', thrown });
    return err({ type: 'ReaderFault', what: 'bridge' });
  }

  async function accepted({ pairing: asking, signal, waiting }: Caller): Promise<boolean> {
    const pairing = pairings.find(asking.address);
    if (!pairing || pairing.accepted) return pairing !== undefined;
    const { address, appName, digits } = pairing;
    waiting('acceptance', digits);
    notice({ type: 'approvalAsked', appName, digits });
    const late = new AbortController();
    const stop = timer.after(ACCEPTANCE_MS, () => late.abort());
    const outcome = await approvals.ask({ address, appName, digits }, AbortSignal.any([signal, late.signal]));
    stop();
    notice({ type: 'approvalEnded', outcome: late.signal.aborted ? 'timeout' : outcome });
    const known = pairings.find(address);
    if (outcome !== 'accepted' || !known) return false;
    await pairings.put({ ...known, accepted: true });
    waiting('nothing');
    return true;
  }

  return { onMessage };
}

const messageOf = (id: number, result: Result<unknown, StationError>): BridgeMessage =>
  result.ok
    ? { kind: 'answer', id, value: result.value }
    : { kind: 'failure', id, error: bridgeFailure.parse(toPlain(result.error)) };
