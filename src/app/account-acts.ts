import type { PsIdNat } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { utf8 } from '#base/bytes.ts';
import type { Pin } from '#cards/station.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { chooseSituation, noteSituations } from './practice.ts';
import { askOnce, endSession, type AppContext } from './context.ts';
import { loadLate } from './load-late.ts';
import type { LateDesk } from './late-desk.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { SignedIn, SignInDeps } from './sign-in.ts';
import { appErrorOfStation } from './station-problem.ts';
import type { VaultPart } from './vault-part.ts';

type Acts = Pick<
  Relais,
  'readVitale' | 'signIn' | 'chooseSituation' | 'signOut' | 'createVault' | 'unlockVault' | 'lockVault'
>;

export type AccountDeps = {
  context: AppContext;
  signInDeps: SignInDeps;
  desk: LateDesk;
  /** Which server a card signs for may not be what it was. */
  forgetServer(): void;
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
      return ok(done.value.session.professional);
    },

    chooseSituation: (situation) => chooseSituation(context, situation),

    async signOut() {
      if (context.account.session) await askOnce(context, (api) => api.signOut());
      await endSession(context);
      deps.closeSession();
      context.account.row = undefined;
      context.account.session = undefined;
      context.view.session = undefined;
      context.view.situations = [];
      context.view.situation = undefined;
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
      deps.closeSession();
    },
  };
}

/** The digits become bytes at once, which are wiped whatever happens. */
async function signInWithCard(
  deps: AccountDeps,
  pin: string | undefined,
): Promise<Result<SignedIn, AppError>> {
  const code: Pin = pin === undefined ? 'atStation' : utf8(pin);
  try {
    return await presentCode(deps, code);
  } finally {
    if (code !== 'atStation') code.fill(0);
  }
}

async function presentCode(deps: AccountDeps, code: Pin): Promise<Result<SignedIn, AppError>> {
  const desk = await deps.desk.open();
  if (!desk.ok) return desk;
  const part = await loadLate(() => import('./sign-in.ts'));
  if (!part.ok) return err(appErrorOf(part.error));
  const card = await desk.value.presentedCard();
  if (!card.ok) return err(appErrorOfStation(card.error));
  const done = await part.value.signIn(deps.signInDeps, card.value, code);
  desk.value.loginDone(card.value, done.ok ? undefined : done.error);
  if (!done.ok && done.error.type === 'Server') deps.forgetServer();
  return done;
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
  const session = row.session ?? undefined;
  context.account.row = row;
  context.account.session = session;
  // an old one is not shown as valid; it is still offered to the server, whose clock is the one that counts
  const fresh = session && session.expiresAt > context.clock.now() ? session : undefined;
  context.view.situations = row.situations ?? [];
  context.view.situation = row.situation ?? undefined;
  context.view.session = fresh && { professional: fresh.professional, expiresAt: fresh.expiresAt };
  await showVaults(context);
}

/** `none` where the signed-in professional has no vault here, or nobody has. */
export async function showVaults({ view, device, account, opened }: AppContext): Promise<void> {
  const rows = await device.list();
  const owners = rows.ok ? rows.value.filter((row) => row.vault !== null) : [];
  view.vaults = owners.map(({ owner, name }) => ({ owner, name }));
  const mine = account.row ? owners.some(({ owner }) => owner === account.row?.owner) : owners.length > 0;
  view.vault = opened() ? 'open' : mine ? 'locked' : 'none';
}
