import { toHex, type Bytes } from '#base/bytes.ts';
import type { UsbDevice } from '#cards/ccid/usb.ts';
import {
  ALL_ENDPOINTS,
  classDescriptor,
  configurationDescriptor,
  usbConfiguration,
  type FakeInterface,
} from './descriptors.ts';

/** What the reader sends back, one transfer each; a number is the status of a failed transfer. */
export type Reply = readonly (Uint8Array | 'stall')[];

export interface ScriptedDevice extends UsbDevice {
  /** Messages sent to the bulk pipe, hex, in order; `''` for an empty transfer. */
  readonly sent: string[];
  /** Control requests of the class: `abort slot seq`. */
  readonly aborts: string[];
  readonly claimed: number[];
  /** A message on the interrupt pipe. */
  notify(message: Uint8Array): void;
  /** Something on the bulk pipe that nobody asked for. */
  say(message: Uint8Array): void;
  unplug(): void;
}

export interface Script {
  readonly interfaces?: readonly FakeInterface[];
  /** Answers a whole message; nothing: the reader stays silent. */
  readonly answer?: (message: Bytes) => Reply;
  readonly names?: { readonly manufacturer?: string; readonly product?: string };
  /** Runs before each act; throws what the browser would. */
  readonly before?: (act: string) => void;
  /** The bytes that GET_DESCRIPTOR gives, where they are not those of the interfaces. */
  readonly configuration?: Uint8Array;
}

export const usbError = (name: string): Error => Object.assign(new Error('usb'), { name });

/** One vendor-class interface that speaks CCID, as the tests of single steps need it. */
export const oneInterface = (descriptor: Uint8Array = classDescriptor()): readonly FakeInterface[] => [
  { number: 0, interfaceClass: 0xff, endpoints: ALL_ENDPOINTS, descriptor },
];

/** A pipe into the computer: transfers wait for readings, or readings for transfers. */
function createPipe() {
  const ready: (Uint8Array | 'stall')[] = [];
  const waiting: { resolve: (result: USBInTransferResult) => void; reject: (cause: Error) => void }[] = [];
  const flush = (): void => {
    while (ready.length > 0 && waiting.length > 0) {
      const next = ready.shift();
      if (next !== undefined) waiting.shift()?.resolve(result(next));
    }
  };
  return {
    put(transfer: Uint8Array | 'stall') {
      ready.push(transfer);
      flush();
    },
    read: () =>
      new Promise<USBInTransferResult>((resolve, reject) => {
        waiting.push({ resolve, reject });
        flush();
      }),
    break(cause: Error) {
      for (const { reject } of waiting.splice(0)) reject(cause);
    },
  };
}

const result = (transfer: Uint8Array | 'stall'): USBInTransferResult =>
  transfer === 'stall'
    ? { status: 'stall' }
    : { status: 'ok', data: new DataView(new Uint8Array(transfer).buffer) };

/** A USBDevice whose other end is a function: what is sent is written down, and answers come from the script. */
export function createScriptedDevice(script: Script = {}): ScriptedDevice {
  const { interfaces = oneInterface(), answer = () => [], before = () => undefined } = script;
  const bulk = createPipe();
  const interrupts = createPipe();
  const descriptor = script.configuration ?? configurationDescriptor(interfaces);
  const configuration = usbConfiguration(interfaces);
  const sent: string[] = [];
  const aborts: string[] = [];
  const claimed: number[] = [];
  let plugged = true;
  let opened = false;
  const act = (name: string): void => {
    if (!plugged) throw usbError('NotFoundError');
    before(name);
  };

  return {
    vendorId: 0x1fc9,
    productId: 0x00ab,
    manufacturerName: script.names?.manufacturer ?? 'Exemple',
    productName: script.names?.product ?? 'Lecteur',
    configuration,
    configurations: [configuration],
    sent,
    aborts,
    claimed,
    get opened() {
      return opened;
    },
    async open() {
      act('open');
      opened = true;
    },
    async close() {
      opened = false;
      bulk.break(usbError('AbortError'));
      interrupts.break(usbError('AbortError'));
    },
    async selectConfiguration() {
      act('selectConfiguration');
    },
    async claimInterface(number) {
      act('claimInterface');
      claimed.push(number);
    },
    async releaseInterface() {
      act('releaseInterface');
    },
    async selectAlternateInterface(number, alternate) {
      act(`selectAlternateInterface ${number} ${alternate}`);
    },
    async controlTransferIn({ value }, length) {
      act('controlTransferIn');
      if (value !== 0x0200) return { status: 'stall' };
      return result(descriptor.subarray(0, length));
    },
    async controlTransferOut({ value }) {
      act('controlTransferOut');
      aborts.push(`abort ${value & 0xff} ${value >> 8}`);
      return { status: 'ok', bytesWritten: 0 };
    },
    async clearHalt(direction) {
      act(`clearHalt ${direction}`);
    },
    async transferIn(endpoint) {
      act(`transferIn ${endpoint}`);
      return endpoint === 3 ? interrupts.read() : bulk.read();
    },
    async transferOut(_endpoint, data) {
      act('transferOut');
      const bytes = copyOf(data);
      sent.push(toHex(bytes));
      if (bytes.length > 0) for (const transfer of answer(bytes)) bulk.put(transfer);
      return { status: 'ok', bytesWritten: bytes.length };
    },
    notify: (message) => interrupts.put(message),
    say: (message) => bulk.put(message),
    unplug() {
      plugged = false;
      opened = false;
      bulk.break(usbError('NotFoundError'));
      interrupts.break(usbError('NotFoundError'));
    },
  };
}

function copyOf(data: BufferSource): Bytes {
  const view = data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
  return new Uint8Array(
    view ?? new Uint8Array(data instanceof ArrayBuffer ? data : data.buffer, offset(data), data.byteLength),
  );
}

const offset = (data: BufferSource): number => (data instanceof ArrayBuffer ? 0 : data.byteOffset);
