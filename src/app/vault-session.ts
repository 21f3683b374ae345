import type { Clock } from '#base/clock.ts';
import type { DossierId } from '#base/brand.ts';
import { oneAfterAnother } from '#base/one-after-another.ts';
import type { Random } from '#base/random.ts';
import type { Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import { openVaultStore, type VaultStore } from '#store/vault-store.ts';
import { createSyncEngine, type SyncEngine } from '#sync/engine.ts';
import type { Lock, Remote, SyncEvent, TabChannel, TabMessage } from '#sync/ports.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import type { AppError } from './port.ts';
import type { RunningRound } from './round-port.ts';
import type { ServerTime } from './server-time.ts';
import { dossiersPort, outboxPort } from './sync-ports.ts';

export type Download = { done: Promise<Result<void, AppError>>; abort(): void };

/** All that lives while a vault is open, and ends with its lock. */
export type VaultSession = {
  readonly row: ProfessionalRow;
  readonly vault: OpenVault;
  readonly store: VaultStore;
  readonly engine: SyncEngine;
  /** Aborted by the lock. */
  readonly signal: AbortSignal;
  /** Downloads under way, by document: a content is fetched once at a time, whoever waits for it. */
  readonly downloads: Map<string, Download>;
  /** When contents that a dossier lacks were last asked for (monotonic ms). */
  readonly lacking: Map<DossierId, number>;
  /** The visit round, once it was asked for, and dossiers created here that were fetched by themselves. */
  readonly late: { round?: Promise<RunningRound>; readonly created: Set<DossierId> };
  /** Reads the lists of the screens again, however many ask at once. */
  readonly refresh: (run: () => Promise<void>) => Promise<void>;
  /** Accesses already recorded in this session: dossier or document, and when (monotonic ms). */
  readonly recorded: Map<string, number>;
  close(): void;
};

export type VaultSessionDeps = {
  remote: Remote;
  lock: Lock;
  timer: Timer;
  tabs(vaultId: string): TabChannel & { close(): void };
  clock: Clock;
  /** As reckoned from the server's answers: leases are counted by it. */
  time: ServerTime;
  random: Random;
  onEvent(event: SyncEvent): void;
  onTabMessage(message: TabMessage): void;
  /** Its databases belong to a newer version of the program, or are gone. */
  onOutdated(): void;
};

export function openVaultSession(
  deps: VaultSessionDeps,
  row: ProfessionalRow,
  vault: OpenVault,
): VaultSession {
  const closed = new AbortController();
  const store = openVaultStore({ ...deps, vault });
  const tabs = deps.tabs(vault.vaultId);
  tabs.onMessage((message) => deps.onTabMessage(message));
  const onDamaged = (): void => deps.onEvent({ kind: 'failed', error: { type: 'VaultDamaged' } });
  const engine = createSyncEngine({
    ...deps,
    vaultId: vault.vaultId,
    tabs,
    outbox: outboxPort(store, deps.clock, onDamaged),
    dossiers: dossiersPort(store, deps.time),
  });
  const downloads = new Map<string, Download>();
  return {
    row,
    vault,
    store,
    engine,
    signal: closed.signal,
    downloads,
    lacking: new Map(),
    late: { created: new Set() },
    recorded: new Map(),
    refresh: oneAfterAnother(),
    close() {
      closed.abort();
      engine.stop();
      for (const download of downloads.values()) download.abort();
      vault.lock();
      tabs.close();
      store.close();
    },
  };
}
