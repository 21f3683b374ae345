import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel, CardReader } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import {
  PROTOCOL,
  SHARE,
  STATE,
  type PcscBinding,
  type PcscCard,
  type PcscContext,
  type PcscReader,
} from './binding.ts';
import { leave, pcscChannel, type PcscChannel, type PcscConnection } from './channel.ts';
import { errorOf, failureOf } from './errors.ts';
import { findPinPad } from './pin-pad.ts';
import { newContext, type Wait } from './watch.ts';

/** A reader of the PC/SC service. The same object for a name, over unplugging and restarts of the service. */
export interface WatchedReader extends CardReader {
  /** Its state as the watch saw it; undefined while it is not there. */
  update(state: number | undefined): void;
  readonly attached: () => boolean;
}

export interface ReaderDeps {
  readonly binding: PcscBinding;
  readonly wait: Wait;
  /** `process.platform`. */
  readonly platform: string;
}

/** pcscd looks at readers that do not tell of changes every 400 ms. */
const SETTLE_STEPS = 12;
const SETTLE_STEP_MS = 50;
/** Windows reads the certificates of every card that comes in, for about a second. */
const BUSY_STEPS = 15;
const BUSY_STEP_MS = 100;

export function pcscReader(name: string, deps: ReaderDeps): WatchedReader {
  const listeners = new Set<() => void>();
  let state: number | undefined;
  let pinPad: number | undefined;
  /** The reader was asked for its features. */
  let asked = false;
  let probed: Promise<void> | undefined;
  let held: { readonly channel: PcscChannel; readonly cards: number } | undefined;
  let released: Promise<void> | undefined;
  const present = (): boolean => isPresent(state);

  const askFeatures = async (card: PcscCard): Promise<void> => {
    pinPad = await findPinPad(card, deps.platform);
    asked = true;
    if (pinPad !== undefined) for (const listener of listeners) listener();
  };

  /** Where another program has the reader now, it is asked in the first dialogue. */
  const probe = async (): Promise<void> => {
    const found = await connectTo(name, deps, { share: SHARE.direct, protocols: PROTOCOL.none });
    if (!found.ok) return;
    await askFeatures(found.value.card);
    leave(found.value);
  };

  /** What is seen of the reader a moment after an exchange failed, or as soon as it changed. */
  const whyFailed = async (cards: number): Promise<CardError> => {
    for (let step = 0; step < SETTLE_STEPS; step++) {
      if (state === undefined) return { type: 'ReaderGone' };
      if (!present() || cardCount(state) !== cards) return { type: 'CardRemoved' };
      await deps.wait(SETTLE_STEP_MS);
    }
    return { type: 'ReaderFault', what: 'PC/SC exchange' };
  };

  /** Other programs look at a card that was just put in; most of them let it go at once. */
  const connectExclusively = async (): Promise<Result<Connection, CardError>> => {
    for (let step = 1; ; step++) {
      const connected = await connectTo(name, deps, { share: SHARE.exclusive, protocols: PROTOCOL.any });
      const busy = !connected.ok && connected.error.type === 'Busy';
      if (!busy || step === BUSY_STEPS || state === undefined) return connected;
      await deps.wait(BUSY_STEP_MS);
    }
  };

  const open = async (): Promise<Result<CardChannel, CardError>> => {
    if (state === undefined) return err({ type: 'ReaderGone' });
    // the look at its features, or a dialogue whose card went, would make this connection busy
    await probed;
    await released;
    if (held?.channel.isOpen()) return err({ type: 'Busy' });
    const connected = await connectExclusively();
    if (!connected.ok) return connected;
    const { card, context } = connected.value;
    const cards = cardCount(connected.value.state);
    const { atr } = card;
    if (!atr) {
      leave(connected.value);
      return err({ type: 'CardMute' });
    }
    if (!asked) await askFeatures(card);
    const channel = pcscChannel({ card, context, atr, pinPad, whyFailed: () => whyFailed(cards) });
    held = { channel, cards };
    return ok(channel);
  };

  /** The dialogue is over once its card went, even if another is there by now. */
  const cutWhereGone = (next: number | undefined): void => {
    if (!held || (isPresent(next) && cardCount(next) === held.cards)) return;
    released = held.channel.cut({ type: next === undefined ? 'ReaderGone' : 'CardRemoved' });
    held = undefined;
  };

  return {
    name,
    simulated: false,
    get hasPinPad() {
      return pinPad !== undefined;
    },
    cardPresent: present,
    attached: () => state !== undefined,
    open,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update(next) {
      if (next === state) return;
      if (state === undefined) probed = probe();
      if (next === undefined) {
        pinPad = undefined;
        asked = false;
      }
      const before = state;
      state = next;
      cutWhereGone(next);
      if (meaning(before) !== meaning(next)) for (const listener of listeners) listener();
    },
  };
}

const isPresent = (state: number | undefined): boolean => ((state ?? 0) & STATE.present) !== 0;
/** The half of the state that counts cards that came and went. */
const cardCount = (state: number | undefined): number => (state ?? 0) >>> 16;
/** What listeners are told of: the reader came or went, a card came or went. Not who uses it. */
const meaning = (state: number | undefined): string =>
  state === undefined ? 'away' : `${isPresent(state)} ${cardCount(state)}`;

interface Connection extends PcscConnection {
  /** The reader's state just before. */
  readonly state: number;
}

/** A context of its own for each connection: calls over one wait for each other, and one does not outlive its service. */
async function connectTo(
  name: string,
  { binding }: ReaderDeps,
  { share, protocols }: { readonly share: number; readonly protocols: number },
): Promise<Result<Connection, CardError>> {
  const context = newContext(binding);
  if (!context) return err({ type: 'ReaderGone' });
  try {
    const reader = findReader(context, name);
    if (reader) {
      const card = await reader.connect(share, protocols);
      return ok({ context, card, state: reader.state });
    }
    context.close();
    return err({ type: 'ReaderGone' });
  } catch (thrown) {
    context.close();
    return err(connectionError(thrown));
  }
}

const findReader = (context: PcscContext, name: string): PcscReader | undefined =>
  context.listReaders().find((reader) => reader.name === name);

/** A card that goes while the connection is made was not there yet, for whoever asked. */
function connectionError(thrown: unknown): CardError {
  const error = errorOf(failureOf(thrown));
  return error.type === 'CardRemoved' ? { type: 'NoCard' } : error;
}
