import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { describe, expect, test } from 'vitest';
import { isDeviceId } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { DeviceDatabase, type BridgeRow } from '#store/device-database.ts';
import { deviceRepository } from '#store/device-repository.ts';
import { stationRepository } from '#store/station-repository.ts';
import { generateChannelKeys } from '#wire/bridge-channel/keys.ts';
import { startSession } from '#wire/bridge-channel/initiator.ts';
import { NURSE } from '#test/support/sync/sample.ts';

const open = (name = systemRandom.uuid()) => stationRepository({ db: new DeviceDatabase(name) });

async function row(id: string, letter = 'a'): Promise<BridgeRow> {
  const address = letter.repeat(43);
  if (!isDeviceId(address)) throw new Error('no address');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return {
    id,
    name: 'Cabinet',
    address,
    bridgeKey: (await generateChannelKeys()).publicKey,
    channelKeys: await generateChannelKeys(),
    relayKeys: await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']),
    pairedAt: 1,
    lastUsedAt: 1,
    digits: '42',
    ended: false,
  };
}

describe('stationRepository', () => {
  test('keeps the keys of a pairing, which work and cannot be taken out', async () => {
    const name = systemRandom.uuid();
    const added = await row('one');
    unwrap(await open(name).addBridge(added));
    const [kept] = unwrap(await open(name).listBridges());
    if (!kept) throw new Error('no row');
    const { channelKeys, relayKeys, bridgeKey } = kept;
    expect([channelKeys.privateKey.extractable, relayKeys.privateKey.extractable]).toEqual([false, false]);
    expect(channelKeys.publicKey).toEqual(added.channelKeys.publicKey);
    const session = await startSession(
      { keys: channelKeys, bridgeKey, random: systemRandom },
      new Uint8Array(0),
    );
    expect(session.frame.length).toBeGreaterThan(40);
  });

  test('a new pairing with the same bridge takes the place of the old', async () => {
    const repository = open();
    unwrap(await repository.addBridge(await row('one')));
    unwrap(await repository.addBridge(await row('other', 'b')));
    expect(unwrap(await repository.addBridge(await row('again'))).map(({ id }) => id)).toEqual(['one']);
    expect(
      unwrap(await repository.listBridges())
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['again', 'other']);
  });

  test('changes what is known of a pairing, and nothing where it is gone', async () => {
    const repository = open();
    unwrap(await repository.addBridge(await row('one')));
    unwrap(await repository.changeBridge('one', { digits: null, lastUsedAt: 5 }));
    unwrap(await repository.changeBridge('gone', { ended: true }));
    expect(unwrap(await repository.listBridges())).toMatchObject([
      { id: 'one', digits: null, lastUsedAt: 5 },
    ]);
    unwrap(await repository.removeBridge('one'));
    expect(unwrap(await repository.listBridges())).toEqual([]);
  });

  test('remembers the station that was chosen', async () => {
    const repository = open();
    expect(unwrap(await repository.chosenStation())).toBeUndefined();
    unwrap(await repository.chooseStation('usb:046a:003e'));
    unwrap(await repository.chooseStation('bridge'));
    expect(unwrap(await repository.chosenStation())).toBe('bridge');
  });

  test('keeps what was read from the last fifty cards', async () => {
    const repository = open();
    for (let n = 0; n < 55; n++) unwrap(await repository.keepCardEntry(`card-${n}`, { n }, n));
    expect(unwrap(await repository.cardEntry('card-4'))).toBeUndefined();
    expect(unwrap(await repository.cardEntry('card-5'))).toEqual({ n: 5 });
    unwrap(await repository.forgetCardEntry('card-5'));
    expect(unwrap(await repository.cardEntry('card-5'))).toBeUndefined();
  });
});

test('a device of before stations keeps its professionals', async () => {
  const name = systemRandom.uuid();
  const before = new Dexie(name);
  before.version(1).stores({ professionals: 'id' });
  await before
    .table('professionals')
    .put({ id: 'row', owner: NURSE, name: 'S. RIVOIRE', session: null, vault: {} });
  before.close();
  const device = deviceRepository({ db: new DeviceDatabase(name) });
  expect(unwrap(await device.find(NURSE))).toMatchObject({ name: 'S. RIVOIRE' });
  unwrap(await device.setSituations(NURSE, [{ name: 'CABINET' }], undefined));
  expect(unwrap(await device.find(NURSE))).toMatchObject({
    situations: [{ name: 'CABINET' }],
    situation: null,
  });
});
