import { describe, expect, test } from 'vitest';
import { err, ok } from '#base/result.ts';
import type { CardStation, StationError, StationState } from '#cards/station.ts';
import { cardArrivals } from '#app/card-arrivals.ts';
import { cardIdentities } from '#app/card-identity.ts';
import { firstThatHolds } from '#app/first-that-holds.ts';
import { appErrorOfStation } from '#app/station-problem.ts';
import { chosenSource, stationLine, stationsToTry, type StationSource } from '#app/stations.ts';

const STATE: StationState = {
  connected: true,
  cardPresent: false,
  ownPinEntry: undefined,
  waitingFor: undefined,
};
const identity = (triesLeft = 3) => ok({ certificate: new Uint8Array(3), serialNumber: '1', triesLeft });

function station(
  id: string,
  state: Partial<StationState> = {},
  more: Partial<CardStation> = {},
): CardStation {
  const away = async () => err<StationError>({ type: 'NoCard' });
  return {
    id,
    name: id,
    kind: 'usb',
    state: () => ({ ...STATE, ...state }),
    onChange: () => () => undefined,
    readVitale: away,
    cpsIdentity: away,
    cpsLogin: away,
    cpsUnlock: away,
    ...more,
  };
}

const source = (
  id: string,
  state: Partial<StationState> = {},
  more: Partial<StationSource> = {},
): StationSource => ({
  id,
  name: id,
  kind: 'usb',
  problem: undefined,
  reader: undefined,
  pairing: undefined,
  slot: undefined,
  connect: undefined,
  station: station(id, state),
  ...more,
});
const withCard = { cardPresent: true };
const away = { connected: false };
const NOTHING = { picked: undefined, remembered: undefined };

describe('the station of the next act', () => {
  const chosen = (
    sources: StationSource[],
    choice: Partial<typeof NOTHING | { picked: string; remembered: string }>,
  ) => chosenSource(sources, { ...NOTHING, ...choice })?.id;

  test('is the one that holds a card', () => {
    expect(chosen([source('a'), source('b', withCard)], {})).toBe('b');
  });

  test('is the remembered one of two that do', () => {
    expect(chosen([source('a', withCard), source('b', withCard)], { remembered: 'b' })).toBe('b');
  });

  test('is the one that was tapped, with a card or without', () => {
    expect(chosen([source('a'), source('b', withCard)], { picked: 'a' })).toBe('a');
  });

  test('is the remembered one where none holds a card, then one that answers', () => {
    expect(chosen([source('a'), source('b', away)], { remembered: 'b' })).toBe('b');
    expect(chosen([source('b', away), source('a')], {})).toBe('a');
    expect(chosen([source('b', away)], {})).toBe('b');
  });

  test('is never one with a problem', () => {
    const kept = source('a', {}, { station: undefined, problem: { type: 'ReaderProtected' } });
    expect(chosen([kept], { picked: 'a', remembered: 'a' })).toBeUndefined();
    expect(stationLine(kept, false)).toMatchObject({
      connected: false,
      problem: { type: 'ReaderProtected' },
    });
  });

  test('comes before others that hold a card: the patient’s may be in the other slot', () => {
    const sources = [source('a', withCard), source('b'), source('c', withCard)];
    expect(stationsToTry(sources, sources[2]).map(({ id }) => id)).toEqual(['c', 'a']);
  });
});

describe('an act at the station that holds the card', () => {
  const wrong = err<StationError>({ type: 'WrongCard', found: 'cps' });

  test('passes over another card, and no card', async () => {
    const read = await firstThatHolds([station('a'), station('b'), station('c')], async ({ id }) =>
      id === 'c' ? ok('read') : id === 'a' ? wrong : err<StationError>({ type: 'NoCard' }),
    );
    expect(read).toMatchObject({ ok: true, value: { value: 'read', station: { id: 'c' } } });
  });

  test('stops at a fault, and says what the first one said', async () => {
    const asked: string[] = [];
    const read = await firstThatHolds([station('a'), station('b'), station('c')], async ({ id }) => {
      asked.push(id);
      return id === 'a' ? wrong : err<StationError>({ type: 'CardMute' });
    });
    expect([read, asked]).toEqual([wrong, ['a', 'b']]);
  });

  test('has no reader where there is none', async () => {
    expect(await firstThatHolds([], async () => ok(1))).toEqual({ ok: false, error: { type: 'NoReader' } });
  });
});

describe('cards that come', () => {
  test('count where their station was empty before, and not where it was only found now', () => {
    const arrivals = cardArrivals();
    expect(arrivals.count([source('a', withCard), source('b')])).toBe(0);
    expect(arrivals.count([source('a', withCard), source('b', withCard)])).toBe(1);
    expect(arrivals.count([source('a'), source('b', away)])).toBe(1);
    expect(arrivals.count([source('a', withCard), source('b', withCard)])).toBe(2);
  });
});

describe('whose card is in', () => {
  test('is asked once, and known with the tries left', async () => {
    let asked = 0;
    let changes = 0;
    const identities = cardIdentities(() => changes++);
    const one = station('a', withCard, { cpsIdentity: async () => (asked++, identity(2)) });
    identities.look(one);
    identities.look(one);
    expect(await identities.of(one)).toEqual(identity(2));
    expect([asked, changes, identities.triesLeft('a'), identities.triesLeft('b')]).toEqual([
      1,
      1,
      2,
      undefined,
    ]);
    identities.noteTries('a', 1);
    expect(identities.triesLeft('a')).toBe(1);
    identities.noteTries('a', undefined);
    expect(identities.triesLeft('a')).toBeUndefined();
  });

  test('is not asked twice of a card that is none, but for a sign-in', async () => {
    let asked = 0;
    const identities = cardIdentities(() => identities.look(one));
    const one = station('a', withCard, {
      cpsIdentity: async () => (asked++, err<StationError>({ type: 'WrongCard', found: 'vitale' })),
    });
    identities.look(one);
    await identities.of(one);
    await Promise.resolve();
    identities.look(one);
    expect(asked).toBe(1);
    await identities.of(one);
    expect(asked).toBe(2);
  });

  test('is forgotten with the card', async () => {
    const identities = cardIdentities(() => undefined);
    await identities.of(station('a', withCard, { cpsIdentity: async () => identity() }));
    identities.keepOnly((id) => id !== 'a');
    expect(identities.triesLeft('a')).toBeUndefined();
  });
});

test('what failed between app and bridge is not said to be the card’s fault', () => {
  expect(appErrorOfStation({ type: 'BridgeSilent' })).toEqual({
    type: 'Bridge',
    bridge: { type: 'BridgeSilent' },
  });
  expect(appErrorOfStation({ type: 'WrongPin', triesLeft: 1 })).toEqual({
    type: 'Card',
    card: { type: 'WrongPin', triesLeft: 1 },
  });
});
