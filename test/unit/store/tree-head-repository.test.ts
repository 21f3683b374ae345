import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { stationRepository } from '#store/station-repository.ts';
import { treeHeadRepository } from '#store/tree-head-repository.ts';
import type { TreeHead } from '#wire/traces.ts';

const open = (name = systemRandom.uuid()) => treeHeadRepository({ db: new DeviceDatabase(name) });
const head = (size: number, instanceId = 'one', tree = 'shard-1'): TreeHead => ({
  instanceId,
  tree,
  size,
  root: 'ab'.repeat(32),
  at: 1,
  signature: 'c2ln',
});

describe('treeHeadRepository', () => {
  it('keeps the key of an instance that it saw first', async () => {
    const repository = open();
    expect(unwrap(await repository.pinnedKey('one'))).toBeUndefined();
    expect(unwrap(await repository.pinKey('one', 'first'))).toBe('first');
    expect(unwrap(await repository.pinKey('one', 'second'))).toBe('first');
    expect(unwrap(await repository.pinKey('other', 'second'))).toBe('second');
    expect(unwrap(await repository.pinnedKey('one'))).toBe('first');
  });

  it('keeps one head for each tree of each instance, and never a smaller one', async () => {
    const repository = open();
    for (const one of [head(3), head(5), head(4), head(9, 'other'), head(2, 'one', 'directory')])
      unwrap(await repository.keep(one, 1));
    const rows = unwrap(await repository.list('one'));
    expect(rows.map(({ tree, head }) => [tree, head?.size]).sort()).toEqual([
      ['directory', 2],
      ['shard-1', 5],
    ]);
  });

  it('keeps the first evidence, and no head after it', async () => {
    const repository = open();
    unwrap(await repository.keep(head(3), 1));
    const place = { instanceId: 'one', tree: 'shard-1' };
    unwrap(await repository.markAltered(place, { at: 7, offered: head(2) }));
    unwrap(await repository.markAltered(place, { at: 8, offered: head(1) }));
    unwrap(await repository.keep(head(9), 1));
    expect(unwrap(await repository.list('one'))).toEqual([
      { ...place, head: head(3), altered: { at: 7, offered: head(2) }, restoreEpoch: 1 },
    ]);
  });
});

it('a device of before heads keeps the rest of what it knows', async () => {
  const name = systemRandom.uuid();
  const before = new Dexie(name);
  before.version(1).stores({ professionals: 'id' });
  before.version(2).stores({ bridges: 'id', cardCache: 'serialNumber', choices: 'name' });
  await before.table('choices').put({ name: 'station', value: 'bridge' });
  before.close();
  const db = new DeviceDatabase(name);
  expect(unwrap(await stationRepository({ db }).chosenStation())).toBe('bridge');
  unwrap(await treeHeadRepository({ db }).keep(head(1), 1));
  expect(unwrap(await treeHeadRepository({ db }).list('one'))).toHaveLength(1);
});
