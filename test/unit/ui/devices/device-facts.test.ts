import type { ListedDevice } from '#app/port.ts';
import { deviceFacts } from '#ui/devices/device-facts.ts';
import { formatsFor } from '#ui/messages/format.ts';
import { common } from '#ui/messages/fr/common.ts';
import { devices } from '#ui/messages/fr/devices.ts';
import { deviceId } from '#wire/primitives.ts';
import { describe, expect, it } from 'vitest';

const AT = Date.UTC(2026, 10, 23, 9);
const format = formatsFor('fr', common.units, () => AT);
const tablet: ListedDevice = {
  deviceId: deviceId.parse('A'.repeat(43)),
  name: 'Chrome · Android',
  registeredAt: AT,
  lastSeenAt: AT,
  state: 'active',
  thisOne: false,
  isNew: false,
  wipeAskedAt: null,
  wipedAt: null,
};
const facts = (more: Partial<ListedDevice>) => deviceFacts({ ...tablet, ...more }, devices, format);
const texts = (more: Partial<ListedDevice>) => facts(more).marks.map(({ text }) => text);

describe('the row of a device', () => {
  it('says when it came and was last seen, and offers to wipe it', () => {
    expect(facts({})).toMatchObject({ mayWipe: true, marks: [{ text: 'actif' }] });
    expect(facts({}).detail).toMatch(/^enregistré le 23 novembre 2026 · dernier contact 23 nov. 2026/);
  });

  it('marks a new one and the one that asks, which is not wiped from here', () => {
    expect(texts({ isNew: true })).toEqual(['nouvel appareil', 'actif']);
    expect(texts({ thisOne: true })).toEqual(['cet appareil', 'actif']);
    expect(facts({ thisOne: true }).mayWipe).toBe(false);
  });

  it('says that the wipe was asked for, then that it was done', () => {
    const asked = { state: 'wipeAsked', wipeAskedAt: AT } as const;
    expect(facts(asked)).toMatchObject({ mayWipe: false, marks: [{ tone: 'waiting' }] });
    expect(facts(asked).detail).toContain('effacement demandé le 23 nov. 2026');
    const done = facts({ ...asked, state: 'wiped', wipedAt: AT + 60_000 });
    expect(done.detail).toContain('· effacé le 23 nov. 2026');
    expect([done.mayWipe, done.marks[0]?.text]).toEqual([false, 'effacé']);
  });

  it('offers the wipe of one that is revoked or expired, which still holds what it held', () => {
    expect([facts({ state: 'revoked' }).mayWipe, facts({ state: 'expired' }).mayWipe]).toEqual([true, true]);
  });
});
