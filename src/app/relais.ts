import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import { pause, type Timer } from '#base/timer.ts';
import type { DeviceDatabase, ProfessionalRow } from '#store/device-database.ts';
import { deviceRepository, vaultIdsOf } from '#store/device-repository.ts';
import { passkeyRepository } from '#store/passkey-repository.ts';
import { stationRepository } from '#store/station-repository.ts';
import { treeHeadRepository } from '#store/tree-head-repository.ts';
import { followVersion } from '#store/version-change.ts';
import type { Lock, TabChannel } from '#sync/ports.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { accountActs, enter, showVaults } from './account-acts.ts';
import { cardsInUse } from './card-lock.ts';
import { contactDuties } from './contact.ts';
import { identityOf, type Account, type AppContext } from './context.ts';
import type { BadgePort } from './badge.ts';
import type { DemoDesk } from './demo-desk.ts';
import { deviceDataActs } from './device-data-acts.ts';
import { createDpopFetch, type Fetch, type Identity } from '#wire/client/dpop-fetch.ts';
import { NONCE_PATH } from '#wire/endpoints.ts';
import { deviceActs, type WipeTabs } from './device-acts.ts';
import { draftsInHand } from './drafts.ts';
import { emergencyActs } from './emergency-acts.ts';
import { historyWatch } from './history-watch.ts';
import { informationActs } from './information-acts.ts';
import type { Notes } from './information-port.ts';
import { lateDesk } from './late-desk.ts';
import { loadLate } from './load-late.ts';
import type { LockGuard } from './lock-guard.ts';
import { memorySlot } from './memory-slot.ts';
import { passkeyActs } from './passkey-acts.ts';
import { holdPassing } from './passing-lock.ts';
import type { PasskeyBrowser } from './passkeys.ts';
import type { AppError, Relais } from './port.ts';
import type { OpenDesk } from './reading-desk.ts';
import type { ReadBytes } from './read-here.ts';
import { appErrorOf } from './remote-error.ts';
import { serverAnswers } from './server-answers.ts';
import { serverTime } from './server-time.ts';
import { signedFor } from './signed-for.ts';
import type { StoragePort } from './storage.ts';
import { unsentWatch } from './unsent-watch.ts';
import { vaultActs } from './vault-acts.ts';
import type { VaultPart } from './vault-part.ts';
import type { LockReason } from './vault-port.ts';
import type { SecretDeps, VaultPasskeys } from './vault-secrets.ts';
import type { VaultSession } from './vault-session.ts';
import { ViewState } from './view.svelte.ts';

/** What the app needs of the browser; tests bring their own. */
export type World = {
  origin: string;
  fetch: Fetch;
  clock: Clock;
  random: Random;
  lock: Lock;
  timer: Timer;
  tabs(vaultId: string): TabChannel & { close(): void };
  wipeTabs: WipeTabs;
  database: DeviceDatabase;
  /** How the professional's list of devices names this one. */
  deviceName: string;
  demoDesk: DemoDesk | undefined;
  /** The browser's own dialogue with an authenticator; comes late. */
  passkeyBrowser(): Promise<PasskeyBrowser>;
  /** Undefined where the browser has no WebUSB. */
  usb: USB | undefined;
  /** Reads what a document says; comes late. */
  reader(): Promise<ReadBytes>;
  /** Passkeys as keys of a vault; comes late. */
  vaultPasskeys(): Promise<VaultPasskeys>;
  /** Asks the browser not to evict what is stored. */
  persistStorage(): void;
  /** Of the app's icon. */
  badge?: BadgePort;
  /** Asks the service worker to call when the network is back. */
  askToBeWoken?(): void;
  /** How full this device is; absent where the browser does not tell. */
  storage?: StoragePort;
  /** Where what is nobody's is kept in the open; absent where nothing may be. */
  notes?: Notes;
};

export type BuiltRelais = {
  relais: Relais;
  /** The network may be back, or gone: finds out. */
  readonly probe: () => Promise<void>;
  /** Somebody touched the screen or a key. */
  readonly touch: () => void;
  /** The page is on the screen again: locks where nobody was there for too long. */
  readonly checkIdle: () => void;
  /** Goes on with a wipe that was interrupted, and finds out whether this device was reported lost. */
  readonly lookIn: () => Promise<void>;
};

/** So long the last try to send may take where a shared workstation is left; ms. */
const LAST_TRY_MS = 5000;

/** Builds everything once, reads the device's own state, and answers. */
export async function buildRelais(world: World): Promise<BuiltRelais> {
  const { origin, clock, random, lock, timer, demoDesk } = world;
  const view = new ViewState(demoDesk !== undefined, () => desk.watch());
  followVersion(world.database, () => (view.outdated = true));
  const account: Account = { row: undefined, session: undefined, practiceTold: undefined };
  const device = deviceRepository({ db: world.database });
  const onWipe = (keys: CryptoKeyPair): void => void devices.onWipe(keys);
  const fetchAs = (identity: () => Identity | undefined, { listen } = { listen: true }) =>
    createDpopFetch({
      ...{ fetch: world.fetch, origin, identity, noncePath: NONCE_PATH },
      ...(listen && { onWipe }),
    });
  const ownFetch = fetchAs(() => identityOf(account));
  const api = async () => (await import('./api.ts')).createApi({ fetch: ownFetch, origin });
  const base = { view, account, device, clock, random, lock, timer };
  let session: VaultSession | undefined;
  let guard: LockGuard | undefined;
  let keepDrafts: VaultPart['keepDrafts'] | undefined;
  let endPassing = (): void => undefined;
  const context: AppContext = {
    ...base,
    api,
    fetch: ownFetch,
    reader: () => world.reader(),
    passkeysHere: passkeyRepository({ db: world.database }),
    serverTime: serverTime(clock),
    memory: memorySlot(view, () => clock.now()),
    transfers: new Map(),
    unsent: unsentWatch({
      view,
      vaultIds: async () => {
        const rows = await device.list();
        return rows.ok ? rows.value.flatMap(vaultIdsOf) : [];
      },
      count: async (vaultId) => (await import('./waiting-count.ts')).countWaiting(vaultId),
      badge: world.badge ?? {},
      askToBeWoken: () => world.askToBeWoken?.(),
    }),
    opened: () => session,
    drafts: draftsInHand(),
    waits: new Map(),
  };
  const heads = treeHeadRepository({ db: world.database });
  const { information } = informationActs(context, world.notes);
  const contact = contactDuties({
    context,
    checkHistory: historyWatch(context, heads),
    countNewDevices: () => devices.countNewDevices(),
    async keepInformation() {
      const desk = world.notes && (await information());
      return !desk || (desk.ok && desk.value.keepYoung());
    },
  });

  function lockBecause(because: LockReason): void {
    if (view.passing) return void leaveUnattended(because);
    context.memory.drop();
    closeSession(because);
  }
  /** At a shared workstation that nobody sits at: blank at once, one more try to send, and nothing stays. */
  async function leaveUnattended(because: LockReason): Promise<void> {
    guard?.stop();
    view.locked = { because };
    await Promise.race([vaultActsPart.syncNow(), pause(timer, LAST_TRY_MS)]);
    accountPart.lockVault();
  }
  const card = cardsInUse({
    timer,
    watch: () => desk.watch(),
    withSignIn: () => view.locking.lockWithCard && session !== undefined,
    gone: () => lockBecause('card'),
  });

  async function vaultPart(): Promise<Result<VaultPart, AppError>> {
    const part = await loadLate(() => import('./vault-part.ts'));
    return part.ok
      ? ok(part.value.vaultPart(context, { ...world, contact, secrets }))
      : err(appErrorOf(part.error));
  }

  async function openSession(part: VaultPart, row: ProfessionalRow, vault: OpenVault): Promise<void> {
    session = part.open(row, vault);
    keepDrafts = (gone, drafts) => part.keepDrafts(gone, drafts);
    guard = part.guard(vault.vaultId, lockBecause);
    view.passing = row.passing?.includes(vault.vaultId) === true;
    const { owner, name, profession } = row;
    view.owner = { psIdNat: owner, name, profession };
    view.vault = 'open';
    card.follow();
    await part.begin(session);
  }

  function closeSession(because?: LockReason | 'quietly'): void {
    if (!session) return;
    // a shared workstation keeps nothing
    const [gone, drafts] = [session, view.passing ? [] : context.drafts.collect()];
    if (because && because !== 'otherTab') guard?.tellLock();
    guard?.stop();
    session = undefined;
    view.forgetPlaintext();
    view.vault = 'locked';
    view.passing = false;
    card.unlocked(undefined);
    if (because && because !== 'quietly') view.locked = { because };
    // what was being typed is sealed first, with the screens blank already
    if (drafts.length > 0 && keepDrafts) void keepDrafts(gone, drafts).finally(() => gone.close());
    else gone.close();
    void context.unsent.recount();
  }

  const devices = deviceActs({
    context,
    database: world.database,
    origin,
    wipeTabs: world.wipeTabs,
    fetchWith: (keys, how) => fetchAs(() => ({ keys, token: undefined }), how),
    closeSession,
  });
  const instance = signedFor({ fetch: fetchAs(() => undefined), origin });
  async function openDesk(): Promise<OpenDesk> {
    const part = await import('./reading-desk.ts');
    return part.openReadingDesk({
      ...world,
      view,
      fetch: (input, init) => world.fetch(input, init),
      demoReader: demoDesk?.reader,
      repository: stationRepository({ db: world.database }),
      instanceId: instance.current,
      async keepsVault(owner) {
        const row = await device.find(owner);
        return row.ok && row.value?.vault != null;
      },
    });
  }

  const desk = lateDesk({ usb: world.usb !== undefined, load: openDesk });
  const secrets: SecretDeps = {
    desk,
    forgetServer: () => undefined,
    device,
    random,
    passkeys: () => world.vaultPasskeys(),
    cardUsed: ({ station }) => card.unlocked(station),
  };
  const accountPart = accountActs({
    context,
    signInDeps: {
      device,
      random,
      origin,
      fetchAs: (identity) => fetchAs(() => identity),
      deviceName: world.deviceName,
    },
    desk,
    forgetServer: instance.forget,
    contact,
    vaultPart,
    openSession,
    closeSession,
    cardSignedIn: (used) => card.signedIn(used?.station),
    lockingChanged: card.follow,
    passing: {
      begin: (vaultId) => (endPassing = holdPassing(world, vaultId)),
      end: () => endPassing(),
    },
    persistStorage: () => world.persistStorage(),
  });
  const vaultActsPart = vaultActs(view, vaultPart);
  const { provePasskey, ...passkeyPart } = passkeyActs({ context, browser: () => world.passkeyBrowser() });
  const emergencyPart = emergencyActs({
    context,
    desk,
    forgetServer: instance.forget,
    provePasskey,
    openDossier: vaultActsPart.openDossier,
  });
  await sweepPassing(context);
  await resumeSession(context, closeSession);
  void context.unsent.recount();
  // its one reader stands on every page
  if (demoDesk) await desk.open();
  view.ready = true;
  // comes while the passphrase is typed
  if (view.vault === 'locked' || view.session) void vaultPart();
  if (view.session) contact();
  return {
    relais: {
      view,
      demoDesk,
      information,
      reading: desk.reading,
      ...accountPart,
      ...vaultActsPart,
      ...emergencyPart,
      ...passkeyPart,
      ...deviceDataActs({ context, database: world.database, storage: world.storage, closeSession }),
      ...devices.acts,
    },
    touch: () => guard?.touch(),
    checkIdle: () => guard?.check(),
    lookIn: () => devices.lookIn(),
    async probe() {
      desk.ifOpen((opened) => opened.wake());
      if (session) session.engine.wake();
      else view.online = await serverAnswers({ fetch: world.fetch, origin });
    },
  };
}

/** What a tab at a shared workstation left when it was killed. */
async function sweepPassing(context: AppContext): Promise<void> {
  const left = await context.device.listPassing();
  if (!left.ok || left.value.length === 0) return;
  const part = await loadLate(() => import('./passing.ts'));
  if (part.ok) await part.value.sweepPassing(context, left.value);
}

/** The session of the last professional who signed in here; whether it still holds is for the server to say. */
async function resumeSession(
  context: AppContext,
  closeSession: (because?: LockReason | 'quietly') => void,
): Promise<void> {
  const rows = await context.device.list();
  const latest = (rows.ok ? rows.value : [])
    .filter((row) => row.session !== null)
    .sort((a, b) => (b.session?.expiresAt ?? 0) - (a.session?.expiresAt ?? 0))[0];
  if (latest) await enter({ context, closeSession }, latest);
  else await showVaults(context);
}
