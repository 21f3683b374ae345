import { describe, expect, test } from 'vitest';
import { addressLine, geoHref } from '#ui/round/address.ts';
import { followBattery, isLow, type Battery } from '#ui/round/battery.ts';
import { recentDossiers } from '#ui/home/recents.ts';
import { dossierId } from '#test/support/ui/dossier-relais.svelte.ts';
import { fakeRelais } from '#test/support/ui/fake-relais.svelte.ts';
import { quiet } from '#test/support/sync/memory-ports.ts';

describe('an address on the way', () => {
  const address = { lines: ['Résidence A & B', '12 allée du Modèle'], postalCode: '99000', city: 'L’ÎLE' };

  test('stands on one line, the country only where it is named', () => {
    expect(addressLine(address)).toBe('Résidence A & B, 12 allée du Modèle, 99000 L’ÎLE');
    expect(addressLine({ ...address, lines: [], country: 'Belgique' })).toBe('99000 L’ÎLE, Belgique');
  });

  test('goes to the maps of the device alone, whatever it holds', () => {
    const href = geoHref(address);
    expect(href).toMatch(/^geo:0,0\?q=[\w%.'~!*()-]+$/);
    expect(decodeURIComponent(href.slice('geo:0,0?q='.length))).toBe(addressLine(address));
  });
});

describe('the battery', () => {
  class Manager extends EventTarget {
    level = 0.5;
    charging = false;
  }

  test('is followed where the browser tells of it, until it is left', async () => {
    const manager = new Manager();
    const told: Battery[] = [];
    const stop = followBattery({ getBattery: async () => manager }, (battery) => told.push(battery));
    await quiet();
    manager.level = 0.15;
    manager.dispatchEvent(new Event('levelchange'));
    expect(told.map(isLow)).toEqual([false, true]);
    stop();
    manager.dispatchEvent(new Event('levelchange'));
    expect(told).toHaveLength(2);
  });

  test('is nothing to speak of where there is none, or it is refused', async () => {
    const told: Battery[] = [];
    const refuses = { getBattery: () => Promise.reject(new Error('not allowed')) };
    for (const source of [{}, { getBattery: 3 }, { getBattery: async () => ({}) }, refuses])
      followBattery(source, (battery) => told.push(battery));
    await quiet();
    expect(told).toEqual([]);
  });

  test('is not low while it is charged', () => {
    expect([isLow({ level: 0.1, charging: true }), isLow({ level: 0.2, charging: false })]).toEqual([
      false,
      true,
    ]);
  });
});

test('the dossiers opened last come back only where the list is long', async () => {
  const [line] = (await fakeRelais('open')).view.dossiers;
  if (!line) throw new Error('no dossier');
  const lines = [3, 1, 6, 2, 5, 4].map((n) => ({ ...line, dossierId: dossierId(n), openedAt: n }));
  expect(recentDossiers(lines).map(({ openedAt }) => openedAt)).toEqual([6, 5, 4, 3]);
  expect(recentDossiers(lines.slice(1))).toEqual([]);
});
