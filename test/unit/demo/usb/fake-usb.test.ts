import { describe, expect, it } from 'vitest';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import { createFakeUsb } from '#demo/usb/fake-usb.ts';
import { SHORT_APDU_READER, VENDOR_TPDU_READER } from '#demo/usb/presets.ts';

const desk = () => {
  const fake = createFakeUsb();
  const office = createFakeReader({ descriptor: SHORT_APDU_READER });
  const vendor = createFakeReader({ descriptor: VENDOR_TPDU_READER });
  return { ...fake, office, vendor };
};

describe('the fake navigator.usb', () => {
  it('shows a reader only once the user chose it', async () => {
    const { usb, plug, office } = desk();
    plug(office);
    expect(await usb.getDevices()).toEqual([]);
    expect(await usb.requestDevice({ filters: [] })).toBe(office.device);
    expect(await usb.getDevices()).toEqual([office.device]);
  });

  it('offers what a filter names: a class of an interface, or a product', async () => {
    const { usb, plug, office, vendor } = desk();
    plug(vendor);
    plug(office);
    expect(await usb.requestDevice({ filters: [{ classCode: 0x0b }] })).toBe(office.device);
    const { vendorId, productId } = VENDOR_TPDU_READER;
    expect(await usb.requestDevice({ filters: [{ vendorId, productId }] })).toBe(vendor.device);
    await expect(usb.requestDevice({ filters: [{ vendorId: 1 }] })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('gives nothing where the user closes the chooser', async () => {
    const { usb, plug, setChoice, office } = desk();
    plug(office);
    setChoice(() => undefined);
    await expect(usb.requestDevice({ filters: [] })).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('tells of a reader that was shown when it comes and goes, and of no other', () => {
    const { usb, plug, unplug, office, vendor } = desk();
    const events: string[] = [];
    usb.addEventListener('connect', ({ device }) => events.push(`+${device.productName}`));
    usb.addEventListener('disconnect', ({ device }) => events.push(`-${device.productName}`));
    plug(office, { shown: true });
    plug(vendor);
    unplug(office);
    unplug(vendor);
    expect(events).toEqual(['+Lecteur de bureau', '-Lecteur de bureau']);
    expect(office.device.opened).toBe(false);
  });
});
