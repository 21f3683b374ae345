import type { FakeDescriptor, FakeInterface, SmartCardClass } from './fake-descriptor.ts';

const FULL_SPEED_PACKET = 64;
const MOST = { u8: 0xff, u16: 0xffff, u32: 0xffffffff } as const;

/** The fields of one block of lines by name. */
type Fields = ReadonlyMap<string, string>;

/**
 * Reads a dump of a reader's descriptors as the `parse` tool of libccid prints it: the device, then each interface from its
 * `bLength: 9` on. Lines that name no field are comments. A field that is missing or unreadable counts as 0, so that any
 * text gives a descriptor, however useless.
 */
export function parseReaderDump(text: string): FakeDescriptor {
  const [head = '', ...faces] = text.split(/^\s*bLength:\s*9\s*$/m);
  const device = fieldsOf(head);
  return {
    vendorId: hexField(device, 'idVendor', MOST.u16),
    productId: hexField(device, 'idProduct', MOST.u16),
    manufacturer: device.get('iManufacturer'),
    product: device.get('iProduct'),
    version: bcd(device.get('bcdDevice')),
    interfaces: faces.map(interfaceOf),
  };
}

/** `name: value`; the first of a name counts. */
function fieldsOf(lines: string): Fields {
  const fields = new Map<string, string>();
  for (const line of lines.split(/\r?\n/)) {
    const [, name, value] = /^\s*([a-z]+[A-Z]\w*):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !fields.has(name)) fields.set(name, value);
  }
  return fields;
}

function interfaceOf(lines: string): FakeInterface {
  const [own = '', smartCard] = lines.split(/^\s*CCID Class Descriptor\s*$/m);
  const face = fieldsOf(own);
  return {
    number: decimal(face.get('bInterfaceNumber'), MOST.u8),
    alternate: decimal(face.get('bAlternateSetting'), MOST.u8),
    class: hexField(face, 'bInterfaceClass', MOST.u8),
    subclass: decimal(face.get('bInterfaceSubClass'), MOST.u8),
    protocol: decimal(face.get('bInterfaceProtocol'), MOST.u8),
    name: face.get('iInterface'),
    endpoints: endpointCount(decimal(face.get('bNumEndpoints'), MOST.u8)),
    packetSize: FULL_SPEED_PACKET,
    smartCard: smartCard === undefined ? undefined : smartCardOf(fieldsOf(smartCard)),
  };
}

const endpointCount = (count: number): FakeInterface['endpoints'] =>
  count === 0 || count === 1 || count === 2 ? count : 3;

const smartCardOf = (ccid: Fields): SmartCardClass => ({
  descriptorType: hexField(ccid, 'bDescriptorType', MOST.u8),
  bcdCcid: bcd(ccid.get('bcdCCID')),
  maxSlotIndex: hexField(ccid, 'bMaxSlotIndex', MOST.u8),
  voltageSupport: hexField(ccid, 'bVoltageSupport', MOST.u8),
  protocols: hexField(ccid, 'dwProtocols', MOST.u32),
  defaultClock: megahertz(ccid.get('dwDefaultClock')),
  maximumClock: megahertz(ccid.get('dwMaximumClock')),
  clocks: decimal(ccid.get('bNumClockSupported'), MOST.u8),
  dataRate: decimal(ccid.get('dwDataRate'), MOST.u32),
  maxDataRate: decimal(ccid.get('dwMaxDataRate'), MOST.u32),
  dataRates: decimal(ccid.get('bNumDataRatesSupported'), MOST.u8),
  maxIfsd: decimal(ccid.get('dwMaxIFSD'), MOST.u32),
  synchProtocols: hexField(ccid, 'dwSynchProtocols', MOST.u32),
  mechanical: hexField(ccid, 'dwMechanical', MOST.u32),
  features: hexField(ccid, 'dwFeatures', MOST.u32),
  maxMessage: decimal(ccid.get('dwMaxCCIDMessageLength'), MOST.u32),
  classGetResponse: hexField(ccid, 'bClassGetResponse', MOST.u8),
  classEnvelope: hexField(ccid, 'bClassEnvelope', MOST.u8),
  lcdLayout: hexField(ccid, 'wLcdLayout', MOST.u16),
  pinSupport: hexField(ccid, 'bPINSupport', MOST.u8),
  maxBusySlots: decimal(ccid.get('bMaxCCIDBusySlots'), MOST.u8),
});

/** `0x21`, `0x0000 0x0003` (high half first), `0x0B [Chip Card …]`. */
function hexField(fields: Fields, name: string, most: number): number {
  const [, ...halves] = /^0x([0-9A-F]{1,8})(?:\s+0x([0-9A-F]{1,4}))?/i.exec(fields.get(name) ?? '') ?? [];
  const digits = halves.map((half) => half ?? '').join('');
  return Math.min(parseInt(digits || '0', 16), most);
}

/** `254`, `271 bytes`, `9600 bps`, `0 (will use whatever is returned)`. */
function decimal(value: string | undefined, most: number): number {
  const [digits = '0'] = /^\d{1,10}/.exec(value ?? '') ?? [];
  return Math.min(Number(digits), most);
}

/** `4.800 MHz`, in kHz. */
function megahertz(value: string | undefined): number {
  const [, whole = '0', thousandths = '0'] = /^(\d{1,6})\.(\d{3})/.exec(value ?? '') ?? [];
  return Number(whole) * 1000 + Number(thousandths);
}

/** `1.10` is 0110h, `10.01` is 1001h. */
function bcd(value: string | undefined): number {
  const [, whole = '0', hundredths = '0'] = /^(\d{1,2})\.(\d{2})/.exec(value ?? '') ?? [];
  return parseInt(whole, 16) * 0x100 + parseInt(hundredths, 16);
}
