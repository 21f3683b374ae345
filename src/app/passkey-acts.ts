import { err, type Result } from '#base/result.ts';
import { askForPage, type AppContext } from './context.ts';
import { loadLate } from './load-late.ts';
import type * as passkeys from './passkeys.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';

type Acts = Pick<Relais, 'passkeys' | 'registerPasskey' | 'removePasskey'> & {
  provePasskey: () => Promise<Result<passkeys.PasskeyProof, AppError>>;
};

export type PasskeyActDeps = {
  context: AppContext;
  browser: () => Promise<passkeys.PasskeyBrowser>;
};

/** The acts of passkeys for whoever is signed in; that part of the program comes with the first of them. */
export function passkeyActs({ context, browser }: PasskeyActDeps): Acts {
  async function act<T>(
    run: (part: typeof passkeys, deps: passkeys.PasskeyDeps) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    const { row, session } = context.account;
    if (!row || !session) return err({ type: 'Server', code: 'sessionMissing' });
    const part = await loadLate(() => import('./passkeys.ts'));
    if (!part.ok) return err(appErrorOf(part.error));
    const done = await run(part.value, {
      owner: row.owner,
      ask: (question) => askForPage(context, question),
      browser: () => loadLate(browser),
      here: context.passkeysHere,
    });
    await showPasskey(context);
    return done;
  }

  return {
    passkeys: () => askForPage(context, (api) => api.passkeys()),
    registerPasskey: (name) => act((part, deps) => part.registerPasskey(deps, name)),
    removePasskey: (credentialId) => act((part, deps) => part.removePasskey(deps, credentialId)),
    provePasskey: () => act((part, deps) => part.provePasskey(deps)),
  };
}

/** Whether a passkey of whoever is signed in was seen to work here. */
export async function showPasskey({ account, view, passkeysHere }: AppContext): Promise<void> {
  const owner = account.row?.owner;
  const found = owner === undefined ? undefined : await passkeysHere.isHere(owner);
  if (account.row?.owner === owner) view.passkeyHere = found?.ok === true && found.value;
}
