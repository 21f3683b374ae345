/// <reference types="w3c-web-usb" />
import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import type { Timer } from '#base/timer.ts';

/** What the driver uses of WebUSB's `USBDevice`: the browser's, that of npm `usb` under Node, or a fake. */
export type UsbDevice = Pick<
  USBDevice,
  | 'vendorId'
  | 'productId'
  | 'manufacturerName'
  | 'productName'
  | 'configuration'
  | 'configurations'
  | 'opened'
  | 'open'
  | 'close'
  | 'selectConfiguration'
  | 'claimInterface'
  | 'releaseInterface'
  | 'selectAlternateInterface'
  | 'controlTransferIn'
  | 'controlTransferOut'
  | 'clearHalt'
> &
  BulkTransfers;

/**
 * npm `usb` gives a transfer up after a second unless told otherwise in a third argument, which browsers do not know and
 * ignore. How long we wait is decided in `link.ts`, so transfers themselves get more time than that.
 */
interface BulkTransfers {
  transferIn(endpoint: number, length: number, timeoutMs?: number): Promise<USBInTransferResult>;
  transferOut(endpoint: number, data: BufferSource, timeoutMs?: number): Promise<USBOutTransferResult>;
}

const CONTROL_LIMIT_MS = 5000;
const PROBE_LIMIT_MS = 1000;
const GET_DESCRIPTOR = 6;
const CONFIGURATION = 2;

/** The value of a USB act, or what it was rejected with: WebUSB tells everything by exceptions. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; cause: unknown };

/** Runs a USB act and gives it up after a while; what comes later is nobody's. */
export function attempt<T>(
  timer: Timer,
  run: () => Promise<T>,
  limitMs = CONTROL_LIMIT_MS,
): Promise<Attempt<T>> {
  return new Promise((resolve) => {
    const stop = timer.after(limitMs, () => resolve({ ok: false, cause: undefined }));
    const settle = (result: Attempt<T>): void => {
      stop();
      resolve(result);
    };
    // inside an async function: a fake or a polyfill may throw before it returns its promise
    (async () => run())().then(
      (value) => settle({ ok: true, value }),
      (cause: unknown) => settle({ ok: false, cause }),
    );
  });
}

/** The name of a DOMException, which is all that WebUSB says in a form to rely on. */
export const causeName = (cause: unknown): string => (cause instanceof Error ? cause.name : '');

export const bytesOf = ({ data }: USBInTransferResult): Bytes =>
  data ? new Uint8Array(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) : new Uint8Array();

/**
 * Configuration descriptor with all that follows it (USB 2.0 §9.4.3): the class descriptor stands in it, which WebUSB
 * does not show. `index` counts from 0 and is not the configuration's value.
 */
export async function readConfigurationDescriptor(
  device: UsbDevice,
  timer: Timer,
  index: number,
): Promise<Result<Bytes, CardError>> {
  const head = await getConfiguration(device, timer, index, 9);
  if (!head.ok) return head;
  const [, , low = 0, high = 0] = head.value;
  const total = low | (high << 8);
  if (total < 9) return err({ type: 'ReaderFault', what: 'configuration descriptor' });
  return getConfiguration(device, timer, index, total);
}

async function getConfiguration(
  device: UsbDevice,
  timer: Timer,
  index: number,
  length: number,
): Promise<Result<Bytes, CardError>> {
  const got = await attempt(timer, () => device.controlTransferIn(getDescriptor(index), length));
  if (!got.ok) return err({ type: 'ReaderGone' });
  return got.value.status === 'ok'
    ? ok(bytesOf(got.value))
    : err({ type: 'ReaderFault', what: 'descriptor' });
}

const getDescriptor = (index: number): USBControlTransferParameters => ({
  requestType: 'standard',
  recipient: 'device',
  request: GET_DESCRIPTOR,
  value: (CONFIGURATION << 8) | index,
  index: 0,
});

/** After a transfer that was rejected: a reader that still answers on its control pipe is there, and at fault. */
export async function afterRejection(device: UsbDevice, timer: Timer): Promise<CardError> {
  if (!device.opened) return { type: 'ReaderGone' };
  const probe = await attempt(timer, () => device.controlTransferIn(getDescriptor(0), 9), PROBE_LIMIT_MS);
  return probe.ok ? { type: 'ReaderFault', what: 'transfer' } : { type: 'ReaderGone' };
}
