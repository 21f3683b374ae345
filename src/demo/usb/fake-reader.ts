/// <reference types="w3c-web-usb" />
import type { Bytes } from '#base/bytes.ts';
import type { SimulatedCard } from '../cards/simulated-card.ts';
import type { CardBehaviour } from './contacts.ts';
import { createFakeDevice, type LoggedTransfer } from './fake-device.ts';
import type { FakeDescriptor, FakeInterface, SmartCardClass } from './fake-descriptor.ts';
import { delivered, type Fault } from './fault.ts';
import {
  BAD,
  COMMAND,
  done,
  encodeReply,
  encodeSlotChange,
  failed,
  ICC,
  parseReaderCommand,
} from './messages.ts';
import type { ReaderCommand, ReaderFrame, ReaderReply } from './messages.ts';
import type { TypePin } from './pin-entry.ts';
import { createSlot, type FakeSlot } from './slot.ts';

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
  /** Puts a card in; the one that was in is pulled out first. */
  insert(card: SimulatedCard, slot?: number, behaviour?: CardBehaviour): void;
  remove(slot?: number): void;
  /** For good: every transfer fails, the waiting ones too. Whoever holds `navigator.usb` tells its listeners. */
  unplug(): void;
  setFault(fault: Fault | undefined): void;
  /** All transfers, oldest first. */
  readonly log: readonly LoggedTransfer[];
}

/** A slot with what the reader notes about it. */
interface Station {
  readonly slot: FakeSlot;
  /** The command under way; undefined where the slot is free. */
  running: ReaderCommand | undefined;
  /** Control request ABORT came, its twin over the bulk pipe did not yet (CCID 1.10 §5.3.1). */
  aborting: boolean;
  changed: boolean;
}

/** A USB reader with its cards, for tests and the demonstration: real descriptors, CCID bytes, no wire. */
export function createFakeReader(options: FakeReaderOptions): FakeReader {
  const { descriptor } = options;
  const face = readerInterface(descriptor);
  let fault: Fault | undefined;
  let transfers = 0;
  let messages = 0;
  const stations = stationsOf(face.smartCard, options, () => fault);

  const usb = createFakeDevice({
    descriptor,
    functionInterface: face.number,
    enforceProtected: options.enforceProtected ?? false,
    serialNumber: options.serialNumber ?? null,
    behind: {
      receive: (message) => void receive(message),
      abort(slot) {
        const station = stations[slot];
        if (station) station.aborting = true;
      },
      beforeBulk() {
        if (fault?.type === 'unplugged' && transfers++ >= fault.after) usb.unplug();
      },
      outStalls: () => fault?.type === 'stall' && fault.endpoint === 'out',
    },
  });

  return {
    device: usb.device,
    insert(card, slot = 0, behaviour = {}) {
      const station = stationAt(slot);
      station.slot.remove();
      station.slot.insert(card, behaviour);
      slotChanged(station);
    },
    remove(slot = 0) {
      const station = stationAt(slot);
      if (!station.slot.present()) return;
      station.slot.remove();
      slotChanged(station);
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

  function stationAt(slot: number): Station {
    const station = stations[slot];
    if (!station) throw new RangeError('the reader has no such slot');
    return station;
  }

  /** A reader keeps one notification; what was not read yet counts as changed still. */
  function slotChanged(station: Station): void {
    if (!usb.notificationWaits()) for (const each of stations) each.changed = false;
    station.changed = true;
    usb.notify(encodeSlotChange(stations.map(({ slot, changed }) => ({ present: slot.present(), changed }))));
  }

  async function receive(message: Bytes): Promise<void> {
    const command = parseReaderCommand(message);
    if (!command) return;
    const station = stations[command.slot];
    const atOnce = station ? answeredAtOnce(command, station) : failed(BAD.slot);
    if (!station || atOnce) {
      answer(command, atOnce ?? failed(BAD.slot), station);
      return;
    }
    station.running = command;
    const reply = await station.slot.run(command);
    const aborted = station.running !== command;
    if (!aborted && answer(command, reply, station)) station.running = undefined;
  }

  /** What needs no slot: refusals, and ABORT. */
  function answeredAtOnce(command: ReaderFrame, station: Station): ReaderReply | undefined {
    if (command.declared !== command.data.length) return failed(BAD.length);
    if (command.type === COMMAND.abort) return abort(station);
    if (station.aborting) return failed(BAD.aborted);
    return station.running || isFull() ? failed(BAD.slotBusy) : undefined;
  }

  /** No more slots at once than bMaxCCIDBusySlots. */
  function isFull(): boolean {
    return stations.filter(({ running }) => running).length >= Math.max(1, face.smartCard.maxBusySlots);
  }

  function abort(station: Station): ReaderReply {
    station.running = undefined;
    station.aborting = false;
    return done();
  }

  /** False where the answer got lost altogether. */
  function answer(command: ReaderCommand, reply: ReaderReply, station: Station | undefined): boolean {
    const bytes = encodeReply(command, reply, station?.slot.icc() ?? ICC.absent);
    if (fault?.type === 'stall' && fault.endpoint === 'in') usb.stallIn();
    const sent = delivered(fault, command, bytes, messages++);
    for (const message of sent) usb.send(message);
    return sent.length > 0;
  }
}

type ReaderInterface = FakeInterface & { readonly smartCard: SmartCardClass };
const isReader = (face: FakeInterface): face is ReaderInterface => face.smartCard !== undefined;

function readerInterface({ interfaces }: FakeDescriptor): ReaderInterface {
  const face = interfaces.find(isReader);
  if (!face) throw new TypeError('a descriptor without a smart-card reader');
  return face;
}

function stationsOf(
  ccid: SmartCardClass,
  { followsUp = true, typePin = () => 'timeout' as const }: FakeReaderOptions,
  fault: () => Fault | undefined,
): readonly Station[] {
  return Array.from({ length: ccid.maxSlotIndex + 1 }, () => ({
    slot: createSlot({ ccid, followsUp, typePin, fault }),
    running: undefined,
    aborting: false,
    changed: false,
  }));
}
