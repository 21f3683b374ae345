import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configurationDescriptor, deviceDescriptor } from '#demo/usb/descriptor-bytes.ts';
import { parseReaderDump } from '#demo/usb/reader-dump.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import { sharedFolder } from '#test/support/shared.ts';

const folder = sharedFolder('cards', 'ccid-readers');

/** The shape of such a dump, of a reader that does not exist. */
const DUMP = `
 idVendor: 0x1209
  iManufacturer: Atelier des Lecteurs
 idProduct: 0x5C01
  iProduct: Lecteur Essai
 bcdDevice: 1.42 (firmware release?)
 bLength: 9
 bDescriptorType: 4
 bInterfaceNumber: 1
 bAlternateSetting: 0
 bNumEndpoints: 3
  bulk-IN, bulk-OUT and Interrupt-IN
 bInterfaceClass: 0x0B [Chip Card Interface Device Class (CCID)]
 bInterfaceSubClass: 0
 bInterfaceProtocol: 0
  bulk transfer, optional interrupt-IN (CCID)
 Can't get iInterface string
 CCID Class Descriptor
  bLength: 0x36
  bDescriptorType: 0x21
  bcdCCID: 1.10
  bMaxSlotIndex: 0x00
  bVoltageSupport: 0x03
   5.0V
  dwProtocols: 0x0000 0x0003
   T=0
  dwDefaultClock: 4.800 MHz
  dwMaximumClock: 8.000 MHz
  bNumClockSupported: 0 (will use whatever is returned)
   IFD does not support GET CLOCK FREQUENCIES request: LIBUSB_ERROR_PIPE
  dwDataRate: 12903 bps
  dwMaxDataRate: 412903 bps
  bNumDataRatesSupported: 0 (will use whatever is returned)
  dwMaxIFSD: 254
  dwSynchProtocols: 0x00000000
  dwMechanical: 0x00000000
  dwFeatures: 0x000404BA
  dwMaxCCIDMessageLength: 271 bytes
  bClassGetResponse: 0xFF
   echoes the APDU class
  bClassEnvelope: 0x00
  wLcdLayout: 0x0210
  bPINSupport: 0x03
  bMaxCCIDBusySlots: 1
`;

describe('a dump of the descriptors of a reader', () => {
  it('gives the device, its interfaces and the class descriptor', () => {
    expect(parseReaderDump(DUMP)).toEqual({
      vendorId: 0x1209,
      productId: 0x5c01,
      manufacturer: 'Atelier des Lecteurs',
      product: 'Lecteur Essai',
      version: 0x0142,
      interfaces: [
        {
          number: 1,
          alternate: 0,
          class: 0x0b,
          subclass: 0,
          protocol: 0,
          name: undefined,
          endpoints: 3,
          packetSize: 64,
          smartCard: {
            descriptorType: 0x21,
            bcdCcid: 0x0110,
            maxSlotIndex: 0,
            voltageSupport: 3,
            protocols: 3,
            defaultClock: 4800,
            maximumClock: 8000,
            clocks: 0,
            dataRate: 12903,
            maxDataRate: 412903,
            dataRates: 0,
            maxIfsd: 254,
            synchProtocols: 0,
            mechanical: 0,
            features: 0x000404ba,
            maxMessage: 271,
            classGetResponse: 0xff,
            classEnvelope: 0,
            lcdLayout: 0x0210,
            pinSupport: 3,
            maxBusySlots: 1,
          },
        },
      ],
    });
  });

  it('gives a descriptor whatever was changed, cut or added, and bytes whose lengths add up', () => {
    const cut = fc.tuple(fc.nat({ max: DUMP.length }), fc.nat({ max: 80 }), fc.string({ unit: 'binary' }));
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      cut.map(([at, length, instead]) => DUMP.slice(0, at) + instead + DUMP.slice(at + length)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const descriptor = parseReaderDump(text);
        const bytes = configurationDescriptor(descriptor);
        expect(deviceDescriptor(descriptor).length).toBe(18);
        expect((bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8)).toBe(bytes.length);
      }),
      { numRuns: FUZZ_CASES },
    );
  });
});

describe.skipIf(folder === undefined)('the collection of dumps of real readers', () => {
  const dumps = readdirSync(folder ?? '.')
    .filter((file) => file.endsWith('.txt'))
    .map((file) => ({ file, text: readFileSync(join(folder ?? '.', file), 'latin1') }))
    .filter(({ text }) => text.includes('idVendor'));

  it('is read whole: every reader has its identity and an interface with a class descriptor', () => {
    expect(dumps.length).toBeGreaterThan(680);
    const unread = dumps.filter(({ text }) => {
      const { vendorId, interfaces } = parseReaderDump(text);
      return !(vendorId && interfaces.some((face) => face.smartCard));
    });
    expect(unread.map(({ file }) => file)).toEqual([]);
  });

  it('is read field by field: no number of a class descriptor is lost', () => {
    for (const { file, text } of dumps) {
      const count = (field: string) => text.split(field).length - 1;
      const faces = parseReaderDump(text).interfaces;
      expect([file, faces.length]).toEqual([file, count('bInterfaceNumber:')]);
      for (const { smartCard, class: kind } of faces) {
        expect([file, kind === 0x0b || kind === 0xff]).toEqual([file, true]);
        if (smartCard)
          expect([file, smartCard.maxMessage > 0, smartCard.bcdCcid > 0]).toEqual([file, true, true]);
      }
    }
  });
});
