import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel, CardReader } from '../channel.ts';
import type { CardError } from '../errors.ts';
import { agreeWithCard } from './agree.ts';
import { createSlotChannel, type SlotChannel } from './channel.ts';
import type { ClassDescriptor } from './descriptor.ts';
import { chooseExchange } from './exchange.ts';
import { parseAtr } from './parameters/atr.ts';
import { powerOff, powerOn } from './power.ts';
import { readerPinPad } from './reader-pin-pad.ts';
import type { SlotLink } from './slot-link.ts';

/** A slot as its reader holds it. */
export interface Slot {
  readonly reader: CardReader;
  /** The reader said so by itself. */
  notified(present: boolean): void;
  /** A command goes out, whose answer says again whether a card is there. */
  sending(): void;
  /** An answer said so: it counts unless the reader notified something since its command went out. */
  answered(present: boolean): void;
  /** The reader was unplugged or let go of. */
  end(error: CardError): Promise<void>;
}

/** After the card is gone: how long its last command may still run before it is aborted. */
const AFTERMATH_MS = 1000;

export function createSlot(deps: {
  readonly name: string;
  readonly link: SlotLink;
  readonly descriptor: ClassDescriptor;
}): Slot {
  const { link, descriptor } = deps;
  const listeners = new Set<() => void>();
  let present = false;
  let newsSinceSent = false;
  let ended: CardError | undefined;
  let opening = false;
  let holder: SlotChannel | undefined;

  const reader: CardReader = {
    name: deps.name,
    simulated: false,
    hasPinPad: descriptor.pinVerify,
    cardPresent: () => present,
    open,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    reader,
    notified(now) {
      newsSinceSent = true;
      setPresent(now);
    },
    sending() {
      newsSinceSent = false;
    },
    // the two pipes keep no order between them
    answered(now) {
      if (!newsSinceSent) setPresent(now);
    },
    end,
  };

  function setPresent(now: boolean): void {
    if (now === present) return;
    present = now;
    if (!now) {
      link.hurry(AFTERMATH_MS);
      holder?.cut({ type: 'CardRemoved' });
    }
    for (const listener of [...listeners]) listener();
  }

  async function end(error: CardError): Promise<void> {
    if (ended) return;
    if (error.type === 'ReaderGone') holder?.cut(error);
    else await holder?.close();
    ended = error;
    setPresent(false);
  }

  async function open(): Promise<Result<CardChannel, CardError>> {
    if (ended) return err(ended);
    if (holder || opening) return err({ type: 'Busy' });
    opening = true;
    try {
      const opened = await openChannel();
      if (!opened.ok && present) await powerOff(link);
      return opened;
    } finally {
      opening = false;
    }
  }

  async function openChannel(): Promise<Result<CardChannel, CardError>> {
    const atr = await powerOn(link, descriptor);
    if (!atr.ok) return atr;
    const facts = parseAtr(atr.value);
    if (!facts.ok) return err({ type: 'CardMute' });
    const protocol = await agreeWithCard(link, facts.value, descriptor);
    if (!protocol.ok) return protocol;
    // pulled out while the last answer was on its way
    if (ended || !present) return err(ended ?? { type: 'CardRemoved' });
    const session = { link, descriptor, facts: facts.value, protocol: protocol.value };
    holder = createSlotChannel({
      atr: atr.value,
      exchange: chooseExchange(session),
      pinPad: readerPinPad(link, descriptor, protocol.value),
      interrupt: () => link.hurry(0),
      powerOff: () => powerOff(link),
      release,
    });
    return ok(holder);
  }

  function release(channel: SlotChannel): void {
    if (holder === channel) holder = undefined;
  }
}
