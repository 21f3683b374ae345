import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { CardReader } from '#cards/channel.ts';
import type { DeviceDatabase, ProfessionalRow } from '#store/device-database.ts';
import { deviceRepository } from '#store/device-repository.ts';
import type { Lock, Remote, SyncEvent, TabChannel, TabMessage, Timer } from '#sync/ports.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { accountActs, enter, showVaults } from './account-acts.ts';
import { createApi, type Api } from './api.ts';
import { contentActs, fetchContents } from './content-acts.ts';
import { askServer, identityOf, type Account, type AppContext } from './context.ts';
import type { DemoDesk } from './demo-desk.ts';
import { dossierActs } from './dossier-acts.ts';
import { createDpopFetch, type Fetch, type Identity } from './dpop-fetch.ts';
import { readLines } from './lines.ts';
import { outboxActs, uploadId } from './outbox-acts.ts';
import type { Relais } from './port.ts';
import { syncErrorCode } from './remote-error.ts';
import { uploadContent } from './upload.ts';
import { openVaultSession, type VaultSession } from './vault-session.ts';
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
  database: DeviceDatabase;
  /** How the professional's list of devices names this one. */
  deviceName: string;
  demoDesk: DemoDesk | undefined;
  /** Asks the browser not to evict what is stored. */
  persistStorage(): void;
};

export type BuiltRelais = {
  relais: Relais;
  /** The network may be back, or gone: finds out. */
  readonly probe: () => Promise<void>;
};

/** Builds everything once, reads the device's own state, and answers. */
export async function buildRelais(world: World): Promise<BuiltRelais> {
  const { origin, clock, random, lock, demoDesk } = world;
  const view = new ViewState(demoDesk !== undefined);
  const account: Account = { row: undefined, session: undefined };
  const device = deviceRepository({ db: world.database });
  const fetchAs = (identity: () => Identity | undefined) =>
    createDpopFetch({ fetch: world.fetch, origin, identity });
  const ownFetch = fetchAs(() => identityOf(account));
  const api = createApi({ fetch: ownFetch, origin });
  const base = { view, account, device, clock, random, lock };
  let session: VaultSession | undefined;
  const context: AppContext = { ...base, api, fetch: ownFetch, opened: () => session, refresh };
  const remote = remoteOf(context, api, origin);

  async function refresh(): Promise<void> {
    const current = session;
    if (!current) return;
    const lines = await readLines(current.store, { sending: new Set(view.sending), now: clock.now() });
    // locked while the rows were read: nothing of them is shown
    if (session !== current || !lines.ok) return;
    view.dossiers = lines.value.dossiers;
    view.outbox = lines.value.outbox;
  }

  async function openSession(row: ProfessionalRow, vault: OpenVault): Promise<void> {
    const opened = openVaultSession(
      {
        ...world,
        remote,
        onEvent: (event) => onSyncEvent(context, event),
        onTabMessage: (message) => onTabMessage(context, message),
      },
      row,
      vault,
    );
    session = opened;
    const { owner, name, profession } = row;
    view.owner = { psIdNat: owner, name, profession };
    view.vault = 'open';
    await opened.store.dossiers.sweep();
    await opened.store.outbox.sweep();
    await refresh();
    opened.engine.start();
  }

  function closeSession(): void {
    if (!session) return;
    session.close();
    session = undefined;
    view.forgetPlaintext();
    view.vault = 'locked';
  }

  const readers: readonly CardReader[] = demoDesk ? [demoDesk.reader] : [];
  followCards(view, readers);
  const accountPart = accountActs({
    context,
    signInDeps: {
      device,
      random,
      origin,
      apiAs: (identity) => createApi({ fetch: fetchAs(() => identity), origin }),
      deviceName: world.deviceName,
    },
    readers: () => readers,
    openSession,
    closeSession,
    persistStorage: () => world.persistStorage(),
  });
  await resumeSession(context, closeSession);
  view.ready = true;
  return {
    relais: {
      view,
      demoDesk,
      readers: () => readers,
      ...accountPart,
      ...dossierActs(context),
      ...contentActs(context),
      ...outboxActs(context),
    },
    async probe() {
      if (session) session.engine.wake();
      else view.online = (await api.instance()).ok;
    },
  };
}

const remoteOf = (context: AppContext, api: Api, origin: string): Remote => ({
  push: (commands) => askServer(context, () => api.push(commands)),
  pull: (input) => askServer(context, () => api.pull(input)),
  upload: (source, options) => uploadContent({ fetch: context.fetch, origin }, source, options),
  watch(listen) {
    // loaded with the first stream, and called off even before it came
    let stop: (() => void) | 'stopped' | undefined;
    void import('./watch.ts').then(({ watchServer }) => {
      if (stop !== 'stopped') stop = watchServer({ fetch: context.fetch, origin }, listen);
    });
    return () => {
      if (typeof stop === 'function') stop();
      stop = 'stopped';
    };
  },
});

function onSyncEvent(context: AppContext, event: SyncEvent): void {
  const { view } = context;
  const session = context.opened();
  switch (event.kind) {
    case 'running':
      view.running = event.running;
      break;
    case 'reached':
      view.online = event.online;
      break;
    case 'succeeded':
      view.lastSuccessAt = event.at;
      view.syncError = undefined;
      void context.refresh();
      break;
    case 'failed':
      view.syncError = syncErrorCode(event.error);
      break;
    case 'sending':
      view.sending = event.ns;
      void context.refresh();
      break;
    case 'upload': {
      const title = view.outbox.find((line) => line.id === String(event.n))?.title ?? '';
      view.putTransfer({
        id: uploadId(event.n),
        title,
        direction: 'up',
        done: event.done,
        total: event.total,
      });
      break;
    }
    case 'uploadEnded':
      view.endTransfer(uploadId(event.n));
      break;
    case 'outbox':
      void context.refresh();
      break;
    case 'dossier':
    case 'removed':
      view.raiseRevision(event.dossierId);
      void context.refresh();
      if (session && event.kind === 'dossier') void fetchContents(context, session, event.dossierId);
  }
}

/** Another tab of this vault wrote, sent or fetched. */
function onTabMessage(context: AppContext, message: TabMessage): void {
  if (message.kind === 'wake') return;
  if (message.kind === 'reached') {
    context.view.online = message.online;
    return;
  }
  if (message.kind === 'dossier') context.view.raiseRevision(message.dossierId);
  else for (const line of context.view.dossiers) context.view.raiseRevision(line.dossierId);
  void context.refresh();
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

function followCards(view: ViewState, readers: readonly CardReader[]): void {
  const follow = (): void => {
    view.cardPresent = readers.some((reader) => reader.cardPresent());
  };
  for (const reader of readers) reader.onChange(follow);
  follow();
}
