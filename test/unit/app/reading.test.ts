import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import type { StationLine } from '#app/reading-port.ts';
import { storedCards } from '#demo/stored-cards.ts';
import { openCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import { SHORT_APDU_READER, VENDOR_TPDU_READER } from '#demo/usb/presets.ts';
import { scriptedUsb } from '#test/support/readers/scripted-usb.ts';
import { servedBridge, type ServedBridge } from '#test/support/app/served-bridge.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
afterAll(() => world.stop());

const vitale = () => {
  const [first] = DEMO_HOLDER_CARDS;
  if (!first) throw new Error('no card');
  return createHolderCard(first);
};
function cps(id = 'cps-infirmiere') {
  const stored = storedCards.parse(world.cards)[id];
  if (!stored) throw new Error('no card');
  return openCpsCard(stored);
}
const pinOf = ({ relais }: AppDevice, id = 'cps-infirmiere') =>
  relais.demoDesk?.cards.find((card) => card.id === id)?.pin ?? '';
const line = ({ relais }: AppDevice, kind: StationLine['kind']) =>
  relais.view.stations.find((station) => station.kind === kind);
const until = (isSo: () => void) => vi.waitFor(isSo, { timeout: 10_000 });

describe('sign-in at the demonstration reader', () => {
  test('the tries left are known as soon as the card is in, and nothing of it once it is out', async () => {
    const device = await world.device();
    const { view, demoDesk } = device.relais;
    expect([view.cardPresent, view.triesLeft]).toEqual([false, undefined]);
    await demoDesk?.insert('cps-infirmiere');
    expect([view.cardPresent, view.cardsCame]).toEqual([true, 1]);
    await until(() => expect(view.triesLeft).toBe(3));
    expect((await device.relais.signIn('9999')).ok).toBe(false);
    expect(view.triesLeft).toBe(2);
    demoDesk?.remove();
    expect([view.cardPresent, view.triesLeft]).toEqual([false, undefined]);
  });

  test('a code that is to be typed at the reader needs one with keys', async () => {
    const { relais } = await world.device();
    await relais.demoDesk?.insert('cps-infirmiere');
    expect(await relais.signIn(undefined)).toEqual({
      ok: false,
      error: { type: 'Card', card: { type: 'NoPinPad' } },
    });
  });

  test.each([
    ['pulled out', undefined],
    ['replaced by another’s', 'cps-urgentiste'],
  ])(
    'a card that is %s after the code signs nobody in, and no other card gets the code',
    async (_what, other) => {
      const device = await world.device();
      const { relais, network } = device;
      await relais.demoDesk?.insert('cps-infirmiere');
      await until(() => expect(relais.view.triesLeft).toBe(3));
      network.onRequest = async (request) => {
        if (!request.includes('auth.challenge')) return;
        relais.demoDesk?.remove();
        if (other) await relais.demoDesk?.insert(other);
      };
      expect(await relais.signIn('9999')).toEqual({
        ok: false,
        error: { type: 'Card', card: { type: 'CardRemoved' } },
      });
      expect(relais.view.session).toBeUndefined();
      if (other) await until(() => expect(relais.view.triesLeft).toBe(3));
    },
  );
});

describe('a USB reader', () => {
  test('is listed, reads, signs in, tests itself, and goes', async () => {
    const usb = scriptedUsb();
    const fake = createFakeReader({ descriptor: VENDOR_TPDU_READER, enforceProtected: true });
    usb.plug(fake.device);
    const device = await world.device(undefined, usb.usb);
    const { relais } = device;
    expect(relais.reading.usb).toBe(true);
    expect(line(device, 'usb')).toMatchObject({ id: 'usb:1209:5c02', reader: { exchangeLevel: 'tpdu' } });
    fake.insert(cps());
    await until(() => expect(relais.view.triesLeft).toBe(3));
    expect(line(device, 'usb')).toMatchObject({ chosen: true, cardPresent: true });
    expect(unwrap(await relais.signIn(pinOf(device))).name).not.toBe('');
    const report = await relais.reading.selfTest('usb:1209:5c02');
    expect(report).toMatchObject({
      station: { kind: 'usb', reader: { vendorId: '1209' } },
      card: { kind: 'cps3' },
      steps: [
        { step: 'powerCard', error: undefined },
        { step: 'certificate', error: undefined },
      ],
    });
    expect(report.steps[1]?.exchanges).toBeGreaterThan(3);
    fake.remove();
    fake.insert(vitale());
    expect(unwrap(await relais.readVitale()).persons.length).toBeGreaterThan(0);
    fake.unplug();
    usb.unplug(fake.device);
    expect(line(device, 'usb')).toBeUndefined();
  }, 30_000);

  test('that the browser keeps is a line with its problem, and is not used', async () => {
    const usb = scriptedUsb();
    usb.plug(createFakeReader({ descriptor: SHORT_APDU_READER, enforceProtected: true }).device);
    const device = await world.device(undefined, usb.usb);
    expect(line(device, 'usb')).toMatchObject({ problem: { type: 'ReaderProtected' }, chosen: false });
    expect(line(device, 'simulated')).toMatchObject({ chosen: true });
    const report = await device.relais.reading.selfTest('usb:1209:5c01');
    expect(report.steps).toMatchObject([{ step: 'connect', error: { type: 'ReaderProtected' } }]);
  });

  test('is chosen by a chooser that may be closed, and stays chosen on this device', async () => {
    const usb = scriptedUsb();
    const device = await world.device(undefined, usb.usb);
    expect(await device.relais.reading.chooseReader()).toEqual({ ok: false, error: { type: 'Cancelled' } });
    const fake = createFakeReader({ descriptor: VENDOR_TPDU_READER, enforceProtected: true });
    usb.plug(fake.device, false);
    usb.pick(fake.device);
    unwrap(await device.relais.reading.chooseReader());
    expect(line(device, 'usb')).toMatchObject({ chosen: true });
    const kept = createFakeReader({ descriptor: SHORT_APDU_READER, enforceProtected: true });
    usb.plug(kept.device, false);
    usb.pick(kept.device);
    unwrap(await device.relais.reading.chooseReader());
    expect(line(device, 'usb')).toMatchObject({ id: 'usb:1209:5c02', chosen: true });
    await kept.device.forget();
    usb.unplug(kept.device);
    // a page that is loaded anew finds the reader free
    await fake.device.close();
    const again = await device.restart();
    expect(line(again, 'usb')).toMatchObject({ chosen: true });
    await again.relais.reading.forgetReader('usb:1209:5c02');
    expect(line(again, 'usb')).toBeUndefined();
  });
});

describe('a paired bridge, over the relay of the server', () => {
  let bridge: ServedBridge;
  beforeAll(async () => {
    bridge = await servedBridge(world);
  });
  afterAll(() => bridge.host.stop());

  test('is paired, signs in after an acceptance, reads, survives a restart, and is forgotten', async () => {
    const device = await world.device();
    const { relais } = device;
    const paired = unwrap(await relais.reading.pair(await bridge.offer()));
    expect(paired).toMatchObject({ name: 'Cabinet' });
    expect(line(device, 'bridge')).toMatchObject({
      id: paired.id,
      chosen: true,
      pairing: { digits: paired.digits },
    });
    bridge.reader.insert(cps());
    const signedIn = relais.signIn(pinOf(device));
    await until(() => expect(line(device, 'bridge')?.waitingFor).toMatchObject({ digits: paired.digits }));
    bridge.approvals.answer(paired.digits, 'accepted');
    expect(unwrap(await signedIn).name).not.toBe('');
    expect(line(device, 'bridge')?.pairing?.digits).toBeUndefined();
    bridge.reader.insert(vitale());
    expect(unwrap(await relais.readVitale()).persons.length).toBeGreaterThan(0);
    const report = await relais.reading.selfTest(paired.id);
    expect(report.steps).toMatchObject([{ step: 'connect' }, { step: 'readCard', error: undefined }]);
    expect(JSON.stringify(report)).not.toMatch(/DESMAUX|Cabinet/i);
    device.relais.reading.chooseStation(paired.id);
    const again = await device.restart();
    expect(line(again, 'bridge')).toMatchObject({ id: paired.id, name: 'Cabinet' });
    again.relais.reading.chooseStation(paired.id);
    unwrap(await again.relais.reading.endPairing(paired.id));
    expect(line(again, 'bridge')).toBeUndefined();
    await until(() => expect(bridge.host.pairings()).toEqual([]));
    await device.relais.reading.endPairing(paired.id);
  }, 60_000);

  test('a link that is none, and no network', async () => {
    const device = await world.device();
    const invalid = { type: 'Bridge', bridge: { type: 'PairingLinkInvalid' } };
    expect(await device.relais.reading.pair('?')).toEqual({ ok: false, error: invalid });
    device.network.state = 'down';
    const away = { type: 'Bridge', bridge: { type: 'RelayAway' } };
    expect(await device.relais.reading.pair(await bridge.offer())).toEqual({ ok: false, error: away });
  });
});
