import type { UsbDevice } from '#cards/ccid/usb.ts';

/** npm `usb` tells its errors as plain text (`transferIn error: Disconnected`); WebUSB by the name of a DOMException. */
const GONE = /Disconnected|no such device|NoDevice|invalid state|endpoint not found|not found/i;

/**
 * A device of npm `usb` 3 made to keep to WebUSB where it departs from it:
 * - control transfers need a claimed interface there, whoever they are for: the first is claimed for their time;
 * - what was unplugged is told by a `NotFoundError`, a stalled endpoint by the status of the transfer.
 */
export function nodeUsbDevice(native: UsbDevice): UsbDevice {
  const claimed = new Set<number>();
  const named = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (cause) {
      throw webUsbError(cause);
    }
  };

  async function withInterface<T>(act: () => Promise<T>): Promise<T> {
    const first = native.configuration?.interfaces[0]?.interfaceNumber;
    if (claimed.size > 0 || first === undefined) return act();
    await native.claimInterface(first);
    try {
      return await act();
    } finally {
      await native.releaseInterface(first);
    }
  }

  return {
    get vendorId() {
      return native.vendorId;
    },
    get productId() {
      return native.productId;
    },
    get manufacturerName() {
      return native.manufacturerName;
    },
    get productName() {
      return native.productName;
    },
    get configuration() {
      return native.configuration;
    },
    get configurations() {
      return native.configurations;
    },
    get opened() {
      return native.opened;
    },
    open: () => named(() => native.open()),
    async close() {
      claimed.clear();
      await named(() => native.close());
    },
    selectConfiguration: (value) => named(() => native.selectConfiguration(value)),
    async claimInterface(number) {
      await named(() => native.claimInterface(number));
      claimed.add(number);
    },
    async releaseInterface(number) {
      claimed.delete(number);
      await named(() => native.releaseInterface(number));
    },
    selectAlternateInterface: (number, setting) =>
      named(() => native.selectAlternateInterface(number, setting)),
    controlTransferIn: (setup, length) =>
      named(() => withInterface(() => native.controlTransferIn(setup, length))),
    controlTransferOut: (setup, data) =>
      named(() => withInterface(() => native.controlTransferOut(setup, data ?? new Uint8Array()))),
    clearHalt: (direction, endpoint) => named(() => native.clearHalt(direction, endpoint)),
    transferIn: (endpoint, length, timeoutMs) =>
      orStalled(
        named(() => native.transferIn(endpoint, length, timeoutMs)),
        { status: 'stall' },
      ),
    transferOut: (endpoint, data, timeoutMs) =>
      orStalled(
        named(() => native.transferOut(endpoint, data, timeoutMs)),
        { status: 'stall', bytesWritten: 0 },
      ),
  };
}

async function orStalled<T>(transfer: Promise<T>, stalled: T): Promise<T> {
  try {
    return await transfer;
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'StallError') return stalled;
    throw cause;
  }
}

function webUsbError(cause: unknown): Error {
  // has a name of its own: said as WebUSB says it
  if (cause instanceof Error && cause.name !== 'Error') return cause;
  const message = cause instanceof Error ? cause.message : '';
  const error = new Error(message);
  if (/Stall/i.test(message)) error.name = 'StallError';
  else error.name = GONE.test(message) ? 'NotFoundError' : 'NetworkError';
  return error;
}
