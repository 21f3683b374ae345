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

/** One transfer, in the order in which they were made. */
export interface LoggedTransfer {
  readonly pipe: 'bulkOut' | 'bulkIn' | 'interrupt' | 'control';
  readonly bytes: Bytes;
}

/** What stands behind the plug. */
export interface UsbFunction {
  /** A whole message came over a bulk endpoint of this interface. */
  receive(message: Bytes): void;
  /** Class request ABORT (CCID 1.10 §5.3.1). */
  abort(slot: number, seq: number): void;
  /** Called before each bulk transfer: the place to pull the plug. */
  beforeBulk(): void;
  outStalls(): boolean;
}

/** The `USBDevice` that a driver holds, and the strings behind it. */
export interface FakeDevice {
  readonly device: USBDevice;
  send(message: Bytes): void;
  /** Takes the place of a notification that was not read. */
  notify(message: Bytes): void;
  notificationWaits(): boolean;
  stallIn(): void;
  unplug(): void;
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

/**
 * A device that behaves as WebUSB says and as Chromium words it. `functionInterface` is the number of the interface that
 * the function answers on; the others can be claimed, and say nothing.
 */
export function createFakeDevice(options: {
  readonly descriptor: FakeDescriptor;
  readonly functionInterface: number;
  readonly enforceProtected: boolean;
  readonly serialNumber: string | null;
  readonly behind: UsbFunction;
}): FakeDevice {
  const { descriptor, behind } = options;
  const log: LoggedTransfer[] = [];
  const claimed = new Set<number>();
  const own = descriptor.interfaces.find(({ number }) => number === options.functionInterface);
  const ownEndpoints = own ? endpointsOf(own) : [];
  const pipes = pipesOf(descriptor);
  let plugged = true;
  let opened = false;
  let gathered: Bytes = new Uint8Array();
  let outHalted = false;

  const configuration = webConfiguration(descriptor, claimed);
  const ownPipe = (type: FakeEndpoint['type']): InPipe | undefined =>
    pipes.get(ownEndpoints.find((end) => end.type === type && end.direction === 'in')?.number ?? -1);

  /** Throws what WebUSB rejects with. */
  const demand = (): void => {
    if (!plugged) throw disconnected();
    if (!opened) throw invalidState('The device must be opened first.');
  };
  const demandEndpoint = (number: number, direction: 'in' | 'out'): FakeEndpoint => {
    demand();
    for (const face of descriptor.interfaces.filter((face) => claimed.has(face.number))) {
      const end = endpointsOf(face).find((end) => end.number === number && end.direction === direction);
      if (end) return end;
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
    for (const pipe of pipes.values()) pipe.reject(error());
  };
  const shut = (): void => {
    opened = false;
    claimed.clear();
    gathered = new Uint8Array();
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
      if (direction === 'in') pipes.get(number)?.clear();
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
      behind.abort(setup.value & 0xff, setup.value >> 8);
      return { status: 'ok', bytesWritten: data?.byteLength ?? 0 };
    },
    async transferIn(number, length) {
      const end = demandEndpoint(number, 'in');
      if (end.type === 'bulk') behind.beforeBulk();
      demand();
      const result = await pipes.get(number)?.read(length);
      if (!result) throw notFound('The endpoint is not an input.');
      note(end.type === 'bulk' ? 'bulkIn' : 'interrupt', bytesIn(result));
      return result;
    },
    async transferOut(number, data) {
      const end = demandEndpoint(number, 'out');
      behind.beforeBulk();
      demand();
      if (behind.outStalls()) outHalted = true;
      if (outHalted) return { status: 'stall', bytesWritten: 0 };
      const bytes = copyOf(data);
      note('bulkOut', bytes);
      if (ownEndpoints.some((own) => own.number === number)) gather(bytes, end.packetSize);
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
  function gather(bytes: Bytes, packetSize: number): void {
    gathered = concat(gathered, bytes);
    if (bytes.length > 0 && bytes.length % packetSize === 0) return;
    const message = gathered;
    gathered = new Uint8Array();
    if (message.length > 0) behind.receive(message);
  }

  return {
    device,
    send: (message) => ownPipe('bulk')?.push(message),
    notify(message) {
      ownPipe('interrupt')?.empty();
      ownPipe('interrupt')?.push(message);
    },
    notificationWaits: () => ownPipe('interrupt')?.waits() ?? false,
    stallIn: () => ownPipe('bulk')?.stall(),
    unplug() {
      plugged = false;
      opened = false;
      rejectAll(disconnected);
    },
    log,
  };
}

function pipesOf({ interfaces }: FakeDescriptor): ReadonlyMap<number, InPipe> {
  const inputs = interfaces.flatMap(endpointsOf).filter(({ direction }) => direction === 'in');
  return new Map(inputs.map(({ number, packetSize }) => [number, createInPipe(packetSize)]));
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
