import { beforeAll, describe, expect, it } from 'vitest';
import { hex, toHex, utf8 } from '#base/bytes.ts';
import { err, ok, unwrap } from '#base/result.ts';
import { parseCacheEntry } from '#cards/cps/cache-entry.ts';
import { createMemoryCpsCache, type CpsCache, type CpsCacheEntry } from '#cards/cps/card-cache.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import type { CpsLogin } from '#cards/station.ts';
import type { StoredCpsCard } from '#demo/cps-card.ts';
import { issueNurseCard, nurse } from '../demo/cards.ts';
import { challenge, insertCps, lead, presented, SITUATIONS, type Alter, type Led } from './cps-dialogue.ts';
import cps3Commands from '../../vectors/cards/cps3-login.json' with { type: 'json' };
import cps4Commands from '../../vectors/cards/cps4-login.json' with { type: 'json' };

const vectors = { cps3: cps3Commands, cps4: cps4Commands };
const serialNumber = (): string => nurse().serialNumber;

let cards: Readonly<Record<'cps3' | 'cps4', StoredCpsCard>>;
let otherNurse: StoredCpsCard;
beforeAll(async () => {
  const { stored } = await issueNurseCard();
  const cps3 = { ...stored, situations: SITUATIONS };
  cards = { cps3, cps4: { ...cps3, generation: 'cps4' } };
  otherNurse = (await issueNurseCard()).stored;
});

const login = (stored: StoredCpsCard, cache: CpsCache, alter?: Alter): Promise<Led<CpsLogin>> =>
  lead(
    insertCps(stored),
    (channel) => cpsLogin(channel, { ...challenge, pin: utf8(nurse().pin) }, cache),
    alter,
  );

async function entryAfterLogin(stored: StoredCpsCard): Promise<CpsCacheEntry> {
  const cache = createMemoryCpsCache();
  await login(stored, cache);
  const entry = await cache.get(serialNumber());
  if (!entry) throw new Error('nothing was kept');
  return entry;
}

describe.each(['cps3', 'cps4'] as const)('a %s that is known already', (kind) => {
  it('is sent the twelve commands of the vector and no more, and gives the same', async () => {
    const cache = createMemoryCpsCache();
    const first = await login(cards[kind], cache);
    const second = await login(cards[kind], cache);
    expect(second.recording.sent.map((command) => command.slice(0, 48))).toEqual(
      vectors[kind].commands.map((command) => toHex(hex(command))),
    );
    expect(unwrap(second.result)).toEqual(unwrap(first.result));
  });

  it('reads its situations after the first code, where only its identity was read before', async () => {
    const cache = createMemoryCpsCache();
    const identity = await lead(insertCps(cards[kind]), (channel) => readCpsIdentity(channel, cache));
    expect(await cache.get(serialNumber())).not.toHaveProperty('situations');
    const { result } = await login(cards[kind], cache);
    expect(unwrap(result).situations).toEqual(SITUATIONS);
    expect(unwrap(result).certificate).toEqual(unwrap(identity.result).certificate);
    expect((await cache.get(serialNumber()))?.situations).toEqual(SITUATIONS);
  });

  it('tells its identity and its tries in seven exchanges', async () => {
    const cache = createMemoryCpsCache();
    const read = () => lead(insertCps(cards[kind]), (channel) => readCpsIdentity(channel, cache));
    const first = await read();
    const { result, recording } = await read();
    expect(unwrap(result)).toEqual(unwrap(first.result));
    expect(recording.sent).toHaveLength(7);
  });

  it('is read anew after it was updated', async () => {
    const cache = createMemoryCpsCache();
    await login(cards[kind], cache);
    const updated: Alter = (answer) => ok(hex(toHex(answer).replace('20260101000100', '20260301000100')));
    const { recording } = await login(cards[kind], cache, updated);
    expect(recording.sent.length).toBeGreaterThan(20);
    expect((await cache.get(serialNumber()))?.changeMark).toContain('20260301000100');
  });

  it('has its situations read each time where it has no change mark', async () => {
    const cache = createMemoryCpsCache();
    const markless: Alter = (answer, command) => ok(command.endsWith('d010') ? hex('6a82') : answer);
    await login(cards[kind], cache, markless);
    const { result, recording } = await login(cards[kind], cache, markless);
    expect(unwrap(result).situations).toEqual(SITUATIONS);
    expect(recording.sent.some((command) => command.endsWith('2f00'))).toBe(false);
  });

  it('whose certificate does not belong to its key is refused, forgotten, and read anew the next time', async () => {
    const cache = createMemoryCpsCache();
    const entry = await entryAfterLogin(cards[kind]);
    const other = await entryAfterLogin({ ...otherNurse, generation: kind });
    await cache.put(serialNumber(), { ...entry, certificate: other.certificate });
    const { result, recording } = await login(cards[kind], cache);
    expect(result).toEqual(err({ type: 'CertificateMismatch' }));
    expect(presented(recording)).toHaveLength(1);
    expect(await cache.get(serialNumber())).toBeUndefined();
    expect((await login(cards[kind], cache)).result.ok).toBe(true);
  });

  it('is forgotten where its PIN or key is not where it was, after one code at the most', async () => {
    const entry = await entryAfterLogin(cards[kind]);
    const wrong: readonly CpsCacheEntry[] = [
      { ...entry, pin: { ...entry.pin, reference: 9 } },
      { ...entry, aid: 'a000000003', path: '3f000003' },
    ];
    for (const kept of wrong) {
      const cache = createMemoryCpsCache();
      await cache.put(serialNumber(), kept);
      const { result, recording } = await login(cards[kind], cache);
      expect(result).toMatchObject({ error: { type: 'UnexpectedStatus' } });
      expect(presented(recording)).toHaveLength(0);
      expect((await login(cards[kind], cache)).result.ok).toBe(true);
    }
  });

  it('stays known after a wrong code', async () => {
    const cache = createMemoryCpsCache();
    await login(cards[kind], cache);
    const { result } = await lead(insertCps(cards[kind]), (channel) =>
      cpsLogin(channel, { ...challenge, pin: utf8('9999') }, cache),
    );
    expect(result).toEqual(err({ type: 'WrongPin', triesLeft: 2 }));
    expect(await cache.get(serialNumber())).toBeDefined();
  });
});

describe('what is kept of a card', () => {
  it('is of one generation: a card with the same number and another generation is read', async () => {
    const cache = createMemoryCpsCache();
    await login(cards.cps3, cache);
    expect((await login(cards.cps4, cache)).result.ok).toBe(true);
    expect((await cache.get(serialNumber()))?.kind).toBe('cps4');
  });

  it('is not kept where the card did not state how its PIN is presented', async () => {
    const cache = createMemoryCpsCache();
    const identity = await lead(
      insertCps(cards.cps3),
      (channel) => readCpsIdentity(channel, cache),
      (answer, command) => ok(command.endsWith('7003') ? hex('6a82') : answer),
    );
    expect(identity.result.ok).toBe(true);
    expect(await cache.get(serialNumber())).toBeUndefined();
  });

  it('survives JSON', async () => {
    for (const stored of Object.values(cards)) {
      const entry = await entryAfterLogin(stored);
      expect(parseCacheEntry(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
    }
  });

  it('loses unknown fields', async () => {
    const entry = await entryAfterLogin(cards.cps3);
    expect(parseCacheEntry({ ...entry, more: 1, pin: { ...entry.pin, more: 1 } })).toEqual(entry);
  });

  it.each<readonly [string, (entry: CpsCacheEntry) => unknown]>([
    ['nothing', () => undefined],
    ['null', () => null],
    ['a list', (entry) => [entry]],
    ['a text', (entry) => JSON.stringify(entry)],
    ['another form', (entry) => ({ ...entry, version: 2 })],
    ['another kind', (entry) => ({ ...entry, kind: 'cps5' })],
    ['a mark that is not hex', (entry) => ({ ...entry, changeMark: 'zz' })],
    ['half a byte', (entry) => ({ ...entry, aid: `${entry.aid}0` })],
    ['a name over 16 bytes', (entry) => ({ ...entry, aid: '00'.repeat(17) })],
    ['a path that is a number', (entry) => ({ ...entry, path: 1 })],
    ['a key reference over a byte', (entry) => ({ ...entry, keyReference: 256 })],
    ['no PIN', (entry) => ({ ...entry, pin: undefined })],
    ['a PIN reference that is no byte', (entry) => ({ ...entry, pin: { ...entry.pin, reference: -1 } })],
    ['a PIN of half a digit', (entry) => ({ ...entry, pin: { ...entry.pin, minLength: 3.5 } })],
    [
      'padding shorter than the PIN',
      (entry) => ({ ...entry, pin: { ...entry.pin, padding: { storedLength: 2, padChar: 0 } } }),
    ],
    ['a certificate that is not base64', (entry) => ({ ...entry, certificate: '*' })],
    ['an empty certificate', (entry) => ({ ...entry, certificate: '' })],
    ['a data directory without path', (entry) => ({ ...entry, dataDirectories: [{}] })],
    [
      'too many situations',
      (entry) => ({ ...entry, situations: Array.from({ length: 17 }, () => ({ name: 'A' })) }),
    ],
    ['a situation without name', (entry) => ({ ...entry, situations: [{ sector: 'SA07' }] })],
  ])('is dropped where it is %s', async (_, change) => {
    expect(parseCacheEntry(change(await entryAfterLogin(cards.cps3)))).toBeUndefined();
  });
});
