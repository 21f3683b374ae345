import { describe, expect, it } from 'vitest';
import { nodeUsbDevice } from '#bridge/usb/node-device.ts';
import { openUsbReaders, type PluggedDevice } from '#bridge/usb/usb-readers.ts';
import { unwrap } from '#base/result.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { withCard } from '#cards/with-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import { SHORT_APDU_READER } from '#demo/usb/presets.ts';
import { createManualTime, until } from '#test/support/bridge/manual-time.ts';

/** A device of npm `usb` as far as a test needs one; what it was asked is kept. */
function fakeNative(more: Partial<PluggedDevice> = {}): PluggedDevice & { calls: string[] } {
  const calls: string[] = [];
  const called = (name: string) => (): Promise<never> => {
    calls.push(name);
    return Promise.resolve(undefined as never);
  };
  return {
    calls,
    bus: '1',
    address: 4,
    vendorId: 1,
    productId: 2,
    manufacturerName: 'Maker',
    productName: 'Card reader',
    configuration: { interfaces: [{ interfaceNumber: 3, alternates: [] }] } as never,
    configurations: [],
    opened: true,
    open: called('open'),
    close: called('close'),
    selectConfiguration: called('selectConfiguration'),
    claimInterface: async (n: number) => void calls.push(`claim ${n}`),
    releaseInterface: async (n: number) => void calls.push(`release ${n}`),
    selectAlternateInterface: called('selectAlternateInterface'),
    controlTransferIn: called('controlIn'),
    controlTransferOut: called('controlOut'),
    clearHalt: called('clearHalt'),
    transferIn: called('transferIn'),
    transferOut: called('transferOut'),
    ...more,
  };
}
const patient = () => {
  const [card] = DEMO_HOLDER_CARDS;
  if (!card) throw new Error('no card');
  return card;
};
const setup = { requestType: 'standard', recipient: 'device', request: 6, value: 0, index: 0 } as const;
const failing = (message: string) => () => Promise.reject(new Error(message));

describe('a device of npm usb', () => {
  it('is asked for its descriptors through an interface claimed for the time', async () => {
    const native = fakeNative();
    await nodeUsbDevice(native).controlTransferIn(setup, 9);
    expect(native.calls).toEqual(['claim 3', 'controlIn', 'release 3']);
  });

  it('keeps the interface that is in use', async () => {
    const native = fakeNative();
    const device = nodeUsbDevice(native);
    await device.claimInterface(0);
    await device.controlTransferIn(setup, 9);
    expect(native.calls).toEqual(['claim 0', 'controlIn']);
  });

  it('gives the patience of a transfer on', async () => {
    const given: unknown[] = [];
    const native = fakeNative({
      transferIn: async (...args: unknown[]) => {
        given.push(...args);
        return { status: 'ok' };
      },
    });
    await nodeUsbDevice(native).transferIn(1, 64, 86_400_000);
    expect(given).toEqual([1, 64, 86_400_000]);
  });

  it.each([
    ['transferIn error: Disconnected', 'NotFoundError'],
    ['transferIn error: Cancelled', 'NetworkError'],
    ['claimInterface error: resource busy', 'NetworkError'],
  ])('says «%s» as a browser does: %s', async (message, name) => {
    const device = nodeUsbDevice(fakeNative({ transferIn: failing(message) }));
    await expect(device.transferIn(1, 64)).rejects.toMatchObject({ name });
  });

  it('tells a stalled endpoint by the status', async () => {
    const device = nodeUsbDevice(fakeNative({ transferIn: failing('transferIn error: Stall') }));
    expect(await device.transferIn(1, 64)).toEqual({ status: 'stall' });
  });
});

describe('readers over USB', () => {
  it('of the smart-card class are driven by our own driver, while they come and go', async () => {
    const fake = createFakeReader({ descriptor: SHORT_APDU_READER, enforceProtected: false });
    const plugged: PluggedDevice[] = [];
    const { source, time } = await look(() => Promise.resolve(plugged));
    expect(source.list()).toEqual([]);
    plugged.push(Object.assign(fake.device, { bus: '1', address: 5 }));
    await time.pass(2000);
    await until(() => source.list().length === 1);
    const [reader] = source.list();
    if (!reader) throw new Error('no reader');
    fake.insert(createHolderCard(patient()));
    await until(() => reader.cardPresent());
    expect(unwrap(await withCard(reader, readVitale)).persons[0]?.familyName).toBe('PAT-TROIS');
    plugged.length = 0;
    fake.unplug();
    await time.pass(2000);
    await until(() => source.list().length === 0);
    await source.close();
  });

  const look = async (devices: () => Promise<PluggedDevice[]>) => {
    const time = createManualTime();
    return { time, source: await openUsbReaders({ devices, timer: time.timer }) };
  };

  it('are none where the machine has no USB, and that is said', async () => {
    const { source } = await look(failing('getDevices error'));
    expect(source.list()).toEqual([]);
    expect(source.problems()).toEqual([{ type: 'UsbUnavailable' }]);
    await source.close();
  });

  it('leave devices that are no readers alone, and look at them once', async () => {
    const keyboard = fakeNative();
    const { source, time } = await look(() => Promise.resolve([keyboard]));
    await time.pass(60_000);
    expect(keyboard.calls).toEqual([]);
    expect(source.problems()).toEqual([]);
    await source.close();
  });

  it('that may not be opened are named, until they are unplugged', async () => {
    const closed = fakeNative();
    Object.defineProperty(closed, 'configuration', {
      get: (): never => {
        throw new Error('open error: permission denied');
      },
    });
    let plugged = [closed];
    const { source, time } = await look(() => Promise.resolve(plugged));
    expect(source.problems()).toEqual([{ type: 'UsbRefused', reader: 'Maker Card reader' }]);
    plugged = [];
    let changes = 0;
    source.onChange(() => changes++);
    await time.pass(2000);
    expect(source.problems()).toEqual([]);
    expect(changes).toBe(1);
    await source.close();
  });
});
