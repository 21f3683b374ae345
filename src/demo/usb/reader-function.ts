import type { Bytes } from '#base/bytes.ts';
import type { FakeInterface, SmartCardClass } from './fake-descriptor.ts';
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

/** An interface that is a reader. */
export type ReaderInterface = FakeInterface & { readonly smartCard: SmartCardClass };

/** The pipes to the host, from the reader's side. */
export interface ReaderPipes {
  readonly send: (message: Bytes) => void;
  /** Takes the place of a notification that was not read. */
  readonly notify: (message: Bytes) => void;
  readonly notificationWaits: () => boolean;
  readonly stallIn: () => void;
}

/** One reader behind one interface: its slots, and the commands that reach them. */
export interface ReaderFunction {
  readonly slots: readonly FakeSlot[];
  /** A card came to this slot, or went. */
  readonly slotChanged: (slot: FakeSlot) => void;
  readonly receive: (message: Bytes) => void;
  /** Control request ABORT (CCID 1.10 §5.3.1). */
  readonly abort: (slot: number) => void;
}

/** A slot with what the reader notes about it. */
interface Station {
  readonly slot: FakeSlot;
  /** The command under way; undefined where the slot is free. */
  running: ReaderCommand | undefined;
  /** Control request ABORT came, its twin over the bulk pipe did not yet. */
  aborting: boolean;
  changed: boolean;
}

export function createReaderFunction(deps: {
  readonly face: ReaderInterface;
  readonly followsUp: boolean;
  readonly typePin: TypePin;
  readonly fault: () => Fault | undefined;
  /** Counts the messages since the fault was set. */
  readonly nextMessage: () => number;
  readonly pipes: ReaderPipes;
}): ReaderFunction {
  const { pipes, followsUp, typePin, fault } = deps;
  const ccid = deps.face.smartCard;
  const stations: readonly Station[] = Array.from({ length: ccid.maxSlotIndex + 1 }, () => ({
    slot: createSlot({ ccid, followsUp, typePin, fault }),
    running: undefined,
    aborting: false,
    changed: false,
  }));

  return {
    slots: stations.map(({ slot }) => slot),
    slotChanged,
    receive: (message) => void receive(message),
    abort(slot) {
      const station = stations[slot];
      if (station) station.aborting = true;
    },
  };

  /** A reader keeps one notification; what was not read yet counts as changed still. */
  function slotChanged(slot: FakeSlot): void {
    if (!pipes.notificationWaits()) for (const station of stations) station.changed = false;
    for (const station of stations) station.changed ||= station.slot === slot;
    pipes.notify(
      encodeSlotChange(stations.map(({ slot, changed }) => ({ present: slot.present(), changed }))),
    );
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
    return stations.filter(({ running }) => running).length >= Math.max(1, ccid.maxBusySlots);
  }

  function abort(station: Station): ReaderReply {
    station.running = undefined;
    station.aborting = false;
    return done();
  }

  /** False where the answer got lost altogether. */
  function answer(command: ReaderCommand, reply: ReaderReply, station: Station | undefined): boolean {
    const bytes = encodeReply(command, reply, station?.slot.icc() ?? ICC.absent);
    const now = fault();
    if (now?.type === 'stall' && now.endpoint === 'in') pipes.stallIn();
    const sent = delivered(now, command, bytes, deps.nextMessage());
    for (const message of sent) pipes.send(message);
    return sent.length > 0;
  }
}
