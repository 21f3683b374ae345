/** What a reader of flesh and wires says of itself over USB, as far as a driver can see it. */
export interface FakeDescriptor {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturer: string | undefined;
  readonly product: string | undefined;
  /** bcdDevice. */
  readonly version: number;
  readonly interfaces: readonly FakeInterface[];
}

/** One interface (USB 2.0 table 9-12). */
export interface FakeInterface {
  readonly number: number;
  readonly alternate: number;
  readonly class: number;
  readonly subclass: number;
  readonly protocol: number;
  readonly name: string | undefined;
  /** 3: bulk in and out, interrupt in; 2: bulk in and out; 1: interrupt in; 0: control requests alone. */
  readonly endpoints: 0 | 1 | 2 | 3;
  /** Of the bulk endpoints, bytes. */
  readonly packetSize: number;
  readonly smartCard: SmartCardClass | undefined;
}

/** The class descriptor as it stands on the wire: numbers, nothing interpreted (CCID 1.10 table 5.1-1). */
export interface SmartCardClass {
  /** bDescriptorType: 21h, FFh in some old readers. */
  readonly descriptorType: number;
  readonly bcdCcid: number;
  readonly maxSlotIndex: number;
  readonly voltageSupport: number;
  readonly protocols: number;
  /** kHz. */
  readonly defaultClock: number;
  readonly maximumClock: number;
  readonly clocks: number;
  /** Bits per second. */
  readonly dataRate: number;
  readonly maxDataRate: number;
  readonly dataRates: number;
  readonly maxIfsd: number;
  readonly synchProtocols: number;
  readonly mechanical: number;
  readonly features: number;
  readonly maxMessage: number;
  readonly classGetResponse: number;
  readonly classEnvelope: number;
  readonly lcdLayout: number;
  readonly pinSupport: number;
  readonly maxBusySlots: number;
}

/** An endpoint of one interface as WebUSB shows it. */
export interface FakeEndpoint {
  /** 1 to 15. */
  readonly number: number;
  readonly direction: 'in' | 'out';
  readonly type: 'bulk' | 'interrupt';
  readonly packetSize: number;
}

const INTERRUPT_PACKET = 8;

/** Three numbers are set apart for each interface: bulk out, bulk in, interrupt in. */
export function endpointsOf({ number, endpoints, packetSize }: FakeInterface): readonly FakeEndpoint[] {
  const first = number * 3 + 1;
  const bulk: readonly FakeEndpoint[] = [
    { number: first, direction: 'out', type: 'bulk', packetSize },
    { number: first + 1, direction: 'in', type: 'bulk', packetSize },
  ];
  const interrupt: FakeEndpoint = {
    number: first + 2,
    direction: 'in',
    type: 'interrupt',
    packetSize: INTERRUPT_PACKET,
  };
  return [...(endpoints >= 2 ? bulk : []), ...(endpoints % 2 === 1 ? [interrupt] : [])];
}
