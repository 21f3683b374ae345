import { err, ok, type Result } from '#base/result.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { chooseSituation, noteSituations } from './practice.ts';
import { askOnce, endSession, type AppContext } from './context.ts';
import { loadLate } from './load-late.ts';
import type { LateDesk } from './late-desk.ts';
import type { PresentedCard } from './card-login.ts';
import { showPasskey } from './passkey-acts.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { SignedIn, SignInDeps } from './sign-in.ts';
import { lockingOf, vaultDesk } from './vault-desk.ts';
import type { VaultPart } from './vault-part.ts';
import type { LockReason } from './vault-port.ts';
import { withCode, type CodeDeps } from './with-code.ts';

type Acts = Pick<
  Relais,
  | 'readVitale'
  | 'signIn'
  | 'chooseSituation'
  | 'signOut'
  | 'createVault'
  | 'unlockVault'
  | 'lockVault'
  | 'vault'
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
  /** `because` where it is a lock, which all tabs follow; `quietly`: they do, and this one has its own way on. */
  closeSession(because?: LockReason | 'quietly'): void;
  /** The last sign-in was with a card that may be taken out. */
  cardSignedIn(card: PresentedCard | undefined): void;
  lockingChanged(): void;
  /** This tab holds a vault in memory alone from now on, and lets go of it. */
  passing: { begin(vaultId: string): void; end(): void };
  persistStorage(): void;
};

export function accountActs(deps: AccountDeps): Acts {
  const { context } = deps;
  const vault = vaultDesk({
    ...deps,
    openFor: (part, row, opened) => openFor(deps, part, row, opened),
    beginPassing: (vaultId) => deps.passing.begin(vaultId),
  });
  return {
    vault,

    async readVitale() {
      const desk = await deps.desk.open();
      return desk.ok ? desk.value.readVitale() : err({ type: 'RelayAway' });
    },

    async signIn(pin) {
      let card: PresentedCard | undefined;
      const done = await signInWithCard(deps, pin, (used) => (card = used));
      if (!done.ok) {
        if (done.error.type === 'Offline') context.view.online = false;
        return done;
      }
      context.view.online = true;
      await enter(deps, await noteSituations(context.device, done.value));
      deps.cardSignedIn(card);
      context.opened()?.engine.wake();
      deps.contact();
      return ok(done.value.session.professional);
    },

    async chooseSituation(situation) {
      const chosen = await chooseSituation(context, situation);
      if (chosen.ok) deps.contact();
      return chosen;
    },

    signOut: () => signOut(deps),

    async createVault(passphrase) {
      const { row, session } = context.account;
      if (!row || !session) return err({ type: 'Server', code: 'sessionMissing' });
      const part = await deps.vaultPart();
      if (!part.ok) return part;
      const made = await part.value.ways.create(passphrase);
      if (!made.ok) return err(appErrorOf(made.error));
      const kept = await context.device.setVault(row.owner, made.value.record);
      if (!kept.ok) return err(appErrorOf(kept.error));
      if (!kept.value) {
        // another tab made one meanwhile: that one is to be unlocked
        await showVaults(context);
        return err({ type: 'StorageFailed' });
      }
      await openFor(deps, part.value, { ...row, vault: made.value.record }, made.value.vault);
      return ok(undefined);
    },

    unlockVault: (owner, passphrase) => vault.unlock(owner, { kind: 'passphrase', passphrase }),

    lockVault() {
      if (context.view.passing) return void signOut(deps);
      context.memory.drop();
      deps.closeSession('button');
    },
  };
}

async function signOut(deps: AccountDeps): Promise<void> {
  const { context } = deps;
  context.memory.drop();
  const passing = context.view.passing ? context.opened()?.row : undefined;
  // blank first: the server may take its time
  if (passing) deps.closeSession('button');
  if (context.account.session) await askOnce(context, (api) => api.signOut());
  await endSession(context);
  deps.closeSession('quietly');
  deps.cardSignedIn(undefined);
  if (passing) await leavePassing(deps, passing);
  leave(context);
  deps.desk.ifOpen((desk) => desk.look());
  await showVaults(context);
}

async function signInWithCard(
  deps: AccountDeps,
  pin: string | undefined,
  signedIn: (card: PresentedCard) => void,
): Promise<Result<SignedIn, AppError>> {
  const part = await loadLate(() => import('./sign-in.ts'));
  if (!part.ok) return err(appErrorOf(part.error));
  return withCode(deps, pin, async (card, code) => {
    const done = await part.value.signIn(deps.signInDeps, card, code);
    if (done.ok) signedIn(card);
    return done;
  });
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
  if (context.opened() && context.opened()?.row.owner !== row.owner) deps.closeSession('quietly');
  if (context.account.row && context.account.row.owner !== row.owner) leave(context);
  const session = row.session ?? undefined;
  context.account.row = row;
  context.account.session = session;
  // an old one is not shown as valid; it is still offered to the server, whose clock is the one that counts
  const fresh = session && session.expiresAt > context.clock.now() ? session : undefined;
  context.view.locking = lockingOf(row);
  context.view.situations = row.situations ?? [];
  context.view.situation = row.situation ?? undefined;
  context.view.session = fresh && { professional: fresh.professional, expiresAt: fresh.expiresAt };
  context.view.entitlements = session?.entitlements ?? [];
  await showPasskey(context);
  await showVaults(context);
}

/** Nothing of them stays on a shared workstation. */
async function leavePassing({ context, passing }: AccountDeps, row: ProfessionalRow): Promise<void> {
  const part = await loadLate(() => import('./passing.ts'));
  // where that part cannot be had, the next start does it
  if (part.ok) await part.value.removePassing(context, row);
  passing.end();
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
