/**
 * The one policy of Trusted Types for addresses of scripts that we start ourselves: the service worker, and the workers
 * among our own built files. Any other address throws, so that nothing received can ever name a script.
 */
export function trustedScriptUrl(url: string): string {
  return policy()?.createScriptURL(url) ?? onlyOurs(url);
}

/** Of the whole origin, with no way to name another host. */
const OURS = /^\/(service-worker\.js|_app\/immutable\/[\w/-]+(\.[\w-]+)*\.m?js)$/;
/** Where the development server hands out files of packages. */
const IN_DEVELOPMENT = /^\/(@fs\/|node_modules\/|src\/)/;

export function onlyOurs(url: string): string {
  if (OURS.test(url) || (import.meta.env.DEV && IN_DEVELOPMENT.test(url))) return url;
  throw new TypeError('not a script of Relais');
}

type Policy = { createScriptURL(url: string): string };

/** A name can be taken once per page: the policy is kept on the factory's side of the door, and made on first use. */
const made = new WeakMap<PolicyFactory, Policy>();

function policy(): Policy | undefined {
  const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
  if (!isPolicyFactory(factory)) return undefined;
  const known = made.get(factory);
  if (known) return known;
  const created = factory.createPolicy('relais-workers', { createScriptURL: onlyOurs });
  made.set(factory, created);
  return created;
}

/** Declared here, since the DOM types of the compiler lack it; a TrustedScriptURL goes where text is expected. */
type PolicyFactory = {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy;
};

const isPolicyFactory = (value: unknown): value is PolicyFactory =>
  typeof value === 'object' && value !== null && 'createPolicy' in value;
