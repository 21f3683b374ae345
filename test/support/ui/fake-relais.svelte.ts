import type { DossierLine, PendingDossier } from '#app/dossier-port.ts';
import type { OutboxLine, Transfer } from '#app/outbox-port.ts';
import type { Relais } from '#app/port.ts';
import type { RelaisView } from '#app/view-port.ts';
import type { ReadingDesk, StationLine } from '#app/reading-port.ts';
import type { DossierId, InsC, PsIdNat } from '#base/brand.ts';
import type { WayLine } from '#app/vault-port.ts';
import { err, ok } from '#base/result.ts';
import { openDemoDesk } from '#app/demo-desk.ts';
import type { CardReader } from '#cards/channel.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';

/** States of the screens, to look at them one by one without a server. */
export const SCENES = ['welcome', 'signedIn', 'locked', 'open', 'empty', 'offline', 'wrongPin'] as const;
export type Scene = (typeof SCENES)[number];

const NOW = Date.now();
const MINUTE = 60_000;
const nurse = { psIdNat: '899700001011' as PsIdNat, name: 'Solène RIVOIRE', profession: '60' };
const doctor = { psIdNat: '899700003033' as PsIdNat, name: 'Maëlle KERMADEC', profession: '10' };
const id = (n: number): DossierId => `00000000-0000-4000-8000-00000000000${n}` as DossierId;

const catarina: HolderTraits = {
  familyName: 'TCHITCHI',
  firstName: 'CATARINA',
  birthDate: '1936-06-21',
  sex: 'F',
};
const clotilde: HolderTraits = {
  familyName: 'MARCHAND',
  usedName: 'LE GOFF',
  firstName: 'CLOTILDE',
  birthDate: '1982-03-19',
  sex: 'F',
};
const youssef: HolderTraits = {
  familyName: 'BENAMAR',
  firstName: 'YOUSSEF',
  birthDate: '1953-00-00',
  sex: 'M',
};
const baby: HolderTraits = {
  familyName: 'D’AUBIGNÉ-SAINT-ÉLOI',
  firstName: 'INÈS-ÉLÉONORE',
  birthDate: '2025-08-11',
  sex: 'F',
};

const line = (n: number, holder: HolderTraits, more: Partial<DossierLine>): DossierLine => ({
  dossierId: id(n),
  holder,
  insC: '0123456789012345678901' as InsC,
  documents: 5,
  waiting: 0,
  pinned: false,
  complete: true,
  openedAt: NOW - n * 60 * MINUTE,
  syncedAt: NOW - 5 * MINUTE,
  leaseUntil: NOW + 3 * 24 * 60 * MINUTE,
  leaseEndsSoon: false,
  ...more,
});

const sent = (n: number, more: Partial<OutboxLine>): OutboxLine => ({
  id: String(n),
  dossierId: id(1),
  what: 'provideDocument',
  title: 'Passage du matin',
  holder: catarina,
  state: 'waiting',
  refused: undefined,
  writtenAt: NOW - n * 7 * MINUTE,
  sentAt: undefined,
  ...more,
});

const DOSSIERS = [
  line(1, catarina, { pinned: true, waiting: 2 }),
  line(2, clotilde, { documents: 1, complete: false }),
  line(3, baby, { documents: 12 }),
];
const OUTBOX = [
  sent(1, { state: 'sending', title: 'Photo de la plaie, jambe gauche' }),
  sent(2, {}),
  sent(3, { state: 'refused', refused: 'notAuthorised', title: 'Compte rendu de visite', holder: clotilde }),
  sent(4, { state: 'sent', what: 'createDossier', title: undefined, holder: youssef, sentAt: NOW - MINUTE }),
];
const TRANSFERS: readonly Transfer[] = [
  {
    id: 'up-1',
    title: 'Photo de la plaie, jambe gauche',
    direction: 'up',
    done: 2_100_000,
    total: 5_400_000,
  },
];

const WAYS: readonly WayLine[] = [
  { id: 'a', kind: 'passkey', addedAt: NOW, label: 'Tablette' },
  { id: 'b', kind: 'passphrase', addedAt: NOW, label: undefined },
];

class FakeView implements RelaisView {
  readonly ready = true;
  readonly demo = true;
  online = $state(true);
  vaults = $state.raw<RelaisView['vaults']>([]);
  session = $state.raw<RelaisView['session']>();
  vault = $state<RelaisView['vault']>('none');
  owner = $state.raw<RelaisView['owner']>();
  dossiers = $state.raw<readonly DossierLine[]>([]);
  pending = $state.raw<readonly PendingDossier[]>([]);
  moved = $state.raw<RelaisView['moved']>(new Map());
  leasesEnded = $state(0);
  outbox = $state.raw<readonly OutboxLine[]>([]);
  unsent = $state(0);
  outdated = $state(false);
  transfers = $state.raw<readonly Transfer[]>([]);
  stations = $state.raw<readonly StationLine[]>([]);
  cardsCame = $state(0);
  triesLeft = $state<number | undefined>(undefined);
  situations = $state.raw<RelaisView['situations']>([]);
  situation = $state.raw<RelaisView['situation']>(undefined);
  entitlements = $state.raw<RelaisView['entitlements']>([]);
  emergency = $state.raw<RelaisView['emergency']>();
  inMemory = $state<RelaisView['inMemory']>();
  confidential = $state.raw<DossierId | undefined>();
  unreadNotices = $state(0);
  alteredHistory = $state.raw<readonly string[]>([]);
  historyChecked = $state(false);
  serverRestoredAt = $state<number | undefined>(undefined);
  offeredAgain = $state(0);
  passkeyHere = $state(false);
  locking = $state.raw<RelaisView['locking']>({ idleMinutes: 5, lockWithCard: false });
  locked = $state.raw<RelaisView['locked']>();
  passing = $state(false);
  newDevices = $state(0);
  wiped = $state(false);
  readonly sync: RelaisView['sync'] = { state: 'idle', lastSuccessAt: NOW, error: undefined };
  readonly revision = (): number => 0;

  get cardPresent(): boolean {
    return this.stations.some(({ chosen, cardPresent }) => chosen && cardPresent);
  }
}

function viewOf(scene: Scene): FakeView {
  const view = new FakeView();
  const session = { professional: nurse, expiresAt: NOW + 600 * MINUTE };
  if (scene === 'signedIn') view.session = session;
  if (scene === 'locked')
    view.vaults = [nurse, doctor].map(({ psIdNat, name }) => ({ owner: psIdNat, name }));
  if (scene === 'locked') view.vault = 'locked';
  if (scene === 'locked') view.unsent = 3;
  if (scene === 'open' || scene === 'empty' || scene === 'offline') {
    view.vaults = [{ owner: nurse.psIdNat, name: nurse.name }];
    view.vault = 'open';
    view.owner = nurse;
  }
  if (scene === 'open' || scene === 'empty') view.session = session;
  if (scene === 'open' || scene === 'offline') {
    view.dossiers = DOSSIERS;
    view.outbox = OUTBOX;
    view.unsent = 2;
  }
  if (scene === 'open') view.transfers = TRANSFERS;
  if (scene === 'offline') view.online = false;
  return view;
}

function followDemoReader(view: FakeView, reader: CardReader): void {
  const follow = (): void => {
    const cardPresent = reader.cardPresent();
    if (cardPresent && !view.cardPresent) view.cardsCame++;
    view.stations = [
      stationOf('simulated', { name: reader.name, kind: 'simulated', chosen: true, cardPresent }),
      ...view.stations.filter(({ kind }) => kind !== 'simulated'),
    ];
  };
  reader.onChange(follow);
  follow();
}

/** A station as a page shows it. */
export const stationOf = (stationId: string, more: Partial<StationLine>): StationLine => ({
  id: stationId,
  name: 'Lecteur',
  kind: 'usb',
  chosen: false,
  problem: undefined,
  reader: undefined,
  pairing: undefined,
  connected: true,
  cardPresent: false,
  ownPinEntry: undefined,
  waitingFor: undefined,
  ...more,
});

/** Readers and bridges that are there at once; what was chosen moves to them. */
function fakeDesk(view: FakeView): ReadingDesk {
  const choose = (chosenId: string): void => {
    view.stations = view.stations.map((station) => ({ ...station, chosen: station.id === chosenId }));
  };
  const add = (station: StationLine): void => {
    view.stations = [...view.stations.filter(({ id: known }) => known !== station.id), station];
  };
  const remove = (gone: string): void => {
    view.stations = view.stations.filter(({ id: known }) => known !== gone);
  };
  return {
    usb: true,
    chooseReader() {
      add(stationOf('usb:046a:003e', { name: 'Cherry SmartTerminal ST-2xxx' }));
      choose('usb:046a:003e');
      return Promise.resolve(ok(undefined));
    },
    forgetReader: (gone) => Promise.resolve(remove(gone)),
    chooseStation: choose,
    pair(fragment) {
      if (fragment === '')
        return Promise.resolve(err({ type: 'Bridge', bridge: { type: 'PairingLinkInvalid' } }));
      const paired = { id: 'bridge', name: 'Poste du cabinet', digits: '42' };
      const pairing = { pairedAt: NOW, lastUsedAt: NOW, digits: paired.digits };
      add(stationOf(paired.id, { name: paired.name, kind: 'bridge', ownPinEntry: 'screen', pairing }));
      choose(paired.id);
      return Promise.resolve(ok(paired));
    },
    endPairing(gone) {
      remove(gone);
      return Promise.resolve(ok(undefined));
    },
    selfTest: (tested) =>
      Promise.resolve({
        at: new Date(NOW).toISOString(),
        browser: 'Chrome · Linux',
        station: {
          kind: view.stations.find(({ id: known }) => known === tested)?.kind ?? 'usb',
          reader: undefined,
        },
        card: { kind: 'vitale2', atr: '3b75130000466980009000' },
        steps: [
          { step: 'powerCard', took: 210, exchanges: undefined, bytes: undefined, error: undefined },
          { step: 'readCard', took: 480, exchanges: 6, bytes: 702, error: undefined },
        ],
      }),
  };
}

/** A Relais in memory. Its acts succeed at once, except where a scene is about failure. */
export async function fakeRelais(scene: Scene): Promise<Relais> {
  const view = viewOf(scene);
  const demoDesk = await openDemoDesk(() => Promise.reject(new Error('no server')));
  followDemoReader(view, demoDesk.reader);
  const missing = () => Promise.resolve(err({ type: 'Offline' } as const));
  return {
    view,
    demoDesk,
    reading: fakeDesk(view),
    chooseSituation: (situation) => {
      view.situation = situation;
      return Promise.resolve(ok(undefined));
    },
    readVitale: () => Promise.resolve(err({ type: 'NoCard' })),
    signIn: (pin) =>
      Promise.resolve(
        pin === '1234'
          ? ok((view.session = { professional: nurse, expiresAt: NOW + 600 * MINUTE }).professional)
          : err({ type: 'Card', card: { type: 'WrongPin', triesLeft: 1 } }),
      ),
    signOut: () => Promise.resolve(),
    createVault: () => Promise.resolve(ok(undefined)),
    unlockVault: () => Promise.resolve(err({ type: 'WrongPassphrase' })),
    lockVault: () => (view.vault = 'locked'),
    vault: {
      lockedState: () => Promise.resolve({ ways: WAYS, waitMs: 0, unsent: 2 }),
      unlock: () => Promise.resolve(err({ type: 'WrongPassphrase' })),
      createPassing: () => Promise.resolve(ok(undefined)),
      addWay: missing,
      changePassphrase: missing,
      removeWay: missing,
      setLocking(locking) {
        view.locking = locking;
        return Promise.resolve(ok(undefined));
      },
      holdDraft: () => () => undefined,
      takeDraft: () => Promise.resolve(undefined),
    },
    findDossier: missing,
    listOpenDossiers: () =>
      Promise.resolve(
        ok([
          {
            dossierId: id(5),
            holder: youssef,
            insC: '0123456789012345678901' as InsC,
            since: NOW,
            until: NOW + 365 * 1440 * MINUTE,
          },
        ]),
      ),
    createDossier: missing,
    authoriseMyself: missing,
    change: missing,
    findProfessionals: missing,
    setConfidential: (dossierId) => (view.confidential = dossierId),
    openEmergency: missing,
    resumeEmergency: missing,
    endEmergency: () => {
      view.emergency = undefined;
      return Promise.resolve(ok(undefined));
    },
    myEmergencies: missing,
    passkeys: missing,
    registerPasskey: missing,
    removePasskey: missing,
    devices: missing,
    askWipe: missing,
    notices: missing,
    markNoticesRead: missing,
    letters: missing,
    letter: missing,
    markLetterPrinted: missing,
    exportTraces: missing,
    exportDossier: missing,
    openDossier: missing,
    setPinned: missing,
    setStarred: missing,
    dossier: missing,
    content: missing,
    traces: missing,
    addDocument: missing,
    prepareDocument: missing,
    syncNow: () => Promise.resolve(),
    information: () =>
      Promise.resolve(
        ok({ kept: () => undefined, refresh: missing, keepYoung: () => Promise.resolve(false) }),
      ),
    search: async () => err({ type: 'VaultLocked' }),
    round: missing,
    trainingProgress: missing,
    noteTraining: missing,
    cancelTransfer: () => (view.transfers = []),
    exportUnsent: missing,
    correctRefused: missing,
    planTakeBack: missing,
    takeBack: missing,
    storage: () =>
      Promise.resolve({ used: 48_000_000, free: 9_000_000_000, persistent: false, nearlyFull: false }),
    askToPersist: () => Promise.resolve(true),
    eraseMyData: () => Promise.resolve(ok(undefined)),
    atQuietMoment: (act) => act(),
    discardRefused: (gone) => {
      view.outbox = view.outbox.filter((one) => one.id !== gone);
      return Promise.resolve(ok(undefined));
    },
  };
}
