import type { DossierId } from '#base/brand.ts';
import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { systemTimer } from '#base/timer.ts';
import { vaultTabs, webLock } from '#app/browser-ports.ts';
import { serverTime } from '#app/server-time.ts';
import { uploadContent } from '#app/upload.ts';
import { openVaultSession, type VaultSession } from '#app/vault-session.ts';
import { DeviceDatabase, type ProfessionalRow } from '#store/device-database.ts';
import { deviceRepository, type DeviceRepository } from '#store/device-repository.ts';
import { removeVault } from '#store/remove-vault.ts';
import type { Remote } from '#sync/ports.ts';
import { signedInClient, type HttpClient } from '#test/support/http/client.ts';
import { argon2id } from '#vault/passphrase.ts';
import { createPassingVault, createVault } from '#vault/unlock.ts';
import type { VaultRecord } from '#vault/vault-record.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { photographs, prepareCommands } from './written-on-device.ts';

/**
 * Runs in a page of the demonstration's own origin: the app's session of an open vault (store, sync engine, their ports),
 * its HTTP interface with DPoP, and no screens. Every run is a new device with databases of its own.
 */
export type RelaisBench = {
  /** From nothing to all of these dossiers sealed on the device, what followed then, and the time of each; ms. */
  initialSync(dossiers: readonly DossierId[]): Promise<InitialSync>;
  /** Sends commands that were written before; ms. */
  pushCommands(dossiers: readonly DossierId[], count: number): Promise<number>;
  /** Sends photographs of so many bytes with the commands that name them; ms. */
  pushPhotographs(dossiers: readonly DossierId[], count: number, bytes: number): Promise<number>;
  /** Leaves a signed-in device as the app itself would, with these dossiers on it. */
  keepForApp(dossiers: readonly DossierId[], passphrase: string): Promise<void>;
};

export type InitialSync = {
  readonly ms: number;
  /** Documents that the device then opens again. */
  readonly count: number;
  /** Exchanges in which nothing was new; ms each. */
  readonly nothingNew: readonly number[];
  /** Openings of one dossier each, from its sealed rows; ms each. */
  readonly openings: readonly number[];
};

declare global {
  interface Window {
    relaisBench: RelaisBench;
  }
}

const CARD = 'cps-infirmiere';
const SOME = 20;

type TestedDevice = {
  client: HttpClient;
  session: VaultSession;
  device: DeviceRepository;
  /** Its databases go with it. */
  remove(): Promise<void>;
};

async function newDevice(): Promise<TestedDevice> {
  const database = new DeviceDatabase(`relais-bench-${crypto.randomUUID()}`);
  const client = await signedInClient(location.origin, CARD);
  const device = deviceRepository({ db: database });
  const row = rowOf(client, null);
  await database.professionals.put(row);
  const vault = await createPassingVault({ random: systemRandom, deriveKey: argon2id });
  const session = openSession(client, row, vault);
  const remove = async (): Promise<void> => {
    session.close();
    await removeVault(vault.vaultId);
    await database.delete();
  };
  return { client, session, device, remove };
}

function rowOf({ session, device, keys }: HttpClient, vault: VaultRecord | null): ProfessionalRow {
  const { psIdNat: owner, name, profession } = session.professional;
  return { id: systemRandom.uuid(), owner, name, profession, device, keys, session, vault, counter: 0 };
}

function openSession(client: HttpClient, row: ProfessionalRow, vault: OpenVault): VaultSession {
  const time = serverTime(systemClock);
  return openVaultSession(
    {
      remote: remoteOf(client),
      lock: webLock,
      timer: systemTimer,
      tabs: vaultTabs,
      clock: systemClock,
      time,
      random: systemRandom,
      onEvent: () => undefined,
      onTabMessage: () => undefined,
      onOutdated: () => undefined,
    },
    row,
    vault,
  );
}

/** No stream is followed: what is measured is asked for. */
function remoteOf({ api, fetch }: HttpClient): Remote {
  return {
    push: (commands, restoreEpoch) => api.push(commands, restoreEpoch),
    pull: (input) => api.pull(input),
    changes: (since) => api.changes(since),
    upload: (source, options) => uploadContent({ fetch, origin: location.origin }, source, options),
    watch: () => () => undefined,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function onDevice<T>(use: (device: TestedDevice) => Promise<T>): Promise<T> {
  const device = await newDevice();
  try {
    return await use(device);
  } finally {
    await device.remove();
  }
}

const initialSync: RelaisBench['initialSync'] = (dossiers) =>
  onDevice(async ({ client, session }) => {
    const ms = await timed(() => fetchAll(client, session, dossiers));
    // the first question for changes leaves the mark from which the next ones ask
    unwrap(await session.engine.syncNow());
    const nothingNew: number[] = [];
    for (let i = 0; i < SOME; i++)
      nothingNew.push(await timed(async () => unwrap(await session.engine.syncNow())));
    const openings: number[] = [];
    for (const dossierId of dossiers.slice(0, SOME))
      openings.push(await timed(() => openOne(session, dossierId)));
    return { ms, count: await documentsIn(session, dossiers), nothingNew, openings };
  });

/** Asks which dossiers are open to this professional, then fetches all those of the sample. */
async function fetchAll(
  { api }: HttpClient,
  { engine }: VaultSession,
  dossiers: readonly DossierId[],
): Promise<void> {
  const open = new Set(unwrap(await api.listDossiers()).map(({ dossierId }) => dossierId));
  const wants = new Map(dossiers.filter((id) => open.has(id)).map((id) => [id, null]));
  const pulled = unwrap(await engine.pull(wants));
  for (const outcome of pulled.values()) if (outcome !== 'changed') throw new Error('a dossier did not come');
}

/** What the screen of a dossier waits for (app/dossier-acts.ts): its rows, and what was written here for it. */
async function openOne({ store }: VaultSession, dossierId: DossierId): Promise<number> {
  const held = unwrap(await store.dossiers.find(dossierId));
  unwrap(await store.outbox.listAll());
  if (!held) throw new Error('a dossier is not on the device');
  return held.entries.length;
}

async function documentsIn(session: VaultSession, dossiers: readonly DossierId[]): Promise<number> {
  let documents = 0;
  for (const dossierId of dossiers) documents += await openOne(session, dossierId);
  return documents;
}

const pushCommands: RelaisBench['pushCommands'] = (dossiers, count) =>
  onDevice(async (written) => {
    await prepareCommands(written, dossiers, count);
    return sendAll(written);
  });

const pushPhotographs: RelaisBench['pushPhotographs'] = (dossiers, count, bytes) =>
  onDevice(async (written) => {
    await photographs(written, dossiers, { count, bytes });
    return sendAll(written);
  });

/** Until every row has left the outbox for its receipt, none of them a refusal. */
async function sendAll({ session: { engine, store } }: TestedDevice): Promise<number> {
  const ms = await timed(async () => unwrap(await engine.push()));
  const { waiting, refused } = unwrap(await store.outbox.listAll());
  if (waiting.length + refused.length > 0) throw new Error('a command was not done');
  return ms;
}

const keepForApp: RelaisBench['keepForApp'] = async (dossiers, passphrase) => {
  const client = await signedInClient(location.origin, CARD);
  const made = unwrap(await createVault({ random: systemRandom, deriveKey: argon2id }, passphrase));
  const database = new DeviceDatabase();
  const row = rowOf(client, made.record);
  await database.professionals.put(row);
  const session = openSession(client, row, made.vault);
  await fetchAll(client, session, dossiers);
  session.close();
  database.close();
};

window.relaisBench = { initialSync, pushCommands, pushPhotographs, keepForApp };
