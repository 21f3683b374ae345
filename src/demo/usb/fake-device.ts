/// <reference types="w3c-web-usb" />
import { concat, type Bytes } from '#base/bytes.ts';
import { configurationDescriptor, deviceDescriptor } from './descriptor-bytes.ts';
import {
  endpointsOf,
  type FakeDescriptor,
  type FakeEndpoint,
  type FakeInterface,
} from './fake-descriptor.ts';
import { createInPipe, type InPipe } from './in-pipe.ts';
import type { ReaderPipes } from './reader-function.ts';

/** One transfer, in the order in which they were made. */
export interface LoggedTransfer {
  readonly pipe: 'bulkOut' | 'bulkIn' | 'interrupt' | 'control';
  readonly bytes: Bytes;
}

/** What stands behind the plug; readers are named by the number of their interface. */
export interface BehindThePlug {
  /** A whole message came over the bulk endpoint of this interface. */
  readonly receive: (face: number, message: Bytes) => void;
  /** Class request ABORT (CCID 1.10 §5.3.1). */
  readonly abort: (face: number, slot: number) => void;
  /** Called before each bulk transfer: the place to pull the plug. */
  readonly beforeBulk: () => void;
  readonly outStalls: () => boolean;
}

/** The `USBDevice` that a driver holds, and the strings behind it. */
export interface FakeDevice {
  readonly device: USBDevice;
  readonly pipesOf: (face: number) => ReaderPipes;
  readonly unplug: () => void;
  readonly log: readonly LoggedTransfer[];
}

const GET_DESCRIPTOR = 0x06;
const DESCRIPTOR = { device: 1, configuration: 2 } as const;
const ABORT = 0x01;
/** Classes that Chromium keeps from pages: audio, HID, storage, smart card, video, audio/video, wireless. */
const PROTECTED = [0x01, 0x03, 0x08, 0x0b, 0x0e, 0x10, 0xe0];

const failure = (name: string, message: string): DOMException => new DOMException(message, name);
const disconnected = (): DOMException => failure('NotFoundError', 'The device was disconnected.');
const notFound = (what: string): DOMException => failure('NotFoundError', what);
const invalidState = (what: string): DOMException => failure('InvalidStateError', what);

/** A device that behaves as WebUSB says and as Chromium words it. */
export function createFakeDevice(
  options: BehindThePlug & {
    readonly descriptor: FakeDescriptor;
    readonly enforceProtected: boolean;
    readonly serialNumber: string | null;
  },
): FakeDevice {
  const { descriptor } = options;
  const log: LoggedTransfer[] = [];
  const claimed = new Set<number>();
  const inputs = inPipes(descriptor);
  /** What came so far of a message, by interface. */
  const gathered = new Map<number, Bytes>();
  let plugged = true;
  let opened = false;
  let outHalted = false;

  const configuration = webConfiguration(descriptor, claimed);
  /** Throws what WebUSB rejects with. */
  const demand = (): void => {
    if (!plugged) throw disconnected();
    if (!opened) throw invalidState('The device must be opened first.');
  };
  const demandEndpoint = (number: number, direction: 'in' | 'out'): FakeEndpoint & { face: number } => {
    demand();
    for (const face of descriptor.interfaces.filter((face) => claimed.has(face.number))) {
      const end = endpointsOf(face).find((end) => end.number === number && end.direction === direction);
      if (end) return { ...end, face: face.number };
    }
    throw notFound('The specified endpoint is not part of a claimed and selected alternate interface.');
  };
  const demandInterface = (number: number): FakeInterface => {
    const face = descriptor.interfaces.find((face) => face.number === number);
    if (!face) throw notFound('The interface number provided is not supported by the device.');
    return face;
  };
  const note = (pipe: LoggedTransfer['pipe'], bytes: Uint8Array): void => {
    log.push({ pipe, bytes: Uint8Array.from(bytes) });
  };
  const rejectAll = (error: () => DOMException): void => {
    for (const pipe of inputs.values()) pipe.reject(error());
  };
  const shut = (): void => {
    opened = false;
    claimed.clear();
    gathered.clear();
    rejectAll(() => failure('AbortError', 'The transfer was cancelled.'));
  };

  const device: USBDevice = {
    ...{ usbVersionMajor: 2, usbVersionMinor: 0, usbVersionSubminor: 0 },
    ...{ deviceClass: 0, deviceSubclass: 0, deviceProtocol: 0 },
    vendorId: descriptor.vendorId,
    productId: descriptor.productId,
    deviceVersionMajor: descriptor.version >> 8,
    deviceVersionMinor: (descriptor.version >> 4) & 0x0f,
    deviceVersionSubminor: descriptor.version & 0x0f,
    manufacturerName: descriptor.manufacturer ?? null,
    productName: descriptor.product ?? null,
    serialNumber: options.serialNumber,
    configuration,
    configurations: [configuration],
    get opened() {
      return opened;
    },

    async open() {
      if (!plugged) throw disconnected();
      opened = true;
    },
    async close() {
      shut();
    },
    async forget() {
      shut();
    },
    async reset() {
      demand();
      rejectAll(() => failure('AbortError', 'The transfer was cancelled.'));
    },
    async selectConfiguration(value) {
      demand();
      if (value !== configuration.configurationValue)
        throw notFound('The configuration value provided is not supported by the device.');
    },
    async claimInterface(number) {
      demand();
      const face = demandInterface(number);
      if (options.enforceProtected && PROTECTED.includes(face.class))
        throw failure('SecurityError', 'The requested interface implements a protected class.');
      claimed.add(number);
    },
    async releaseInterface(number) {
      demand();
      demandInterface(number);
      claimed.delete(number);
    },
    async selectAlternateInterface(number, alternate) {
      demand();
      if (demandInterface(number).alternate !== alternate)
        throw notFound('The alternate setting provided is not supported by the device.');
      if (!claimed.has(number)) throw invalidState('The specified interface has not been claimed.');
    },
    async clearHalt(direction, number) {
      demandEndpoint(number, direction);
      if (direction === 'in') inputs.get(number)?.clear();
      else outHalted = false;
    },

    async controlTransferIn(setup, length) {
      demand();
      const answer = readDescriptor(descriptor, setup);
      if (!answer) return { status: 'stall' };
      note('control', answer.subarray(0, length));
      return { status: 'ok', data: new DataView(answer.slice(0, length).buffer) };
    },
    async controlTransferOut(setup, data) {
      demand();
      const isAbort = setup.requestType === 'class' && setup.request === ABORT;
      if (setup.recipient === 'interface' && !claimed.has(setup.index & 0xff))
        throw invalidState('The specified interface has not been claimed.');
      if (!isAbort) return { status: 'stall', bytesWritten: 0 };
      note('control', Uint8Array.of(setup.request, setup.value & 0xff, setup.value >> 8));
      options.abort(setup.index & 0xff, setup.value & 0xff);
      return { status: 'ok', bytesWritten: data?.byteLength ?? 0 };
    },
    async transferIn(number, length) {
      const end = demandEndpoint(number, 'in');
      if (end.type === 'bulk') options.beforeBulk();
      demand();
      const result = await inputs.get(number)?.read(length);
      if (!result) throw notFound('The endpoint is not an input.');
      note(end.type === 'bulk' ? 'bulkIn' : 'interrupt', bytesIn(result));
      return result;
    },
    async transferOut(number, data) {
      const end = demandEndpoint(number, 'out');
      options.beforeBulk();
      demand();
      if (options.outStalls()) outHalted = true;
      if (outHalted) return { status: 'stall', bytesWritten: 0 };
      const bytes = copyOf(data);
      note('bulkOut', bytes);
      gather(end, bytes);
      return { status: 'ok', bytesWritten: bytes.length };
    },
    async isochronousTransferIn() {
      throw failure('NotSupportedError', 'The device has no isochronous endpoint.');
    },
    async isochronousTransferOut() {
      throw failure('NotSupportedError', 'The device has no isochronous endpoint.');
    },
  };

  /** A message ends with a packet that is not full (USB 2.0 §5.8.3): after a full one the device waits for more. */
  function gather({ face, packetSize }: FakeEndpoint & { face: number }, bytes: Bytes): void {
    const message = concat(gathered.get(face) ?? new Uint8Array(), bytes);
    const ends = bytes.length === 0 || bytes.length % packetSize !== 0;
    gathered.set(face, ends ? new Uint8Array() : message);
    if (ends && message.length > 0) options.receive(face, message);
  }

  function pipesOf(number: number): ReaderPipes {
    const ends = descriptor.interfaces.filter((face) => face.number === number).flatMap(endpointsOf);
    const pipe = (type: FakeEndpoint['type']): InPipe | undefined =>
      inputs.get(ends.find((end) => end.type === type && end.direction === 'in')?.number ?? -1);
    return {
      send: (message) => pipe('bulk')?.push(message),
      notify(message) {
        pipe('interrupt')?.empty();
        pipe('interrupt')?.push(message);
      },
      notificationWaits: () => pipe('interrupt')?.waits() ?? false,
      stallIn: () => pipe('bulk')?.stall(),
    };
  }

  function unplug(): void {
    plugged = false;
    opened = false;
    rejectAll(disconnected);
  }

  return { device, pipesOf, unplug, log };
}

function inPipes({ interfaces }: FakeDescriptor): ReadonlyMap<number, InPipe> {
  const ends = interfaces.flatMap(endpointsOf).filter(({ direction }) => direction === 'in');
  return new Map(ends.map(({ number, packetSize }) => [number, createInPipe(packetSize)]));
}

function readDescriptor(
  descriptor: FakeDescriptor,
  { requestType, recipient, request, value }: USBControlTransferParameters,
): Bytes | undefined {
  if (requestType !== 'standard' || recipient !== 'device' || request !== GET_DESCRIPTOR) return undefined;
  if (value === DESCRIPTOR.device << 8) return deviceDescriptor(descriptor);
  return value === DESCRIPTOR.configuration << 8 ? configurationDescriptor(descriptor) : undefined;
}

const copyOf = (data: BufferSource): Bytes =>
  ArrayBuffer.isView(data)
    ? Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    : new Uint8Array(data.slice(0));

const bytesIn = ({ data }: USBInTransferResult): Uint8Array =>
  data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array();

/** The configuration as WebUSB shows it: interfaces by number, their alternates together. */
function webConfiguration({ interfaces }: FakeDescriptor, claimed: ReadonlySet<number>): USBConfiguration {
  const numbers = [...new Set(interfaces.map(({ number }) => number))];
  return {
    configurationValue: 1,
    configurationName: null,
    interfaces: numbers.map((number) => {
      const alternates = interfaces.filter((face) => face.number === number).map(webAlternate);
      const [alternate] = alternates;
      if (!alternate) throw new TypeError('an interface without a setting');
      return {
        interfaceNumber: number,
        alternate,
        alternates,
        get claimed() {
          return claimed.has(number);
        },
      };
    }),
  };
}

const webAlternate = (face: FakeInterface): USBAlternateInterface => ({
  alternateSetting: face.alternate,
  interfaceClass: face.class,
  interfaceSubclass: face.subclass,
  interfaceProtocol: face.protocol,
  interfaceName: face.name ?? null,
  endpoints: endpointsOf(face).map(({ number, ...end }) => ({ endpointNumber: number, ...end })),
});
