import type { ProfessionalRow } from '#store/device-database.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { argon2id } from '#vault/passphrase.ts';
import { createVault, unlockVault } from '#vault/unlock.ts';
import type { VaultRecord } from '#vault/vault-record.ts';
import { changeActs } from './change-acts.ts';
import { contentActs, fetchLacking } from './content-acts.ts';
import type { AppContext } from './context.ts';
import { dossierActs } from './dossier-acts.ts';
import { onSyncEvent, onTabMessage } from './follow-vault.ts';
import { noticeActs } from './notice-acts.ts';
import { outboxActs } from './outbox-acts.ts';
import { refreshView } from './refresh-view.ts';
import { remoteOf } from './remote.ts';
import { dropResent } from './resend.ts';
import { traceActs } from './trace-acts.ts';
import { openVaultSession, type VaultSession, type VaultSessionDeps } from './vault-session.ts';

type Ports = Pick<VaultSessionDeps, 'lock' | 'timer' | 'tabs' | 'clock' | 'random'> & {
  origin: string;
  /** The server was reached with a session. */
  contact(): void;
};

export type VaultPart = ReturnType<typeof vaultPart>;

/**
 * All that needs an open vault, from the key to the dossiers: store, sync, and the acts of the screens. Loaded after
 * the first screen, where this device has a vault or is about to make one.
 */
export function vaultPart(context: AppContext, ports: Ports) {
  const vaultDeps = { random: context.random, deriveKey: argon2id };
  return {
    create: (passphrase: string) => createVault(vaultDeps, passphrase),
    unlock: (record: VaultRecord, passphrase: string) => unlockVault(vaultDeps, record, passphrase),
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
    async begin({ store, engine, signal }: VaultSession): Promise<void> {
      await engine.evict();
      await dropResent(store);
      await refreshView(context);
      await store.dossiers.sweep();
      await store.outbox.sweep();
      if (!signal.aborted) engine.start();
    },
    ...dossierActs(context),
    ...contentActs(context),
    ...outboxActs(context),
    ...changeActs(context),
    ...traceActs(context),
    ...noticeActs(context),
  };
}
