import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import { hex } from '#base/bytes.ts';
import { withCard } from '#cards/with-card.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createFakeReader, type FakeReader } from '#demo/usb/fake-reader.ts';
import { SHORT_APDU_READER, TWO_SLOT_READER, VENDOR_TPDU_READER } from '#demo/usb/presets.ts';
import type { FakeDescriptor } from '#demo/usb/fake-descriptor.ts';
import { VENDOR_CLASS_READERS } from '#readers/vendor-class-readers.ts';
import { webUsbReaders } from '#readers/webusb.ts';
import { until } from '#test/support/bridge/manual-time.ts';
import { scriptedUsb, type ScriptedUsb } from '#test/support/readers/scripted-usb.ts';
import { sharedFolder } from '#test/support/shared.ts';

const reader = (descriptor: FakeDescriptor = VENDOR_TPDU_READER, serialNumber?: string): FakeReader =>
  createFakeReader({ descriptor, enforceProtected: true, ...(serialNumber && { serialNumber }) });
const vitale = () => {
  const [first] = DEMO_HOLDER_CARDS;
  if (!first) throw new Error('no card');
  return createHolderCard(first);
};
const opened = async (world: ScriptedUsb) => {
  const readers = await webUsbReaders(world.usb);
  const settled = () =>
    until(() => readers.list().every(({ slots, problem }) => slots.length > 0 || problem));
  await settled();
  return { readers, settled };
};

/** A vendor-class reader whose level is the character: 0 in dwFeatures (CCID 1.10 §5.1). */
const CHARACTER_READER: FakeDescriptor = {
  ...VENDOR_TPDU_READER,
  interfaces: VENDOR_TPDU_READER.interfaces.map((face) => ({
    ...face,
    ...(face.smartCard && { smartCard: { ...face.smartCard, features: 0x00000840 } }),
  })),
};

describe('webUsbReaders', () => {
  test('finds the readers that were shown to this origin before, and reads their cards', async () => {
    const world = scriptedUsb();
    const fake = reader(VENDOR_TPDU_READER, 'A1');
    fake.insert(vitale());
    world.plug(fake.device);
    const { readers } = await opened(world);
    expect(readers.list()).toMatchObject([
      {
        id: 'usb:1209:5c02:A1',
        name: 'Atelier Fictif Lecteur de sacoche',
        problem: undefined,
        description: { exchangeLevel: 'tpdu', interfaceClass: 'vendor' },
      },
    ]);
    const [slot] = readers.list()[0]?.slots ?? [];
    if (!slot) throw new Error('no slot');
    expect(unwrap(await withCard(slot, readVitale)).persons.length).toBeGreaterThan(0);
    await readers.close();
    expect(fake.device.opened).toBe(false);
  });

  test('one whose class the browser keeps is named as such, and nothing is tried', async () => {
    const world = scriptedUsb();
    const fake = reader(SHORT_APDU_READER);
    const claim = vi.spyOn(fake.device, 'claimInterface');
    world.plug(fake.device);
    const { readers } = await opened(world);
    expect(readers.list()).toMatchObject([
      { problem: { type: 'ReaderProtected' }, slots: [], description: { exchangeLevel: 'shortApdu' } },
    ]);
    expect(claim).not.toHaveBeenCalled();
    expect(fake.device.opened).toBe(false);
    await readers.close();
  });

  test('one at character level says why it cannot be driven', async () => {
    const world = scriptedUsb();
    world.plug(reader(CHARACTER_READER).device);
    const { readers } = await opened(world);
    expect(readers.list()[0]?.problem).toEqual({ type: 'ReaderUnsupported', because: 'characterLevel' });
    await readers.close();
  });

  test('readers come and go while in use', async () => {
    const world = scriptedUsb();
    const { readers, settled } = await opened(world);
    const seen: number[] = [];
    const stop = readers.onChange(() => seen.push(readers.list().length));
    const fake = reader();
    world.plug(fake.device);
    await settled();
    await until(() => readers.list()[0]?.slots.length === 1);
    fake.unplug();
    world.unplug(fake.device);
    expect(readers.list()).toEqual([]);
    expect(seen).toEqual([1, 0]);
    stop();
    world.plug(reader().device);
    await until(() => readers.list()[0]?.slots.length === 1);
    expect(seen).toEqual([1, 0]);
    await readers.close();
  });

  test('one that the browser calls gone before its transfers fail ends the dialogue as gone', async () => {
    const world = scriptedUsb();
    const fake = reader();
    fake.insert(vitale());
    world.plug(fake.device);
    const { readers } = await opened(world);
    const [slot] = readers.list()[0]?.slots ?? [];
    if (!slot) throw new Error('no slot');
    const channel = unwrap(await slot.open());
    fake.setFault({ type: 'silent' });
    const running = channel.transmit(hex('00A40000023F00'));
    world.unplug(fake.device);
    expect(await running).toEqual({ ok: false, error: { type: 'ReaderGone' } });
    expect(await slot.open()).toEqual({ ok: false, error: { type: 'ReaderGone' } });
    await readers.close();
  });

  test('one that is unplugged while it is being opened is not listed', async () => {
    const world = scriptedUsb();
    const { readers } = await opened(world);
    const fake = reader();
    world.plug(fake.device);
    world.unplug(fake.device);
    fake.unplug();
    world.plug(reader(VENDOR_TPDU_READER, 'other').device);
    await until(() => readers.list()[0]?.slots.length === 1);
    expect(readers.list().map(({ id }) => id)).toEqual(['usb:1209:5c02:other']);
    await readers.close();
  });

  test('two alike are told apart, and both slots of one are there', async () => {
    const world = scriptedUsb();
    const vendorTwoSlots: FakeDescriptor = {
      ...TWO_SLOT_READER,
      interfaces: TWO_SLOT_READER.interfaces.map((face) => ({ ...face, class: 0xff })),
    };
    world.plug(reader(vendorTwoSlots).device);
    world.plug(reader(vendorTwoSlots).device);
    const { readers } = await opened(world);
    expect(readers.list().map(({ id, slots }) => [id, slots.length])).toEqual([
      ['usb:1209:5c05', 2],
      ['usb:1209:5c05~2', 2],
    ]);
    await readers.close();
  });
});

describe('the chooser', () => {
  test('offers smart-card readers and those of the list, and takes what was picked', async () => {
    const world = scriptedUsb();
    const { readers } = await opened(world);
    const fake = reader();
    world.pick(fake.device);
    expect(unwrap(await readers.choose())).toBe('usb:1209:5c02');
    expect(readers.list()[0]?.slots).toHaveLength(1);
    expect(world.asked[0]).toContainEqual({ classCode: 0x0b });
    expect(world.asked[0]).toContainEqual({ vendorId: 0x046a, productId: 0x003e });
    await readers.close();
  });

  test('that was closed is no error to speak of', async () => {
    const world = scriptedUsb();
    const { readers } = await opened(world);
    expect(await readers.choose()).toEqual({ ok: false, error: { type: 'Cancelled' } });
  });

  test('a reader that was picked can be forgotten', async () => {
    const world = scriptedUsb();
    const fake = reader();
    world.plug(fake.device);
    const { readers } = await opened(world);
    await readers.forget('usb:1209:5c02');
    expect([readers.list(), world.allowed(), fake.device.opened]).toEqual([[], [], false]);
  });

  test('a reader that another tab holds is tried again', async () => {
    const world = scriptedUsb();
    const fake = reader();
    const held = new DOMException('Unable to claim interface.', 'NetworkError');
    vi.spyOn(fake.device, 'claimInterface').mockRejectedValueOnce(held);
    world.plug(fake.device);
    const { readers } = await opened(world);
    expect(readers.list()[0]?.problem).toEqual({ type: 'Busy' });
    await readers.retry();
    expect(readers.list()[0]?.slots).toHaveLength(1);
    await readers.close();
  });
});

const shared = sharedFolder();
describe.skipIf(!shared)('the list of readers behind a vendor class', () => {
  test('is that of the collected descriptors', () => {
    const csv = readFileSync(join(shared ?? '', 'cards', 'ccid-readers-vendor-class-ff.csv'), 'utf8');
    const collected = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([, vendor = '', product = '']) => [parseInt(vendor, 16), parseInt(product, 16)].join('/'));
    expect(VENDOR_CLASS_READERS.map((pair) => pair.join('/')).sort()).toEqual(collected.sort());
  });
});
