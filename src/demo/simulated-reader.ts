import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel, CardReader } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import type { SimulatedCard } from './cards/simulated-card.ts';

/** What goes wrong on demand. */
export type Fault =
  /** The card does not answer to power. */
  | { readonly type: 'mute' }
  /** The card is pulled out after this many exchanges of a dialogue. */
  | { readonly type: 'pulled'; readonly after: number }
  /** Its answers are changed; `exchange` counts from 0 in each dialogue. */
  | { readonly type: 'answers'; readonly alter: (answer: Bytes, exchange: number) => Bytes };

export interface SimulatedReader extends CardReader {
  readonly simulated: true;
  /** Puts a card in; the one that was in is pulled out first. */
  insert(card: SimulatedCard): void;
  /** Pulls the card out: a dialogue under way gets CardRemoved. */
  remove(): void;
  /** From the next dialogue on; undefined for none. */
  setFault(fault: Fault | undefined): void;
}

/** A reader for the demonstration and for tests: one card, one exclusive channel at a time, reset on close. */
export function createSimulatedReader({ name = 'Lecteur de démonstration' } = {}): SimulatedReader {
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
    const channel = createChannel({ card, atr: card.atr, fault, remove, release });
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
  readonly remove: () => void;
  readonly release: (channel: SimulatedChannel) => void;
}): SimulatedChannel {
  const { card, fault } = deps;
  let open = true;
  let exchanges = 0;
  let last: Promise<unknown> = Promise.resolve();

  const exchangeOnce = async (command: Uint8Array): Promise<Result<Bytes, CardError>> => {
    if (open && fault?.type === 'pulled' && exchanges >= fault.after) deps.remove();
    if (!open) return err({ type: 'CardRemoved' });
    const answer = await card.transmit(command);
    const altered = fault?.type === 'answers' ? fault.alter(answer, exchanges) : answer;
    exchanges++;
    return isOpen() ? ok(altered) : err({ type: 'CardRemoved' });
  };
  // a function, since the compiler does not know that `open` changes while the card thinks
  const isOpen = (): boolean => open;

  const channel: SimulatedChannel = {
    atr: deps.atr,
    transmit(command) {
      // one command at a time, in the order of the calls: a card knows nothing else
      const answer = last.then(() => exchangeOnce(command));
      last = answer;
      return answer;
    },
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
