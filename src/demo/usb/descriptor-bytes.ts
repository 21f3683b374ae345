import { concat, type Bytes } from '#base/bytes.ts';
import {
  endpointsOf,
  type FakeDescriptor,
  type FakeEndpoint,
  type FakeInterface,
  type SmartCardClass,
} from './fake-descriptor.ts';

const TYPE = { device: 1, configuration: 2, interface: 4, endpoint: 5 } as const;
const FULL_SPEED_USB = 0x0200;
const CONFIGURATION_VALUE = 1;
const BUS_POWERED = 0x80;
/** 100 mA, in units of 2 mA. */
const POWER = 50;
const EP0_PACKET = 64;
const INTERRUPT_INTERVAL_MS = 24;

const u8 = (value: number): Bytes => Uint8Array.of(value & 0xff);
const u16 = (value: number): Bytes => Uint8Array.of(value & 0xff, (value >> 8) & 0xff);
const u32 = (value: number): Bytes => concat(u16(value & 0xffff), u16(value >>> 16));

/** Length and type in front. */
const descriptor = (type: number, ...fields: readonly Bytes[]): Bytes => {
  const body = concat(...fields);
  return concat(u8(body.length + 2), u8(type), body);
};

/** Device descriptor (USB 2.0 table 9-8). Strings have no number of their own: WebUSB reads them for us. */
export const deviceDescriptor = ({ vendorId, productId, version }: FakeDescriptor): Bytes =>
  descriptor(
    TYPE.device,
    u16(FULL_SPEED_USB),
    ...[u8(0), u8(0), u8(0), u8(EP0_PACKET)], // class of each interface, packet of the control endpoint
    ...[u16(vendorId), u16(productId), u16(version)],
    ...[u8(0), u8(0), u8(0), u8(1)], // strings, one configuration
  );

/** Configuration descriptor with all that follows it (USB 2.0 §9.4.3, tables 9-10, 9-12, 9-13). */
export function configurationDescriptor({ interfaces }: FakeDescriptor): Bytes {
  const inside = concat(...interfaces.map(interfaceDescriptor));
  return concat(
    descriptor(
      TYPE.configuration,
      u16(9 + inside.length), // wTotalLength
      u8(new Set(interfaces.map(({ number }) => number)).size),
      u8(CONFIGURATION_VALUE),
      ...[u8(0), u8(BUS_POWERED), u8(POWER)],
    ),
    inside,
  );
}

function interfaceDescriptor(face: FakeInterface): Bytes {
  const endpoints = endpointsOf(face);
  return concat(
    descriptor(
      TYPE.interface,
      ...[u8(face.number), u8(face.alternate), u8(endpoints.length)],
      ...[u8(face.class), u8(face.subclass), u8(face.protocol), u8(0)],
    ),
    face.smartCard ? smartCardDescriptor(face.smartCard) : new Uint8Array(),
    ...endpoints.map(endpointDescriptor),
  );
}

const endpointDescriptor = ({ number, direction, type, packetSize }: FakeEndpoint): Bytes =>
  descriptor(
    TYPE.endpoint,
    u8((direction === 'in' ? 0x80 : 0x00) | number),
    u8(type === 'bulk' ? 2 : 3),
    u16(packetSize),
    u8(type === 'bulk' ? 0 : INTERRUPT_INTERVAL_MS),
  );

/** 54 bytes (CCID 1.10 table 5.1-1). */
const smartCardDescriptor = (ccid: SmartCardClass): Bytes =>
  descriptor(
    ccid.descriptorType,
    ...[u16(ccid.bcdCcid), u8(ccid.maxSlotIndex), u8(ccid.voltageSupport), u32(ccid.protocols)],
    ...[u32(ccid.defaultClock), u32(ccid.maximumClock), u8(ccid.clocks)],
    ...[u32(ccid.dataRate), u32(ccid.maxDataRate), u8(ccid.dataRates)],
    ...[u32(ccid.maxIfsd), u32(ccid.synchProtocols), u32(ccid.mechanical), u32(ccid.features)],
    ...[u32(ccid.maxMessage), u8(ccid.classGetResponse), u8(ccid.classEnvelope)],
    ...[u16(ccid.lcdLayout), u8(ccid.pinSupport), u8(ccid.maxBusySlots)],
  );
