import type { FakeDescriptor, SmartCardClass } from './fake-descriptor.ts';

/** pid.codes, the vendor number of hobby projects; the products do not exist. */
const VENDOR_ID = 0x1209;
const SMART_CARD = 0x0b;
const VENDOR_SPECIFIC = 0xff;
const PIN_VERIFICATION = 0x01;

/** What most readers of the collection say. */
const USUAL: SmartCardClass = {
  descriptorType: 0x21,
  bcdCcid: 0x0110,
  maxSlotIndex: 0,
  voltageSupport: 0x07, // 5, 3 and 1.8 V
  protocols: 0x00000003, // T=0 and T=1
  defaultClock: 4000,
  maximumClock: 4000,
  clocks: 0,
  dataRate: 10752,
  maxDataRate: 344086,
  dataRates: 0,
  maxIfsd: 254,
  synchProtocols: 0,
  mechanical: 0,
  features: 0,
  maxMessage: 271,
  classGetResponse: 0xff,
  classEnvelope: 0xff,
  lcdLayout: 0,
  pinSupport: 0,
  maxBusySlots: 1,
};

function reader(
  productId: number,
  product: string,
  interfaceClass: number,
  smartCard: Partial<SmartCardClass>,
): FakeDescriptor {
  return {
    vendorId: VENDOR_ID,
    productId,
    manufacturer: 'Atelier Fictif',
    product,
    version: 0x0100,
    interfaces: [
      {
        number: 0,
        alternate: 0,
        class: interfaceClass,
        subclass: 0,
        protocol: 0,
        name: undefined,
        endpoints: 3,
        packetSize: 64,
        smartCard: { ...USUAL, ...smartCard },
      },
    ],
  };
}

/** Short APDU, everything automatic, smart-card class: what a French practice has on its desk. */
export const SHORT_APDU_READER = reader(0x5c01, 'Lecteur de bureau', SMART_CARD, { features: 0x000204be });

/** TPDU level, vendor class, nothing automatic: voltage, PPS and parameters are left to the driver. */
export const VENDOR_TPDU_READER = reader(0x5c02, 'Lecteur de sacoche', VENDOR_SPECIFIC, {
  features: 0x00010030,
});

/** Short and extended APDU. */
export const EXTENDED_APDU_READER = reader(0x5c03, 'Lecteur étendu', SMART_CARD, {
  features: 0x000404be,
  maxMessage: 3072,
});

/** TPDU level, vendor class, automatic PPS, with keys. */
export const PIN_PAD_READER = reader(0x5c04, 'Lecteur à clavier', VENDOR_SPECIFIC, {
  features: 0x000100ba,
  lcdLayout: 0x0210,
  pinSupport: PIN_VERIFICATION,
});

/** Two slots that can work at the same time: one for the professional's card, one for the patient's. */
export const TWO_SLOT_READER = reader(0x5c05, 'Lecteur à deux fentes', SMART_CARD, {
  features: 0x000204be,
  maxSlotIndex: 1,
  maxBusySlots: 2,
});
