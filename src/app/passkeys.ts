import type { PsIdNat } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { StoreError } from '#store/errors.ts';
import type { RemoteError } from '#sync/ports.ts';
import type { FreshProof } from '#wire/emergency.ts';
import type { AssertionOptions, registerPasskeyInput, RegistrationOptions } from '#wire/passkeys.ts';
import type { infer as Infer } from 'zod/mini';
import type { AppError } from './port.ts';

/** What passkeys need of the server; part of `Api`. */
export type PasskeyApi = {
  passkeyRegistration(): Answer<RegistrationOptions>;
  registerPasskey(input: PasskeyRegistration): Answer<unknown>;
  removePasskey(credentialId: string): Answer<unknown>;
  passkeyChallenge(): Answer<AssertionOptions>;
};
type Answer<T> = Promise<Result<T, RemoteError>>;
export type PasskeyRegistration = Infer<typeof registerPasskeyInput>;

/** Why a browser gave nothing. `Known`: the authenticator at hand holds one of this professional already. */
export type BrowserProblem = { type: 'Unavailable' } | { type: 'Cancelled' } | { type: 'Known' };

/** The browser's own dialogue with an authenticator (app/browser-passkeys.ts). */
export interface PasskeyBrowser {
  create(options: RegistrationOptions): Promise<Result<Omit<PasskeyRegistration, 'name'>, BrowserProblem>>;
  get(options: AssertionOptions): Promise<Result<PasskeyProof['assertion'], BrowserProblem>>;
}
export type PasskeyProof = Extract<FreshProof, { kind: 'passkey' }>;

/** What this device remembers (store/passkey-repository.ts): where it is true, a passkey is offered first. */
export interface PasskeysHere {
  isHere(owner: PsIdNat): Promise<Result<boolean, StoreError>>;
  note(owner: PsIdNat, credentialId: string): Promise<Result<void, StoreError>>;
  forget(owner: PsIdNat, credentialId: string): Promise<Result<void, StoreError>>;
  forgetAll(owner: PsIdNat): Promise<Result<void, StoreError>>;
}

export type PasskeyDeps = {
  /** The signed-in professional. */
  owner: PsIdNat;
  /** `(question) => askForPage(context, question)`. */
  ask<T>(question: (api: PasskeyApi) => Answer<T>): Promise<Result<T, AppError>>;
  /** Comes late: the first screen does without. */
  browser(): Promise<Result<PasskeyBrowser, { type: 'Unreachable' }>>;
  here: PasskeysHere;
};

/**
 * Makes a passkey for the signed-in professional on the authenticator that they choose. Done as well where that one holds
 * a passkey of theirs already: what was wanted is there, under the name that it had.
 */
export async function registerPasskey(deps: PasskeyDeps, name: string): Promise<Result<void, AppError>> {
  const options = await deps.ask((api) => api.passkeyRegistration());
  if (!options.ok) return options;
  const browser = await deps.browser();
  if (!browser.ok) return err({ type: 'Offline' });
  const made = await browser.value.create(options.value);
  if (!made.ok && made.error.type === 'Known') return knownHere(deps, options.value);
  if (!made.ok) return err(appErrorOfBrowser(made.error));
  const kept = await deps.ask((api) => api.registerPasskey({ ...made.value, name }));
  if (!kept.ok) return kept;
  // it works whether or not this device remembers it
  await deps.here.note(deps.owner, made.value.id);
  return ok(undefined);
}

/** Of several the browser does not tell which one it found: the first proof will. */
async function knownHere(
  { here, owner }: PasskeyDeps,
  { excludeCredentials: [first, ...others] }: RegistrationOptions,
): Promise<Result<void, AppError>> {
  if (first !== undefined && others.length === 0) await here.note(owner, first);
  return ok(undefined);
}

/** A fresh proof of who asks, for one use within two minutes. The server says whether it holds, where it is presented. */
export async function provePasskey(deps: PasskeyDeps): Promise<Result<PasskeyProof, AppError>> {
  const options = await deps.ask((api) => api.passkeyChallenge());
  if (!options.ok) return options;
  const { allowCredentials } = options.value;
  if (allowCredentials.length === 0) {
    await deps.here.forgetAll(deps.owner);
    return err({ type: 'PasskeyUnavailable' });
  }
  const browser = await deps.browser();
  if (!browser.ok) return err({ type: 'Offline' });
  const assertion = await browser.value.get(options.value);
  if (!assertion.ok) return err(appErrorOfBrowser(assertion.error));
  await deps.here.note(deps.owner, assertion.value.id);
  return ok({ kind: 'passkey', assertion: assertion.value });
}

/** The server forgets it; the authenticator keeps a key that opens nothing any more. */
export async function removePasskey(
  deps: PasskeyDeps,
  credentialId: string,
): Promise<Result<void, AppError>> {
  const gone = await deps.ask((api) => api.removePasskey(credentialId));
  const unknown = !gone.ok && gone.error.type === 'Server' && gone.error.code === 'notFound';
  if (!gone.ok && !unknown) return gone;
  await deps.here.forget(deps.owner, credentialId);
  return gone.ok ? ok(undefined) : gone;
}

const appErrorOfBrowser = ({ type }: BrowserProblem): AppError =>
  type === 'Cancelled' ? { type: 'PasskeyCancelled' } : { type: 'PasskeyUnavailable' };
