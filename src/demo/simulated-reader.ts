import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel, CardReader } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import type { SimulatedCard } from './cards/simulated-card.ts';
import { alterAnswer, type Fault } from './faults.ts';
import { simulatedPinPad, type TypePin } from './simulated-pin-pad.ts';

export interface SimulatedReader extends CardReader {
  readonly simulated: true;
  /** Puts a card in; the one that was in is pulled out first. */
  insert(card: SimulatedCard): void;
  /** Pulls the card out: a dialogue under way gets CardRemoved. */
  remove(): void;
  /** From the next dialogue on; undefined for none. */
  setFault(fault: Fault | undefined): void;
}

export interface SimulatedReaderOptions {
  readonly name?: string;
  /** Gives the reader keys of its own: called each time a code is to be typed there. */
  readonly typePin?: TypePin;
  /** For the fault `slow`: waits this many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

const systemWait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A reader for the demonstration and for tests: one card, one exclusive channel at a time, reset on close. */
export function createSimulatedReader({
  name = 'Lecteur de démonstration',
  typePin,
  wait = systemWait,
}: SimulatedReaderOptions = {}): SimulatedReader {
  const listeners = new Set<() => void>();
  let card: SimulatedCard | undefined;
  let holder: SimulatedChannel | undefined;
  let fault: Fault | undefined;
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const remove = (): void => {
    if (!card) return;
    card.reset();
    card = undefined;
    holder?.cut();
    holder = undefined;
    changed();
  };

  return {
    name,
    simulated: true,
    hasPinPad: typePin !== undefined,
    cardPresent: () => card !== undefined,
    insert(inserted) {
      remove();
      inserted.reset();
      card = inserted;
      changed();
    },
    remove,
    setFault(next) {
      fault = next;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open() {
      return Promise.resolve(openChannel());
    },
  };

  function openChannel(): Result<CardChannel, CardError> {
    if (!card) return err({ type: 'NoCard' });
    if (holder) return err({ type: 'Busy' });
    if (!card.atr || fault?.type === 'mute') return err({ type: 'CardMute' });
    const channel = createChannel({ card, atr: card.atr, fault, typePin, wait, remove, release });
    holder = channel;
    return ok(channel);
  }

  function release(channel: SimulatedChannel): void {
    if (holder === channel) holder = undefined;
  }
}

interface SimulatedChannel extends CardChannel {
  /** The card is gone. */
  cut(): void;
}

function createChannel(deps: {
  readonly card: SimulatedCard;
  readonly atr: Bytes;
  readonly fault: Fault | undefined;
  readonly typePin: TypePin | undefined;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly remove: () => void;
  readonly release: (channel: SimulatedChannel) => void;
}): SimulatedChannel {
  const { card, fault, typePin } = deps;
  let open = true;
  let exchanges = 0;
  let last: Promise<unknown> = Promise.resolve();

  const exchangeOnce = async (command: Uint8Array): Promise<Result<Bytes, CardError>> => {
    if (open && fault?.type === 'pulled' && exchanges >= fault.after) deps.remove();
    if (!open) return err({ type: 'CardRemoved' });
    if (fault?.type === 'slow') await deps.wait(fault.milliseconds);
    const altered = alterAnswer(fault, await card.transmit(command), exchanges);
    exchanges++;
    return isOpen() ? ok(altered) : err({ type: 'CardRemoved' });
  };
  // a function, since the compiler does not know that `open` changes while the card thinks
  const isOpen = (): boolean => open;

  // one command at a time, in the order of the calls: a card knows nothing else
  const inTurn = (act: () => Promise<Result<Bytes, CardError>>): Promise<Result<Bytes, CardError>> => {
    const answer = last.then(act);
    last = answer;
    return answer;
  };
  const pinPad = typePin && simulatedPinPad(typePin, exchangeOnce);

  const channel: SimulatedChannel = {
    atr: deps.atr,
    transmit: (command) => inTurn(() => exchangeOnce(command)),
    ...(pinPad && { pinPad: { verify: (request) => inTurn(() => pinPad.verify(request)) } }),
    close() {
      if (open) card.reset();
      open = false;
      deps.release(channel);
      return Promise.resolve();
    },
    cut() {
      open = false;
    },
  };
  return channel;
}
