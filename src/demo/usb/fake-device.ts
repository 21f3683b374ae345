/// <reference types="w3c-web-usb" />
import { concat, type Bytes } from '#base/bytes.ts';
import {
  cancelled,
  createClaims,
  disconnected,
  notFound,
  notSupported,
  type ClaimedEndpoint,
} from './claims.ts';
import { configurationDescriptor, deviceDescriptor } from './descriptor-bytes.ts';
import { endpointsOf, type FakeDescriptor, type FakeEndpoint } from './fake-descriptor.ts';
import { createInPipe, type InPipe } from './in-pipe.ts';
import type { ReaderPipes } from './reader-function.ts';
import { CONFIGURATION_VALUE, webConfiguration } from './web-configuration.ts';

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
  const claims = createClaims(descriptor, options.enforceProtected);
  const inputs = inPipes(descriptor);
  /** What came so far of a message, by interface. */
  const gathered = new Map<number, Bytes>();
  let outHalted = false;

  const configuration = webConfiguration(descriptor, claims.isClaimed);
  const note = (pipe: LoggedTransfer['pipe'], bytes: Uint8Array): void => {
    log.push({ pipe, bytes: Uint8Array.from(bytes) });
  };
  const rejectAll = (error: () => DOMException): void => {
    for (const pipe of inputs.values()) pipe.reject(error());
  };
  const shut = (): void => {
    claims.shut();
    gathered.clear();
    rejectAll(cancelled);
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
      return claims.opened();
    },

    async open() {
      claims.open();
    },
    async close() {
      shut();
    },
    async forget() {
      shut();
    },
    async reset() {
      claims.demandOpen();
      rejectAll(cancelled);
    },
    async selectConfiguration(value) {
      claims.demandOpen();
      if (value !== CONFIGURATION_VALUE)
        throw notFound('The configuration value provided is not supported by the device.');
    },
    async claimInterface(number) {
      claims.claim(number);
    },
    async releaseInterface(number) {
      claims.release(number);
    },
    async selectAlternateInterface(number, alternate) {
      if (claims.demandInterface(number).alternate !== alternate)
        throw notFound('The alternate setting provided is not supported by the device.');
      claims.demandClaimed(number);
    },
    async clearHalt(direction, number) {
      claims.demandEndpoint(number, direction);
      if (direction === 'in') inputs.get(number)?.clear();
      else outHalted = false;
    },

    async controlTransferIn(setup, length) {
      claims.demandOpen();
      const answer = readDescriptor(descriptor, setup);
      if (!answer) return { status: 'stall' };
      note('control', answer.subarray(0, length));
      return { status: 'ok', data: new DataView(answer.slice(0, length).buffer) };
    },
    async controlTransferOut(setup, data) {
      claims.demandOpen();
      const isAbort = setup.requestType === 'class' && setup.request === ABORT;
      if (setup.recipient === 'interface') claims.demandClaimed(setup.index & 0xff);
      if (!isAbort) return { status: 'stall', bytesWritten: 0 };
      note('control', Uint8Array.of(setup.request, setup.value & 0xff, setup.value >> 8));
      options.abort(setup.index & 0xff, setup.value & 0xff);
      return { status: 'ok', bytesWritten: data?.byteLength ?? 0 };
    },
    async transferIn(number, length) {
      const end = claims.demandEndpoint(number, 'in');
      if (end.type === 'bulk') options.beforeBulk();
      claims.demandOpen();
      const result = await inputs.get(number)?.read(length);
      if (!result) throw notFound('The endpoint is not an input.');
      note(end.type === 'bulk' ? 'bulkIn' : 'interrupt', bytesIn(result));
      return result;
    },
    async transferOut(number, data) {
      const end = claims.demandEndpoint(number, 'out');
      options.beforeBulk();
      claims.demandOpen();
      if (options.outStalls()) outHalted = true;
      if (outHalted) return { status: 'stall', bytesWritten: 0 };
      const bytes = copyOf(data);
      note('bulkOut', bytes);
      gather(end, bytes);
      return { status: 'ok', bytesWritten: bytes.length };
    },
    async isochronousTransferIn() {
      throw notSupported('The device has no isochronous endpoint.');
    },
    async isochronousTransferOut() {
      throw notSupported('The device has no isochronous endpoint.');
    },
  };

  /** A message ends with a packet that is not full (USB 2.0 §5.8.3): after a full one the device waits for more. */
  function gather({ face, packetSize }: ClaimedEndpoint, bytes: Bytes): void {
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
    claims.unplug();
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
