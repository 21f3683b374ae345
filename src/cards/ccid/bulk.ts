import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { declaredData, HEADER_BYTES } from './messages.ts';
import type { Timer } from '#base/timer.ts';
import { afterRejection, attempt, bytesOf, type UsbDevice } from './usb.ts';

/** The pair of bulk endpoints of one interface, as WebUSB numbers them; sizes in bytes. */
export interface BulkEndpoints {
  readonly input: number;
  readonly inputPacket: number;
  readonly output: number;
  readonly outputPacket: number;
}

/** Whole messages over packets. */
export interface BulkPipe {
  send(message: Bytes): Promise<Result<undefined, CardError>>;
  /** Waits as long as the reader takes: one call at a time. */
  receive(): Promise<Result<Bytes, CardError>>;
}

/** What npm `usb` is told; a browser knows no limit. Longer than any wait of `link.ts`. */
const PATIENCE_MS = 10 * 60 * 1000;
const SEND_LIMIT_MS = 10_000;
/** Some readers answer in longer messages than they say that they take; a block or short APDU always passes. */
const ALWAYS_RECEIVED = 2048;
/** Empty transfers are the ends of messages whose length is a multiple of the packet. */
const MAX_EMPTY = 8;
/** A message arrives in one transfer; in more only from readers that end it early. */
const MAX_TRANSFERS = 64;

export function createBulkPipe(deps: {
  readonly device: UsbDevice;
  readonly timer: Timer;
  readonly endpoints: BulkEndpoints;
  /** Longest message, as the reader declares it, bytes. */
  readonly declared: number;
}): BulkPipe {
  const { device, timer, endpoints } = deps;
  const limit = Math.max(deps.declared, ALWAYS_RECEIVED);
  // a multiple of the packet, or a full last packet would be more than was asked for; USB has packets of up to 1024
  const readLength = Math.ceil((limit + 1) / 1024) * 1024;
  const fault = (what: string): Result<never, CardError> => err({ type: 'ReaderFault', what });

  return { send, receive };

  async function send(message: Bytes): Promise<Result<undefined, CardError>> {
    const sent = await sendTransfer(message);
    if (!sent.ok || message.length % endpoints.outputPacket !== 0) return sent;
    return sendTransfer(new Uint8Array()); // the reader would wait for more after a full packet
  }

  async function sendTransfer(bytes: Bytes): Promise<Result<undefined, CardError>> {
    const put = await attempt(
      timer,
      () => device.transferOut(endpoints.output, bytes, SEND_LIMIT_MS),
      SEND_LIMIT_MS,
    );
    if (!put.ok) return err(await afterRejection(device, timer));
    if (put.value.status === 'ok' && put.value.bytesWritten === bytes.length) return ok(undefined);
    await attempt(timer, () => device.clearHalt('out', endpoints.output));
    return fault('stall');
  }

  async function receive(): Promise<Result<Bytes, CardError>> {
    let message: Bytes = new Uint8Array();
    for (let transfers = 0, empty = 0; transfers < MAX_TRANSFERS && empty < MAX_EMPTY; transfers++) {
      const part = await receiveTransfer();
      if (!part.ok) return part;
      if (part.value.length === 0) empty++;
      message = message.length === 0 ? part.value : concat(message, part.value);
      const data = declaredData(message);
      if (data !== undefined && data > limit) return fault('message too long');
      if (data !== undefined && message.length >= HEADER_BYTES + data) return ok(message);
    }
    return fault('message never ends');
  }

  async function receiveTransfer(): Promise<Result<Bytes, CardError>> {
    try {
      const got = await device.transferIn(endpoints.input, readLength, PATIENCE_MS);
      if (got.status === 'ok') return ok(bytesOf(got));
    } catch {
      return err(await afterRejection(device, timer));
    }
    await attempt(timer, () => device.clearHalt('in', endpoints.input));
    return fault('stall');
  }
}
