import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type { DeviceDatabase, ProfessionalRow } from '#store/device-database.ts';
import { deviceRepository } from '#store/device-repository.ts';
import { passkeyRepository } from '#store/passkey-repository.ts';
import { stationRepository } from '#store/station-repository.ts';
import { treeHeadRepository } from '#store/tree-head-repository.ts';
import { followVersion } from '#store/version-change.ts';
import type { Lock, TabChannel } from '#sync/ports.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { accountActs, enter, showVaults } from './account-acts.ts';
import { contactDuties } from './contact.ts';
import { identityOf, type Account, type AppContext } from './context.ts';
import type { BadgePort } from './badge.ts';
import type { DemoDesk } from './demo-desk.ts';
import { deviceDataActs } from './device-data-acts.ts';
import { createDpopFetch, type Fetch, type Identity } from '#wire/client/dpop-fetch.ts';
import { deviceActs, type WipeTabs } from './device-acts.ts';
import { emergencyActs } from './emergency-acts.ts';
import { historyWatch } from './history-watch.ts';
import { lateDesk } from './late-desk.ts';
import { loadLate } from './load-late.ts';
import { memorySlot } from './memory-slot.ts';
import { passkeyActs } from './passkey-acts.ts';
import type { PasskeyBrowser } from './passkeys.ts';
import type { AppError, Relais } from './port.ts';
import type { OpenDesk } from './reading-desk.ts';
import { appErrorOf } from './remote-error.ts';
import { serverAnswers } from './server-answers.ts';
import { serverTime } from './server-time.ts';
import { signedFor } from './signed-for.ts';
import type { StoragePort } from './storage.ts';
import { unsentWatch } from './unsent-watch.ts';
import { vaultActs } from './vault-acts.ts';
import type { VaultPart } from './vault-part.ts';
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
  /** Asks the browser not to evict what is stored. */
  persistStorage(): void;
  /** Of the app's icon. */
  badge?: BadgePort;
  /** Asks the service worker to call when the network is back. */
  askToBeWoken?(): void;
  /** How full this device is; absent where the browser does not tell. */
  storage?: StoragePort;
};

export type BuiltRelais = {
  relais: Relais;
  /** The network may be back, or gone: finds out. */
  readonly probe: () => Promise<void>;
  /** Goes on with a wipe that was interrupted, and finds out whether this device was reported lost. */
  readonly lookIn: () => Promise<void>;
};

/** Builds everything once, reads the device's own state, and answers. */
export async function buildRelais(world: World): Promise<BuiltRelais> {
  const { origin, clock, random, lock, timer, demoDesk } = world;
  const view = new ViewState(demoDesk !== undefined, () => desk.watch());
  followVersion(world.database, () => (view.outdated = true));
  const account: Account = { row: undefined, session: undefined, practiceTold: undefined };
  const device = deviceRepository({ db: world.database });
  const onWipe = (keys: CryptoKeyPair): void => void devices.onWipe(keys);
  const fetchAs = (identity: () => Identity | undefined, { listen } = { listen: true }) =>
    createDpopFetch({ fetch: world.fetch, origin, identity, ...(listen && { onWipe }) });
  const ownFetch = fetchAs(() => identityOf(account));
  const api = async () => (await import('./api.ts')).createApi({ fetch: ownFetch, origin });
  const base = { view, account, device, clock, random, lock, timer };
  let session: VaultSession | undefined;
  const context: AppContext = {
    ...base,
    api,
    fetch: ownFetch,
    passkeysHere: passkeyRepository({ db: world.database }),
    serverTime: serverTime(clock),
    memory: memorySlot(view, () => clock.now()),
    transfers: new Map(),
    unsent: unsentWatch({
      view,
      vaultIds: async () => {
        const rows = await device.list();
        return rows.ok ? rows.value.flatMap(({ vault }) => vault?.vaultId ?? []) : [];
      },
      count: async (vaultId) => (await import('./waiting-count.ts')).countWaiting(vaultId),
      badge: world.badge ?? {},
      askToBeWoken: () => world.askToBeWoken?.(),
    }),
    opened: () => session,
  };
  const heads = treeHeadRepository({ db: world.database });
  const contact = contactDuties({
    context,
    checkHistory: historyWatch(context, heads),
    countNewDevices: () => devices.countNewDevices(),
  });

  async function vaultPart(): Promise<Result<VaultPart, AppError>> {
    const part = await loadLate(() => import('./vault-part.ts'));
    return part.ok ? ok(part.value.vaultPart(context, { ...world, contact })) : err(appErrorOf(part.error));
  }

  async function openSession(part: VaultPart, row: ProfessionalRow, vault: OpenVault): Promise<void> {
    session = part.open(row, vault);
    const { owner, name, profession } = row;
    view.owner = { psIdNat: owner, name, profession };
    view.vault = 'open';
    await part.begin(session);
  }

  function closeSession(): void {
    if (!session) return;
    session.close();
    session = undefined;
    view.forgetPlaintext();
    view.vault = 'locked';
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
  const server = signedFor({ fetch: fetchAs(() => undefined), origin });
  async function openDesk(): Promise<OpenDesk> {
    const part = await import('./reading-desk.ts');
    return part.openReadingDesk({
      ...world,
      view,
      fetch: (input, init) => world.fetch(input, init),
      demoReader: demoDesk?.reader,
      repository: stationRepository({ db: world.database }),
      server: server.current,
    });
  }

  const desk = lateDesk({ usb: world.usb !== undefined, load: openDesk });
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
    forgetServer: server.forget,
    contact,
    vaultPart,
    openSession,
    closeSession,
    persistStorage: () => world.persistStorage(),
  });
  const vaultActsPart = vaultActs(view, vaultPart);
  const { provePasskey, ...passkeyPart } = passkeyActs({ context, browser: () => world.passkeyBrowser() });
  const emergencyPart = emergencyActs({
    context,
    desk,
    forgetServer: server.forget,
    provePasskey,
    openDossier: vaultActsPart.openDossier,
  });
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
      reading: desk.reading,
      ...accountPart,
      ...vaultActsPart,
      ...emergencyPart,
      ...passkeyPart,
      ...deviceDataActs({ context, database: world.database, storage: world.storage, closeSession }),
      ...devices.acts,
    },
    lookIn: () => devices.lookIn(),
    async probe() {
      desk.ifOpen((opened) => opened.wake());
      if (session) session.engine.wake();
      else view.online = await serverAnswers({ fetch: world.fetch, origin });
    },
  };
}

/** The session of the last professional who signed in here; whether it still holds is for the server to say. */
async function resumeSession(context: AppContext, closeSession: () => void): Promise<void> {
  const rows = await context.device.list();
  const latest = (rows.ok ? rows.value : [])
    .filter((row) => row.session !== null)
    .sort((a, b) => (b.session?.expiresAt ?? 0) - (a.session?.expiresAt ?? 0))[0];
  if (latest) await enter({ context, closeSession }, latest);
  else await showVaults(context);
}
