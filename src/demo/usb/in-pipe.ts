/// <reference types="w3c-web-usb" />
import { concat, type Bytes } from '#base/bytes.ts';

/** The device's side of an endpoint that the host reads from. */
export interface InPipe {
  /** Queues a message as packets; the last is shorter than a whole one, empty if need be (USB 2.0 §5.8.3). */
  push(message: Uint8Array): void;
  read(length: number): Promise<USBInTransferResult>;
  /** The next and all further reads say «stall», until cleared. */
  stall(): void;
  clear(): void;
  /** Fails the reads that wait. */
  reject(error: DOMException): void;
  /** Something was queued and not read. */
  waits(): boolean;
  /** Forgets what was not read. */
  empty(): void;
}

interface WaitingRead {
  readonly length: number;
  readonly resolve: (result: USBInTransferResult) => void;
  readonly reject: (error: DOMException) => void;
}

export function createInPipe(packetSize: number): InPipe {
  let packets: Bytes[] = [];
  let reads: WaitingRead[] = [];
  let stalled = false;

  const settle = (): void => {
    while (reads.length > 0 && (stalled || packets.length > 0)) {
      const read = reads.shift();
      read?.resolve(stalled ? { status: 'stall' } : take(read.length));
    }
  };

  /** Packets up to a short one, or as many as fit. A packet that does not fit is lost, and more with it: «babble». */
  const take = (length: number): USBInTransferResult => {
    let data: Bytes = new Uint8Array();
    for (let packet = packets.shift(); packet; packet = packets.shift()) {
      if (data.length + packet.length > length) return { status: 'babble', data: viewOf(data) };
      data = concat(data, packet);
      if (packet.length < packetSize || data.length === length) break;
    }
    return { status: 'ok', data: viewOf(data) };
  };

  return {
    push(message) {
      for (let at = 0; at <= message.length; at += packetSize)
        packets.push(Uint8Array.from(message.subarray(at, at + packetSize)));
      settle();
    },
    read: (length) =>
      new Promise((resolve, reject) => {
        reads.push({ length, resolve, reject });
        settle();
      }),
    stall() {
      stalled = true;
      settle();
    },
    clear() {
      stalled = false;
    },
    reject(error) {
      const waiting = reads;
      reads = [];
      for (const read of waiting) read.reject(error);
    },
    waits: () => packets.length > 0,
    empty() {
      packets = [];
    },
  };
}

const viewOf = (data: Bytes): DataView => new DataView(data.buffer);
