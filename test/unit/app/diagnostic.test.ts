import type { DossierId, InsC, PsIdNat } from '#base/brand.ts';
import { browserVersion, CAPABILITIES, type BrowserFacts } from '#app/browser-facts.ts';
import { makeDiagnostic, type DiagnosticInput } from '#app/diagnostic.ts';
import type { OutboxLine } from '#app/outbox-port.ts';
import type { RelaisView } from '#app/view-port.ts';
import type { StationLine } from '#app/reading-port.ts';
import { REFUSAL_CODES } from '#wire/refusals.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const NOW = Date.UTC(2026, 10, 23, 9, 41, 30);
const BROWSER: BrowserFacts = {
  name: 'Chrome · Linux',
  version: 131,
  can: Object.fromEntries(CAPABILITIES.map((name) => [name, true])) as BrowserFacts['can'],
};

/** Text that somebody could be known by: marked, so that it is found wherever it went. */
const personal = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `MARQUE${text}`);
const as = <T extends string>(): fc.Arbitrary<T> => personal.map((text) => text as T);
const time = fc.integer({ min: 0, max: NOW });
const actor = fc.record({ psIdNat: as<PsIdNat>(), name: personal, profession: personal });
const holder = fc.record({
  familyName: personal,
  usedName: personal,
  firstName: personal,
  birthDate: personal,
  sex: fc.constantFrom('F' as const, 'M' as const),
});

const outboxLine: fc.Arbitrary<OutboxLine> = fc.record({
  id: personal,
  dossierId: fc.option(as<DossierId>(), { nil: undefined }),
  what: fc.constantFrom('provideDocument' as const, 'createDossier' as const, 'grantAuthorisation' as const),
  title: fc.option(personal, { nil: undefined }),
  holder: fc.option(holder, { nil: undefined }),
  state: fc.constantFrom('waiting' as const, 'sending' as const, 'sent' as const, 'refused' as const),
  refused: fc.option(fc.constantFrom(...REFUSAL_CODES), { nil: undefined }),
  writtenAt: time,
  sentAt: fc.option(time, { nil: undefined }),
});

const station: fc.Arbitrary<StationLine> = fc.record({
  id: personal,
  name: personal,
  kind: fc.constantFrom('usb' as const, 'bridge' as const, 'simulated' as const),
  chosen: fc.boolean(),
  connected: fc.boolean(),
  cardPresent: fc.boolean(),
  ownPinEntry: fc.constant(undefined),
  waitingFor: fc.constant(undefined),
  problem: fc.option(fc.record({ type: fc.constant('UnknownCard' as const), atr: personal }), {
    nil: undefined,
  }),
  reader: fc.option(
    fc.record({
      manufacturer: personal,
      product: personal,
      vendorId: fc.constant('046a'),
      productId: fc.constant('003e'),
      interfaceClass: fc.constant('smartCard' as const),
      exchangeLevel: fc.constant('tpdu' as const),
      protocols: fc.constant(['T0' as const]),
      voltages: fc.constant([5 as const]),
      slots: fc.constant(1),
      pinPad: fc.boolean(),
      maxMessage: fc.constant(271),
      contactless: fc.boolean(),
    }),
    { nil: undefined },
  ),
  pairing: fc.option(
    fc.record({ pairedAt: time, lastUsedAt: time, digits: fc.option(personal, { nil: undefined }) }),
    { nil: undefined },
  ),
});

const view: fc.Arbitrary<RelaisView> = fc
  .record({
    session: fc.option(fc.record({ professional: actor, expiresAt: time }), { nil: undefined }),
    owner: fc.option(actor, { nil: undefined }),
    vaults: fc.array(fc.record({ owner: as<PsIdNat>(), name: personal }), { maxLength: 3 }),
    dossiers: fc.array(
      fc.record({
        dossierId: as<DossierId>(),
        holder,
        insC: as<InsC>(),
        documents: fc.nat(9),
        waiting: fc.nat(9),
        pinned: fc.boolean(),
        complete: fc.boolean(),
        openedAt: time,
        syncedAt: time,
        leaseUntil: time,
        leaseEndsSoon: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    outbox: fc.array(outboxLine, { maxLength: 6 }),
    stations: fc.array(station, { maxLength: 3 }),
    alteredHistory: fc.array(personal, { maxLength: 2 }),
    emergency: fc.option(
      fc.record({
        dossierId: as<DossierId>(),
        accessId: personal,
        mode: fc.constant('bris_de_glace' as const),
        until: time,
      }),
      { nil: undefined },
    ),
    inMemory: fc.option(as<DossierId>(), { nil: undefined }),
    transfers: fc.array(
      fc.record({
        id: personal,
        title: personal,
        direction: fc.constant('up' as const),
        done: fc.nat(),
        total: fc.nat(),
      }),
      { maxLength: 2 },
    ),
    situation: fc.record({ name: personal }),
  })
  .map((some) => ({
    ready: true,
    online: true,
    demo: true,
    vault: 'open',
    pending: [],
    moved: new Map(),
    leasesEnded: 0,
    unsent: 2,
    outdated: false,
    sync: { state: 'idle', lastSuccessAt: NOW, error: 'digestMismatch' },
    revision: () => 0,
    cardPresent: false,
    cardsCame: 0,
    triesLeft: undefined,
    situations: [],
    entitlements: [],
    confidential: undefined,
    unreadNotices: 0,
    historyChecked: false,
    serverRestoredAt: undefined,
    offeredAgain: 0,
    passkeyHere: false,
    locking: { idleMinutes: 5, lockWithCard: false },
    locked: undefined,
    passing: false,
    newDevices: 0,
    wiped: false,
    ...some,
  })) as unknown as fc.Arbitrary<RelaisView>;

const inputOf = (seen: RelaisView): DiagnosticInput => ({
  view: seen,
  storage: { used: 48_000_000, free: 9_000_000_000, persistent: false, nearlyFull: false },
  browser: BROWSER,
  version: '1.2.3',
  locale: 'fr',
  now: NOW,
});

describe('the diagnostic file', () => {
  it('holds no text of a person, a dossier, a device or a document, whatever the state is', () => {
    fc.assert(
      fc.property(view, (seen) => {
        expect(JSON.stringify(makeDiagnostic(inputOf(seen)))).not.toContain('MARQUE');
      }),
      { numRuns: 200 },
    );
  });

  it('counts what waits by its state, and what was refused by its code', () => {
    fc.assert(
      fc.property(view, (seen) => {
        const { outbox, stations } = makeDiagnostic(inputOf(seen));
        expect(Object.values(outbox.byState).reduce((sum, count) => sum + count)).toBe(seen.outbox.length);
        const refused = seen.outbox.filter((line) => line.refused !== undefined).length;
        expect(Object.values(outbox.refusedByCode).reduce((sum, count) => sum + count, 0)).toBe(refused);
        expect(stations).toHaveLength(seen.stations.length);
      }),
      { numRuns: 50 },
    );
  });

  it('tells when the last exchange was, to the minute, and the code of what went wrong', () => {
    const [seen] = fc.sample(view, 1);
    if (!seen) throw new Error('no sample');
    expect(makeDiagnostic(inputOf(seen))).toMatchObject({
      at: '2026-11-23T09:41Z',
      sync: { online: true, lastSuccessAt: '2026-11-23T09:41Z', error: 'digestMismatch' },
      app: { version: '1.2.3', instance: 'demo', locale: 'fr' },
      browser: { name: 'Chrome · Linux', version: 131 },
    });
  });
});

describe('the version of a browser', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
      131,
    ],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36 Edg/130.0.1.2', 130],
    ['Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1', 18],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 133],
    ['quelque chose', null],
  ])('is its own, not one that it names for old pages: %s', (userAgent, version) => {
    expect(browserVersion(userAgent)).toBe(version);
  });
});
