import { concat, type Bytes } from '#base/bytes.ts';

/** Fields of a class descriptor (CCID 1.10 table 5.1-1); what is left out is that of a usual reader. */
export interface DescriptorFields {
  readonly maxSlotIndex?: number;
  readonly voltages?: number;
  readonly protocols?: number;
  /** kHz. */
  readonly clock?: number;
  readonly maxDataRate?: number;
  readonly maxIfsd?: number;
  readonly features?: number;
  readonly maxMessage?: number;
  readonly pinSupport?: number;
  readonly maxBusySlots?: number;
}

export const TPDU = 0x10000;
export const SHORT_APDU = 0x20000;
export const EXTENDED_APDU = 0x40000;
/** Automatic parameters, voltage, clock, baud rate, and PPS by the reader's parameters. */
export const USUAL = 0xba;

export function classDescriptor(fields: DescriptorFields = {}): Bytes {
  const bytes = new Uint8Array(54);
  const view = new DataView(bytes.buffer);
  const u32 = (at: number, value: number): void => view.setUint32(at, value, true);
  bytes.set([54, 0x21, 0x10, 0x01, fields.maxSlotIndex ?? 0, fields.voltages ?? 7]);
  u32(6, fields.protocols ?? 3);
  u32(10, fields.clock ?? 4800);
  u32(14, fields.clock ?? 4800);
  u32(19, 12_903);
  u32(23, fields.maxDataRate ?? 412_903);
  u32(28, fields.maxIfsd ?? 254);
  u32(40, fields.features ?? SHORT_APDU | USUAL);
  u32(44, fields.maxMessage ?? 271);
  bytes[52] = fields.pinSupport ?? 0;
  bytes[53] = fields.maxBusySlots ?? 1;
  return bytes;
}

export interface FakeInterface {
  readonly number: number;
  readonly alternate?: number;
  readonly interfaceClass: number;
  readonly name?: string | null;
  readonly endpoints: readonly USBEndpoint[];
  /** Absent: an interface without class descriptor. */
  readonly descriptor?: Uint8Array;
  /** Some readers put the class descriptor behind the endpoints. */
  readonly descriptorLast?: boolean;
}

export const bulkIn: USBEndpoint = { endpointNumber: 2, direction: 'in', type: 'bulk', packetSize: 64 };
export const bulkOut: USBEndpoint = { endpointNumber: 1, direction: 'out', type: 'bulk', packetSize: 64 };
export const interruptIn: USBEndpoint = {
  endpointNumber: 3,
  direction: 'in',
  type: 'interrupt',
  packetSize: 8,
};
export const ALL_ENDPOINTS = [bulkOut, bulkIn, interruptIn];

const TYPES: Readonly<Record<USBEndpointType, number>> = { isochronous: 1, bulk: 2, interrupt: 3 };

/** Configuration descriptor with what follows it (USB 2.0 §9.6). */
export function configurationDescriptor(interfaces: readonly FakeInterface[], value = 1): Bytes {
  const rest = concat(...interfaces.map(interfaceBytes));
  const total = 9 + rest.length;
  const head = Uint8Array.of(9, 2, total & 0xff, total >> 8, interfaces.length, value, 0, 0x80, 50);
  return concat(head, rest);
}

function interfaceBytes(each: FakeInterface): Bytes {
  const { number, alternate = 0, interfaceClass, endpoints, descriptor = new Uint8Array() } = each;
  const head = Uint8Array.of(9, 4, number, alternate, endpoints.length, interfaceClass, 0, 0, 0);
  const ends = concat(
    ...endpoints.map(({ endpointNumber, direction, type, packetSize }) =>
      Uint8Array.of(7, 5, endpointNumber | (direction === 'in' ? 0x80 : 0), TYPES[type], packetSize, 0, 1),
    ),
  );
  return each.descriptorLast ? concat(head, ends, descriptor) : concat(head, descriptor, ends);
}

/** The same as WebUSB shows it. */
export function usbConfiguration(
  interfaces: readonly FakeInterface[],
  configurationValue = 1,
): USBConfiguration {
  const numbers = [...new Set(interfaces.map(({ number }) => number))];
  return {
    configurationValue,
    configurationName: null,
    interfaces: numbers.map((interfaceNumber) => usbInterface(interfaces, interfaceNumber)),
  };
}

function usbInterface(interfaces: readonly FakeInterface[], interfaceNumber: number): USBInterface {
  const alternates = interfaces
    .filter(({ number }) => number === interfaceNumber)
    .map(({ alternate = 0, interfaceClass, endpoints, name = null }) => ({
      alternateSetting: alternate,
      interfaceClass,
      interfaceSubclass: 0,
      interfaceProtocol: 0,
      interfaceName: name,
      endpoints: [...endpoints],
    }));
  const [alternate] = alternates;
  if (!alternate) throw new Error('an interface has a setting');
  return { interfaceNumber, alternate, alternates, claimed: false };
}
