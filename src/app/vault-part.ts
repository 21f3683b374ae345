import type { ProfessionalRow } from '#store/device-database.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { draftRepository } from '#store/draft-repository.ts';
import { changeActs } from './change-acts.ts';
import { contentActs, fetchLacking } from './content-acts.ts';
import type { AppContext } from './context.ts';
import { keepDraftsInHand } from './draft-keeper.ts';
import { dossierActs } from './dossier-acts.ts';
import { onSyncEvent, onTabMessage } from './follow-vault.ts';
import { lockGuard, lockTabs } from './lock-guard.ts';
import { noticeActs } from './notice-acts.ts';
import { outboxActs } from './outbox-acts.ts';
import { refreshView } from './refresh-view.ts';
import { goOnWithRound, roundActs } from './round-acts.ts';
import { remoteOf } from './remote.ts';
import { starActs } from './star-acts.ts';
import { dropResent } from './resend.ts';
import { onlineOnly } from './online-only.ts';
import { searchActs } from './search-acts.ts';
import { traceActs } from './trace-acts.ts';
import { trainingActs } from './training-acts.ts';
import type { StoragePort } from './storage.ts';
import type { LockReason } from './vault-port.ts';
import type { SecretDeps } from './vault-secrets.ts';
import { vaultWays } from './vault-ways.ts';
import { openVaultSession, type VaultSession, type VaultSessionDeps } from './vault-session.ts';

type Ports = Pick<VaultSessionDeps, 'lock' | 'timer' | 'tabs' | 'clock' | 'random'> & {
  origin: string;
  /** The server was reached with a session. */
  contact(): void;
  secrets: SecretDeps;
  storage?: StoragePort;
};

export type VaultPart = ReturnType<typeof vaultPart>;

/**
 * All that needs an open vault, from the key to the dossiers: store, sync, and the acts of the screens. Loaded after
 * the first screen, where this device has a vault or is about to make one.
 */
export function vaultPart(context: AppContext, ports: Ports) {
  const dossiers = dossierActs(context);
  const outbox = outboxActs(context);
  const changes = changeActs(context);
  return {
    ways: vaultWays(context, ports.secrets),
    /** Locks where nobody was there for too long, or another tab did. */
    guard: (vaultId: string, lock: (because: LockReason) => void) =>
      lockGuard({
        clock: ports.clock,
        timer: ports.timer,
        tabs: lockTabs(vaultId),
        limitMs: () => context.view.locking.idleMinutes * 60_000,
        lock,
      }),
    async keepDrafts(
      { vault }: VaultSession,
      drafts: readonly { id: string; value: unknown }[],
    ): Promise<void> {
      const kept = draftRepository(vault);
      await Promise.all(drafts.map(({ id, value }) => kept.keep(id, value)));
    },
    async takeDraft({ vault }: VaultSession, id: string): Promise<unknown> {
      const draft = await draftRepository(vault).find(id);
      return draft.ok ? draft.value : undefined;
    },
    open: (row: ProfessionalRow, vault: OpenVault): VaultSession =>
      openVaultSession(
        {
          ...ports,
          remote: remoteOf(context, ports.origin),
          time: context.serverTime,
          onEvent: (event) => {
            onSyncEvent(context, event);
            if (event.kind !== 'succeeded') return;
            ports.contact();
            void fetchLacking(context);
            void goOnWithRound(context, ports.storage);
          },
          onTabMessage: (message) => onTabMessage(context, message),
          onOutdated: () => (context.view.outdated = true),
        },
        row,
        vault,
      ),
    /**
     * Lets go of what may no longer be here and shows what is stored; then clears what interrupted acts left, and starts to
     * send and to fetch.
     */
    async begin(session: VaultSession): Promise<void> {
      const { store, engine, signal, vault } = session;
      // a shared workstation keeps nothing
      if (!context.view.passing)
        keepDraftsInHand({
          drafts: context.drafts,
          kept: draftRepository(vault),
          timer: ports.timer,
          isOpen: () => context.opened() === session,
        });
      await engine.evict();
      await dropResent(store);
      await refreshView(context);
      await store.dossiers.sweep();
      await store.outbox.sweep();
      if (!signal.aborted) engine.start();
    },
    ...dossiers,
    ...contentActs(context),
    ...outbox,
    ...changes,
    ...traceActs(context),
    ...starActs(context),
    ...noticeActs(context),
    ...roundActs(context, ports.storage),
    ...searchActs(context),
    ...trainingActs(context),
    addDocument: onlineOnly(context, outbox.addDocument),
    change: onlineOnly(context, changes.change),
    createDossier: onlineOnly(context, dossiers.createDossier),
    authoriseMyself: onlineOnly(context, changes.authoriseMyself),
  };
}
