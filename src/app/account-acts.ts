import type { PsIdNat } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { chooseSituation, noteSituations } from './practice.ts';
import { askOnce, endSession, type AppContext } from './context.ts';
import { loadLate } from './load-late.ts';
import type { LateDesk } from './late-desk.ts';
import { showPasskey } from './passkey-acts.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { SignedIn, SignInDeps } from './sign-in.ts';
import type { VaultPart } from './vault-part.ts';
import { withCode, type CodeDeps } from './with-code.ts';

type Acts = Pick<
  Relais,
  'readVitale' | 'signIn' | 'chooseSituation' | 'signOut' | 'createVault' | 'unlockVault' | 'lockVault'
>;

export type AccountDeps = CodeDeps & {
  context: AppContext;
  signInDeps: SignInDeps;
  desk: LateDesk;
  /** The server was reached with a session: what waits for that is done now. */
  contact(): void;
  vaultPart(): Promise<Result<VaultPart, AppError>>;
  /** What follows from an open vault: store, sync, lists. */
  openSession(part: VaultPart, row: ProfessionalRow, vault: OpenVault): Promise<void>;
  closeSession(): void;
  persistStorage(): void;
};

export function accountActs(deps: AccountDeps): Acts {
  const { context } = deps;
  return {
    async readVitale() {
      const desk = await deps.desk.open();
      return desk.ok ? desk.value.readVitale() : err({ type: 'RelayAway' });
    },

    async signIn(pin) {
      const done = await signInWithCard(deps, pin);
      if (!done.ok) {
        if (done.error.type === 'Offline') context.view.online = false;
        return done;
      }
      context.view.online = true;
      await enter(deps, await noteSituations(context.device, done.value));
      context.opened()?.engine.wake();
      deps.contact();
      return ok(done.value.session.professional);
    },

    async chooseSituation(situation) {
      const chosen = await chooseSituation(context, situation);
      if (chosen.ok) deps.contact();
      return chosen;
    },

    async signOut() {
      context.memory.drop();
      if (context.account.session) await askOnce(context, (api) => api.signOut());
      await endSession(context);
      deps.closeSession();
      leave(context);
      deps.desk.ifOpen((desk) => desk.look());
      await showVaults(context);
    },

    async createVault(passphrase) {
      const { row, session } = context.account;
      if (!row || !session) return err({ type: 'Server', code: 'sessionMissing' });
      const part = await deps.vaultPart();
      if (!part.ok) return part;
      const made = await part.value.create(passphrase);
      if (!made.ok) return err(appErrorOf(made.error));
      const kept = await context.device.setVault(row.owner, made.value.record);
      if (!kept.ok) return err(appErrorOf(kept.error));
      await openFor(deps, part.value, { ...row, vault: made.value.record }, made.value.vault);
      return ok(undefined);
    },

    unlockVault: (owner, passphrase) => unlock(deps, owner, passphrase),

    lockVault() {
      context.memory.drop();
      deps.closeSession();
    },
  };
}

async function signInWithCard(
  deps: AccountDeps,
  pin: string | undefined,
): Promise<Result<SignedIn, AppError>> {
  const part = await loadLate(() => import('./sign-in.ts'));
  if (!part.ok) return err(appErrorOf(part.error));
  return withCode(deps, pin, (card, code) => part.value.signIn(deps.signInDeps, card, code));
}

async function unlock(
  deps: AccountDeps,
  owner: PsIdNat,
  passphrase: string,
): Promise<Result<void, AppError>> {
  const row = await deps.context.device.find(owner);
  if (!row.ok) return err(appErrorOf(row.error));
  if (!row.value?.vault) return err({ type: 'NotCached' });
  const part = await deps.vaultPart();
  if (!part.ok) return part;
  const opened = await part.value.unlock(row.value.vault, passphrase);
  if (!opened.ok) return err(appErrorOf(opened.error));
  await openFor(deps, part.value, row.value, opened.value);
  return ok(undefined);
}

async function openFor(
  deps: AccountDeps,
  part: VaultPart,
  row: ProfessionalRow,
  vault: OpenVault,
): Promise<void> {
  deps.closeSession();
  await enter(deps, row);
  await deps.openSession(part, row, vault);
  deps.persistStorage();
}

/** From now on requests carry this professional's key; another's vault is locked first. */
export async function enter(
  deps: Pick<AccountDeps, 'context' | 'closeSession'>,
  row: ProfessionalRow,
): Promise<void> {
  const { context } = deps;
  if (context.opened() && context.opened()?.row.owner !== row.owner) deps.closeSession();
  if (context.account.row && context.account.row.owner !== row.owner) leave(context);
  const session = row.session ?? undefined;
  context.account.row = row;
  context.account.session = session;
  // an old one is not shown as valid; it is still offered to the server, whose clock is the one that counts
  const fresh = session && session.expiresAt > context.clock.now() ? session : undefined;
  context.view.situations = row.situations ?? [];
  context.view.situation = row.situation ?? undefined;
  context.view.session = fresh && { professional: fresh.professional, expiresAt: fresh.expiresAt };
  context.view.entitlements = session?.entitlements ?? [];
  await showPasskey(context);
  await showVaults(context);
}

/** Nothing of the professional who was signed in stays, on the screens or in memory. */
export function leave({ account, view, memory, transfers }: AppContext): void {
  memory.drop();
  for (const transfer of transfers.values()) transfer.abort();
  account.row = undefined;
  account.session = undefined;
  account.practiceTold = undefined;
  view.session = undefined;
  view.situations = [];
  view.situation = undefined;
  view.entitlements = [];
  view.confidential = undefined;
  view.unreadNotices = 0;
  view.passkeyHere = false;
  view.newDevices = 0;
}

/** `none` where the signed-in professional has no vault here, or nobody has. */
export async function showVaults({ view, device, account, opened }: AppContext): Promise<void> {
  const rows = await device.list();
  const owners = rows.ok ? rows.value.filter((row) => row.vault !== null) : [];
  view.vaults = owners.map(({ owner, name }) => ({ owner, name }));
  const mine = account.row ? owners.some(({ owner }) => owner === account.row?.owner) : owners.length > 0;
  view.vault = opened() ? 'open' : mine ? 'locked' : 'none';
}
