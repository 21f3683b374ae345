import { describe, expect, it } from 'vitest';
import { hex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { describeReader, isProtectedClass } from '#cards/ccid/describe.ts';
import { openCcid } from '#cards/ccid/open.ts';
import {
  ALL_ENDPOINTS,
  bulkIn,
  bulkOut,
  classDescriptor,
  configurationDescriptor,
  TPDU,
  USUAL,
  type FakeInterface,
} from './descriptors.ts';
import { createManualTimer } from './manual-timer.ts';
import { createScriptedDevice, oneInterface, usbError, type Script } from './scripted-device.ts';
import { createReaderScript, NOTHING, reply } from './scripted-reader.ts';

const timer = createManualTimer();
const smartCard: FakeInterface = {
  number: 0,
  interfaceClass: 0x0b,
  endpoints: ALL_ENDPOINTS,
  descriptor: classDescriptor(),
};
const vendor: FakeInterface = { ...smartCard, number: 1, interfaceClass: 0xff };
const device = (script: Script = {}) => createScriptedDevice({ ...createReaderScript(), ...script });
const failOf = async (script: Script, allowProtected = false) =>
  openCcid(device(script), { timer, allowProtected });

describe('a reader of the smart-card class', () => {
  it('is known for protected before anything is tried', async () => {
    const protectedDevice = device({ interfaces: [smartCard] });
    expect(isProtectedClass(protectedDevice)).toBe(true);
    expect(await openCcid(protectedDevice, { timer })).toEqual({
      ok: false,
      error: { type: 'ReaderProtected' },
    });
    expect(protectedDevice.opened).toBe(false);
  });

  it('is protected by any of its alternate settings', () => {
    const other = { ...smartCard, alternate: 1, interfaceClass: 0xff };
    expect(isProtectedClass(device({ interfaces: [other, { ...smartCard, alternate: 0 }] }))).toBe(true);
  });

  it('opens where the platform allows it', async () => {
    const opened = unwrap(
      await openCcid(device({ interfaces: [smartCard] }), { timer, allowProtected: true }),
    );
    expect(opened.description.interfaceClass).toBe('smartCard');
    await opened.close();
  });

  it('opens by its vendor-class interface where it has one', async () => {
    const both = device({ interfaces: [smartCard, vendor] });
    expect(isProtectedClass(both)).toBe(false);
    const opened = unwrap(await openCcid(both, { timer }));
    expect(both.claimed).toEqual([1]);
    await opened.close();
  });

  it('stays protected where its vendor-class interface is no reader', async () => {
    const { descriptor: _none, ...update } = vendor;
    expect(await failOf({ interfaces: [smartCard, update] })).toMatchObject({
      error: { type: 'ReaderProtected' },
    });
  });
});

describe('a reader that cannot be driven is refused by name', () => {
  it.each<[string, FakeInterface, object]>([
    [
      'character level',
      { ...vendor, descriptor: classDescriptor({ features: 0x30 }) },
      { type: 'ReaderUnsupported', because: 'characterLevel' },
    ],
    [
      'no bulk endpoints',
      { ...vendor, endpoints: [] },
      { type: 'ReaderUnsupported', because: 'noEndpoints' },
    ],
    [
      'one bulk endpoint',
      { ...vendor, endpoints: [bulkIn] },
      { type: 'ReaderUnsupported', because: 'noEndpoints' },
    ],
    [
      'no protocol that we know',
      { ...vendor, descriptor: classDescriptor({ features: TPDU | USUAL, protocols: 0x0300 }) },
      { type: 'ReaderUnsupported', because: 'protocol' },
    ],
    [
      'messages without room',
      { ...vendor, descriptor: classDescriptor({ maxMessage: 10 }) },
      { type: 'ReaderFault', what: 'dwMaxCCIDMessageLength' },
    ],
  ])('%s', async (_name, each, error) => {
    expect(await failOf({ interfaces: [each] })).toEqual({ ok: false, error });
  });

  it('no class descriptor', async () => {
    const { descriptor: _none, ...plain } = vendor;
    expect(await failOf({ interfaces: [plain] })).toMatchObject({
      error: { type: 'ReaderUnsupported', because: 'noClassDescriptor' },
    });
  });

  it('and the device is closed again', async () => {
    const refused = device({ interfaces: [{ ...vendor, endpoints: [] }] });
    await openCcid(refused, { timer });
    expect(refused.opened).toBe(false);
  });
});

describe('descriptors that lie', () => {
  it.each([
    ['a configuration of length 0', hex('0902000001010080 32')],
    ['a configuration longer than what comes', hex('0902FFFF01010080 32')],
    ['nothing', new Uint8Array()],
  ])('%s ends in an error', async (_name, configuration) => {
    expect(await failOf({ configuration })).toMatchObject({ ok: false });
  });

  it('naming an interface that the device does not have end in an error', async () => {
    const configuration = configurationDescriptor([{ ...vendor, number: 5 }]);
    expect(await failOf({ configuration })).toMatchObject({ error: { type: 'ReaderFault' } });
  });

  it('announcing slots that do not answer leave those out', async () => {
    const script = createReaderScript({
      first: (message) =>
        (message[5] ?? 0) > 1
          ? [reply(message, 0x81, NOTHING, { card: 2, command: 1, error: 5 })]
          : undefined,
    });
    const interfaces = oneInterface(classDescriptor({ maxSlotIndex: 255 }));
    const opened = unwrap(await openCcid(createScriptedDevice({ interfaces, ...script }), { timer }));
    expect(opened.slots).toHaveLength(2);
    await opened.close();
  });
});

describe('claiming', () => {
  const throwing = (act: string, name: string): Script => ({
    before: (now) => {
      if (now === act) throw usbError(name);
    },
  });

  it.each([
    ['open', 'NotFoundError', { type: 'ReaderGone' }],
    ['open', 'SecurityError', { type: 'ReaderFault', what: 'access denied' }],
    ['open', 'NetworkError', { type: 'Busy' }],
    ['claimInterface', 'NetworkError', { type: 'Busy' }],
    ['claimInterface', 'SecurityError', { type: 'ReaderProtected' }],
    ['claimInterface', 'NotFoundError', { type: 'ReaderGone' }],
    ['controlTransferIn', 'NetworkError', { type: 'ReaderGone' }],
  ])('%s that fails with %s', async (act, name, error) => {
    const refused = device(throwing(act, name));
    expect(await openCcid(refused, { timer })).toEqual({ ok: false, error });
  });

  it('of a reader unplugged right then says ReaderGone', async () => {
    const gone = device({ before: (act) => void (act === 'transferOut' && gone.unplug()) });
    expect(await openCcid(gone, { timer })).toMatchObject({ error: { type: 'ReaderGone' } });
  });

  it('selects the alternate setting that the descriptor stands behind', async () => {
    const acts: string[] = [];
    const plain: FakeInterface = { number: 1, interfaceClass: 0xff, endpoints: [] };
    const opened = unwrap(
      await openCcid(
        device({ interfaces: [plain, { ...vendor, alternate: 1 }], before: (act) => acts.push(act) }),
        { timer },
      ),
    );
    expect(acts).toContain('selectAlternateInterface 1 1');
    await opened.close();
  });

  it('takes every interface of a reader that has one for each card', async () => {
    const several = device({
      interfaces: [smartCard, { ...smartCard, number: 1 }],
      names: { manufacturer: 'KAPELSE', product: 'KAP-LINK2' },
    });
    const opened = unwrap(await openCcid(several, { timer, allowProtected: true }));
    expect(several.claimed).toEqual([0, 1]);
    expect(opened.slots.map(({ name }) => name)).toEqual(['KAPELSE KAP-LINK2 1', 'KAPELSE KAP-LINK2 2']);
    await opened.close();
    expect(several.opened).toBe(false);
  });

  it('does not hang on a device that never opens', async () => {
    const waiting = openCcid({ ...device(), open: () => new Promise(() => undefined) }, { timer });
    await timer.advance(10_000);
    expect(await waiting).toMatchObject({ error: { type: 'Busy' } });
  });
});

describe('describing a reader', () => {
  it('tells what it says of itself, and claims nothing', async () => {
    const described = device({
      interfaces: [
        {
          ...smartCard,
          endpoints: [bulkIn, bulkOut],
          descriptor: classDescriptor({ pinSupport: 3, voltages: 3 }),
        },
      ],
    });
    expect(await describeReader(described, { timer })).toEqual({
      ok: true,
      value: {
        manufacturer: 'Exemple',
        product: 'Lecteur',
        vendorId: '1FC9',
        productId: '00AB',
        interfaceClass: 'smartCard',
        exchangeLevel: 'shortApdu',
        protocols: ['T0', 'T1'],
        voltages: [5, 3],
        slots: 1,
        pinPad: true,
        maxMessage: 271,
        contactless: undefined,
      },
    });
    expect([described.claimed, described.opened]).toEqual([[], false]);
  });

  it('leaves a device open that was open', async () => {
    const described = device();
    await described.open();
    await describeReader(described, { timer });
    expect(described.opened).toBe(true);
  });

  it('knows a contactless one by its name only', async () => {
    const named = device({ names: { product: 'uTrust 3720 Contactless Reader' } });
    expect(unwrap(await describeReader(named, { timer })).contactless).toBe(true);
  });

  it('says so of a device that is none', async () => {
    const { descriptor: _none, ...plain } = vendor;
    expect(await describeReader(device({ interfaces: [plain] }), { timer })).toMatchObject({
      error: { type: 'ReaderUnsupported', because: 'noClassDescriptor' },
    });
  });
});
