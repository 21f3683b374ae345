import type { PsIdNat } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type { ProfessionalRow, StoredSession } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import type { Lock, RemoteError } from '#sync/ports.ts';
import type { Tries } from '#vault/tries.ts';
import type { Api } from './api.ts';
import type { Drafts } from './drafts.ts';
import type { Fetch, Identity } from '#wire/client/dpop-fetch.ts';
import { loadLate } from './load-late.ts';
import type { MemorySlot } from './memory-slot.ts';
import type { PasskeysHere } from './passkeys.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { ServerTime } from './server-time.ts';
import type { ReadBytes } from './read-here.ts';
import type { UnsentWatch } from './unsent-watch.ts';
import type { VaultSession } from './vault-session.ts';
import type { ViewState } from './view.svelte.ts';

/** Whose key proves the requests, and the session where there is one. */
export type Account = {
  row: ProfessionalRow | undefined;
  session: StoredSession | undefined;
  /** What the server was told of where this professional works, in which session. */
  practiceTold: string | undefined;
};

/** What the acts of this room share; built once by `start.ts`. */
export type AppContext = {
  readonly view: ViewState;
  readonly account: Account;
  /** Loaded with the first question: a first visit asks none. */
  readonly api: () => Promise<Api>;
  readonly fetch: Fetch;
  /** Reads what a document says, away from the page's own thread. */
  readonly reader: () => Promise<ReadBytes>;
  readonly device: DeviceRepository;
  readonly passkeysHere: PasskeysHere;
  readonly clock: Clock;
  readonly random: Random;
  readonly lock: Lock;
  readonly timer: Timer;
  readonly serverTime: ServerTime;
  /** The dossier that is open in memory alone, if any. */
  readonly memory: MemorySlot;
  /** Transfers that need no vault, by their name in the view. */
  readonly transfers: Map<string, AbortController>;
  /** How many items wait on this device, locked or not. */
  readonly unsent: UnsentWatch;
  /** The open vault, if any. */
  readonly opened: () => VaultSession | undefined;
  /** What is being typed. */
  readonly drafts: Drafts;
  /** Wrong passphrases as they stood when their wait began to be counted here, and when (monotonic ms). */
  readonly waits: Map<PsIdNat, { tries: Tries; at: number }>;
};

export const identityOf = ({ row, session }: Account): Identity | undefined =>
  row && { keys: row.keys, token: session?.token };

const SESSION_OVER: readonly string[] = ['sessionEnded', 'sessionMissing'];

/**
 * The session is over when the server says so: the device's clock is not asked. Where another tab signed in again
 * meanwhile, its session is taken over.
 */
export async function endSession({ account, view, device }: AppContext): Promise<void> {
  const ended = account.session?.token;
  const { row } = account;
  const found = row ? await device.find(row.owner) : undefined;
  const same = found?.ok && found.value?.device === row?.device ? found.value : undefined;
  const stored = same?.session ?? undefined;
  const newer = stored && stored.token !== ended ? stored : undefined;
  account.session = newer;
  view.session = newer && { professional: newer.professional, expiresAt: newer.expiresAt };
  view.entitlements = newer?.entitlements ?? [];
  if (row && !newer) await device.setSession(row.owner, null);
}

type Question<T> = (api: Api) => Promise<Result<T, RemoteError>>;

/** Asks with the session; where that turns out to be over, once more with the device's key alone. */
export async function askServer<T>(
  context: AppContext,
  question: Question<T>,
): Promise<Result<T, RemoteError>> {
  const hadSession = context.account.session !== undefined;
  const answer = await askOnce(context, question);
  if (!hadSession || answer.ok || answer.error.type !== 'Server') return answer;
  if (!SESSION_OVER.includes(answer.error.error.code)) return answer;
  await endSession(context);
  return askOnce(context, question);
}

export async function askOnce<T>(
  { api }: AppContext,
  question: Question<T>,
): Promise<Result<T, RemoteError>> {
  const loaded = await loadLate(api);
  return loaded.ok ? question(loaded.value) : loaded;
}

/** A question that a page waits for: notes whether the server was reached. */
export async function askForPage<T>(
  context: AppContext,
  question: Question<T>,
): Promise<Result<T, AppError>> {
  const answer = await askServer(context, question);
  if (answer.ok || answer.error.type === 'Server') context.view.online = true;
  else if (answer.error.type === 'Unreachable') context.view.online = false;
  return answer.ok ? ok(answer.value) : err(appErrorOf(answer.error));
}

export function withVault<T>(
  context: AppContext,
  act: (session: VaultSession) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const session = context.opened();
  return session ? act(session) : Promise.resolve(err({ type: 'VaultLocked' }));
}
