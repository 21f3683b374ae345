/// <reference types="w3c-web-usb" />
import type { SimulatedCard } from '../cards/simulated-card.ts';
import type { CardBehaviour } from './contacts.ts';
import { createFakeDevice, type LoggedTransfer } from './fake-device.ts';
import type { FakeDescriptor, FakeInterface } from './fake-descriptor.ts';
import type { Fault } from './fault.ts';
import type { TypePin } from './pin-entry.ts';
import { createReaderFunction, type ReaderFunction, type ReaderInterface } from './reader-function.ts';
import type { FakeSlot } from './slot.ts';

export interface FakeReaderOptions {
  readonly descriptor: FakeDescriptor;
  /** claimInterface is refused for the smart-card class, as Chromium does. */
  readonly enforceProtected?: boolean;
  /** Who stands before the keys; where absent nobody does, and the reader gives up. */
  readonly typePin?: TypePin;
  /** At APDU level the reader itself follows 61xx and 6Cxx; true where absent. */
  readonly followsUp?: boolean;
  readonly serialNumber?: string;
}

export interface FakeReader {
  readonly device: USBDevice;
  /**
   * Puts a card in; the one that was in is pulled out first. Slots count from 0, through all interfaces that are readers.
   */
  readonly insert: (card: SimulatedCard, slot?: number, behaviour?: CardBehaviour) => void;
  readonly remove: (slot?: number) => void;
  /** For good: every transfer fails, the waiting ones too. Whoever holds `navigator.usb` tells its listeners. */
  readonly unplug: () => void;
  readonly setFault: (fault: Fault | undefined) => void;
  /** All transfers, oldest first. */
  readonly log: readonly LoggedTransfer[];
}

/** A USB reader with its cards, for tests and the demonstration: real descriptors, CCID bytes, no wire. */
export function createFakeReader(options: FakeReaderOptions): FakeReader {
  const { descriptor, followsUp = true, typePin = () => 'timeout' as const } = options;
  const readers = new Map<number, ReaderFunction>();
  let fault: Fault | undefined;
  let transfers = 0;
  let messages = 0;

  const usb = createFakeDevice({
    descriptor,
    enforceProtected: options.enforceProtected ?? false,
    serialNumber: options.serialNumber ?? null,
    receive: (face, message) => readers.get(face)?.receive(message),
    abort: (face, slot) => readers.get(face)?.abort(slot),
    beforeBulk() {
      if (fault?.type === 'unplugged' && transfers++ >= fault.after) usb.unplug();
    },
    outStalls: () => fault?.type === 'stall' && fault.endpoint === 'out',
  });

  for (const face of descriptor.interfaces.filter(isReader)) {
    if (readers.has(face.number)) continue; // another setting of the same interface: it is not chosen
    const pipes = usb.pipesOf(face.number);
    const nextMessage = (): number => messages++;
    readers.set(
      face.number,
      createReaderFunction({ face, followsUp, typePin, fault: () => fault, nextMessage, pipes }),
    );
  }

  return {
    device: usb.device,
    insert(card, number = 0, behaviour = {}) {
      const { reader, slot } = slotAt(number);
      slot.remove();
      slot.insert(card, behaviour);
      reader.slotChanged(slot);
    },
    remove(number = 0) {
      const { reader, slot } = slotAt(number);
      if (!slot.present()) return;
      slot.remove();
      reader.slotChanged(slot);
    },
    unplug() {
      usb.unplug();
    },
    setFault(next) {
      fault = next;
      transfers = 0;
      messages = 0;
    },
    log: usb.log,
  };

  function slotAt(number: number): { readonly reader: ReaderFunction; readonly slot: FakeSlot } {
    const all = [...readers.values()].flatMap((reader) => reader.slots.map((slot) => ({ reader, slot })));
    const found = all[number];
    if (!found) throw new RangeError('the reader has no such slot');
    return found;
  }
}

const isReader = (face: FakeInterface): face is ReaderInterface => face.smartCard !== undefined;
