import type { DeviceId, PsIdNat } from '#base/brand.ts';
import { fromBase64 } from '#base/bytes.ts';
import { pause } from '#base/timer.ts';
import { parseCacheEntry } from '#cards/cps/cache-entry.ts';
import type { DeviceDatabase, WipeRow } from '#store/device-database.ts';
import { wipeRepository, type WipeRepository } from '#store/wipe-repository.ts';
import type { RemoteError } from '#sync/ports.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { createApi } from './api.ts';
import { holderOfCertificate } from './card-holder.ts';
import type { AppContext } from './context.ts';

/** A key that has said lately that it is there is left in peace for this long; ms. */
const LOOK_MS = 5 * 60_000;
/** Another tab that sleeps holds its connection: its database is empty by then, and is removed at a later start. */
const PATIENCE_MS = 5_000;

export type WipeDeps = {
  context: Pick<AppContext, 'lock' | 'timer' | 'clock' | 'device'>;
  database: DeviceDatabase;
  origin: string;
  /** The way to the server with one device key, without a session. `listen`: what asks for a wipe is acted upon. */
  fetchWith: (keys: CryptoKeyPair, how: { listen: boolean }) => Fetch;
  /** When each key last said that it is there, monotonic ms. */
  lookedAt: Map<DeviceId, number>;
};

/**
 * The server said that this device was reported lost: what it holds of the professional of this key is destroyed. First,
 * in one transaction, the record without which the vault never opens again; then its databases; then the server is told.
 * Killed anywhere after the first step, it goes on at the next start.
 */
export function wipe(deps: WipeDeps, device: DeviceId): Promise<void> {
  return alone(deps, async (repository) => {
    const rows = await deps.context.device.list();
    const row = rows.ok ? rows.value.find((one) => one.device === device) : undefined;
    await repository.begin(device, isCardOf, row);
    if (row) deps.context.device.letGo(row.owner);
    await goOn(deps, repository);
  });
}

/**
 * Goes on with what an earlier page left: rows to destroy, or a confirmation that was lost. Then each key says that it is
 * there, with its vault locked and without a session too: it may have been reported lost.
 */
export async function lookIn(deps: WipeDeps): Promise<void> {
  await alone(deps, (repository) => goOn(deps, repository));
  const { clock, device } = deps.context;
  const rows = await device.list();
  for (const { device: name, keys } of rows.ok ? rows.value : []) {
    const at = clock.monotonic();
    if (at - (deps.lookedAt.get(name) ?? -Infinity) < LOOK_MS) continue;
    const fetch = deps.fetchWith(keys, { listen: true });
    const answer = await createApi({ fetch, origin: deps.origin }).deviceState();
    if (answer.ok) deps.lookedAt.set(name, at);
  }
}

const alone = (
  { context, database }: WipeDeps,
  work: (repository: WipeRepository) => Promise<void>,
): Promise<void> => context.lock.exclusive('relais-wipe', () => work(wipeRepository({ db: database })));

async function goOn(deps: WipeDeps, repository: WipeRepository): Promise<void> {
  const left = await repository.list();
  for (const row of left.ok ? left.value : []) await finish(deps, repository, row);
}

async function finish(deps: WipeDeps, repository: WipeRepository, row: WipeRow): Promise<void> {
  for (const vaultId of row.vaultIds) {
    const emptied = await repository.emptyVault(vaultId);
    // not told before it is true
    if (!emptied.ok) return;
    await Promise.race([repository.dropVault(row.device, vaultId), pause(deps.context.timer, PATIENCE_MS)]);
  }
  if (row.keys && (await confirm(deps, row.keys))) await repository.confirmed(row.device);
}

async function confirm({ fetchWith, origin }: WipeDeps, keys: CryptoKeyPair): Promise<boolean> {
  // answered as to a lost device, which is no news any more
  const fetch = fetchWith(keys, { listen: false });
  const answer = await createApi({ fetch, origin }).confirmWiped();
  return answer.ok || isOver(answer.error);
}

/** The server does not wait for this confirmation (any more): nobody is left to be told. */
const isOver = (error: RemoteError): boolean =>
  error.type === 'Server' && ['deviceUnknown', 'forbidden'].includes(error.error.code);

export function isCardOf(entry: unknown, owner: PsIdNat): boolean {
  const card = parseCacheEntry(entry);
  const certificate = card && fromBase64(card.certificate);
  // a reading that nobody understands is of nobody's use
  return certificate === undefined || holderOfCertificate(certificate) === owner;
}
