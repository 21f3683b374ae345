import { err, ok, type Result } from '#base/result.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import type { AppContext } from './context.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { IDLE_MINUTES, type VaultDesk, type WayProof } from './vault-port.ts';
import type { VaultPart } from './vault-part.ts';

export type VaultDeskDeps = {
  context: AppContext;
  vaultPart(): Promise<Result<VaultPart, AppError>>;
  openFor(part: VaultPart, row: ProfessionalRow, vault: OpenVault): Promise<void>;
  closeSession(because?: 'quietly'): void;
  lockingChanged(): void;
  /** This tab holds a vault in memory alone from now on. */
  beginPassing(vaultId: string): void;
};

/** The vault's acts; what they need is loaded with the vault's part of the program. */
export function vaultDesk(deps: VaultDeskDeps): VaultDesk {
  const { context } = deps;

  async function withPart<T>(
    act: (part: VaultPart) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    const part = await deps.vaultPart();
    return part.ok ? act(part.value) : part;
  }
  const ofOpen = <T>(
    act: (part: VaultPart, row: ProfessionalRow) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> => {
    const row = context.opened()?.row;
    return row ? withPart((part) => act(part, row)) : Promise.resolve(err({ type: 'VaultLocked' }));
  };
  const remove = (proof: WayProof, wayId: string, passphrase?: string): Promise<Result<void, AppError>> =>
    ofOpen(async (part, { owner }) => {
      // locked while a key was derived: the change is made, and the lock stays
      let wasOpen = false;
      const close = (): void => {
        wasOpen = context.opened()?.row.owner === owner;
        deps.closeSession('quietly');
      };
      const change = { wayId, close, ...(passphrase !== undefined && { passphrase }) };
      const done = await part.ways.removeWay(owner, proof, change);
      if (!done.ok) return done;
      if (!wasOpen) done.value?.vault.lock();
      else if (done.value) await deps.openFor(part, done.value.row, done.value.vault);
      return ok(undefined);
    });

  return {
    async lockedState(owner) {
      const part = await deps.vaultPart();
      return part.ok ? part.value.ways.lockedState(owner) : { ways: [], waitMs: 0, unsent: 0 };
    },
    unlock: (owner, proof) =>
      withPart(async (part) => {
        const opened = await part.ways.unlock(owner, proof);
        if (!opened.ok) return opened;
        await deps.openFor(part, opened.value.row, opened.value.vault);
        return ok(undefined);
      }),
    createPassing: () =>
      withPart(async (part) => {
        const { row, session } = context.account;
        if (!row || !session) return err({ type: 'Server', code: 'sessionMissing' });
        const vault = await part.ways.createPassing();
        // before anything of it is stored: a kill leaves its name, so that it is found
        const noted = await context.device.addPassing(row.owner, vault.vaultId);
        if (!noted.ok) return err(appErrorOf(noted.error));
        deps.beginPassing(vault.vaultId);
        const passing = [...(row.passing ?? []), vault.vaultId];
        await deps.openFor(part, { ...row, passing }, vault);
        return ok(undefined);
      }),
    addWay: (proof, way) => ofOpen((part, { owner }) => part.ways.addWay(owner, proof, way)),
    changePassphrase: remove,
    removeWay: (proof, wayId) => remove(proof, wayId),
    async setLocking(locking) {
      const { row } = context.account;
      if (!row) return err({ type: 'VaultLocked' });
      const { least, most } = IDLE_MINUTES;
      const idleMinutes = Math.min(most, Math.max(least, Math.round(locking.idleMinutes)));
      const kept = await context.device.setLocking(row.owner, { ...locking, idleMinutes });
      if (!kept.ok) return err(appErrorOf(kept.error));
      context.view.locking = { ...locking, idleMinutes };
      deps.lockingChanged();
      return ok(undefined);
    },
    holdDraft: (id, read) => context.drafts.hold(id, read),
    async takeDraft(id) {
      const part = await deps.vaultPart();
      const session = context.opened();
      return part.ok && session ? part.value.takeDraft(session, id) : undefined;
    },
  };
}

/** As this professional chose, on this device. */
export const lockingOf = ({ idleMinutes, lockWithCard, passing }: ProfessionalRow) => ({
  idleMinutes: idleMinutes ?? IDLE_MINUTES.usual,
  lockWithCard: lockWithCard ?? passing !== undefined,
});
