import { err, ok, type Result } from '#base/result.ts';
import type { CardReader } from '../channel.ts';
import type { CardError } from '../errors.ts';
import { createBulkPipe, type BulkEndpoints } from './bulk.ts';
import { messageLimit } from './descriptor.ts';
import type { CcidInterface } from './interfaces.ts';
import { createLink, type CcidLink } from './link.ts';
import { getSlotStatus } from './messages.ts';
import { createSlot, type Slot } from './slot.ts';
import { slotLink } from './slot-link.ts';
import type { Timer } from '#base/timer.ts';
import { attempt, type UsbDevice } from './usb.ts';
import { watchSlots, type Watch } from './watch.ts';

/** A claimed interface with its slots. */
export interface Connection {
  readonly slots: readonly CardReader[];
  /** Lets go of the cards, and stops; the interface is still claimed. All that comes fails with this error. */
  end(error: CardError): Promise<void>;
}

/** Control request ABORT of the class (CCID 1.10 §5.3.1). */
const ABORT = 1;

/** bError 5: byte 5 of the command, bSlot, names a slot that is not there (CCID 1.10 table 6.2-2). */
const NO_SUCH_SLOT = 5;

/**
 * Starts to speak to a claimed interface: asks each slot whether a card is in it, and follows what changes. Slots that the
 * reader announced and does not know are left out. Fails where not even the first answers.
 */
export async function connect(deps: {
  readonly device: UsbDevice;
  readonly timer: Timer;
  readonly ccid: CcidInterface;
  readonly endpoints: BulkEndpoints;
  readonly slotName: (slot: number) => string;
}): Promise<Result<Connection, CardError>> {
  const { device, timer, ccid, endpoints } = deps;
  const { descriptor } = ccid;
  const count = descriptor.maxSlotIndex + 1;
  const watches: Watch[] = []; // none while the slots are asked for the first time
  const link = createLink({
    pipe: createBulkPipe({ device, timer, endpoints, declared: messageLimit(descriptor) }),
    timer,
    slots: count,
    maxBusySlots: Math.min(descriptor.maxBusySlots, count),
    abortRequest,
    onSend: (slot) => slots[slot]?.sending(),
    onAnswer: ({ slot, card }) => slots[slot]?.answered(card !== 'absent'),
    onGone: gone,
  });
  const slots: readonly Slot[] = Array.from({ length: count }, (_, slot) =>
    createSlot({ name: deps.slotName(slot), link: slotLink(link, slot), descriptor }),
  );
  const ask = async (slot: number): Promise<unknown> =>
    link.busy(slot) ? undefined : link.command(slot, getSlotStatus);
  const there = await countSlots(link, count);
  if (!there.ok) return there;
  const watch = watchSlots({
    device,
    timer,
    slots: there.value,
    interrupt: ccid.interrupt,
    onPresence: (slot, present) => slots[slot]?.notified(present),
    onGone: gone,
    ask,
  });
  watches.push(watch);

  return ok({ slots: slots.slice(0, there.value).map(({ reader }) => reader), end: endAll });

  async function abortRequest(slot: number, seq: number): Promise<void> {
    const setup = { requestType: 'class', recipient: 'interface', request: ABORT } as const;
    const value = (seq << 8) | slot;
    const request = { ...setup, value, index: ccid.number };
    // no data, in so many words: npm `usb` wants an argument. Where the reader refuses, the bulk pipe tells
    await attempt(timer, () => device.controlTransferOut(request, new Uint8Array()));
  }

  function gone(): void {
    void endAll({ type: 'ReaderGone' });
  }

  async function endAll(error: CardError): Promise<void> {
    for (const watch of watches) watch.stop();
    await Promise.all(slots.map((slot) => slot.end(error)));
    link.end(error);
  }
}

/** How many of the announced slots answer. */
async function countSlots(link: CcidLink, announced: number): Promise<Result<number, CardError>> {
  for (let slot = 0; slot < announced; slot++) {
    const status = await link.command(slot, getSlotStatus);
    const missing = !status.ok || (status.value.outcome === 'failed' && status.value.error === NO_SUCH_SLOT);
    if (missing && slot > 0) return ok(slot);
    if (!status.ok) return status;
    if (missing) return err({ type: 'ReaderFault', what: 'no slot' });
  }
  return ok(announced);
}
