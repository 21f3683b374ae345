import { Workbox } from 'workbox-window';

/** What the update prompt needs to know of the service worker. */
export interface WorkerUpdates {
  /** Installs the version that waits and reloads the page once it is in charge. */
  accept(): void;
}

/** The one address that this policy trusts. */
const WORKER_URL = '/service-worker.js';

/**
 * Registers the service worker, which keeps the program on the device. `onwaiting` is called when a new version is
 * ready; it takes over only after `accept`, so that no page loses what it is doing.
 */
export async function registerWorker(onwaiting: (updates: WorkerUpdates) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const workbox = new Workbox(trusted(WORKER_URL));
  workbox.addEventListener('waiting', () => {
    onwaiting({
      accept() {
        workbox.addEventListener('controlling', () => location.reload());
        workbox.messageSkipWaiting();
      },
    });
  });
  // refused or unreachable: the page works from the network, and the next opening tries again
  await workbox.register().catch(() => undefined);
}

/** Where Trusted Types are enforced, a script address must come from a policy named in the CSP. */
function trusted(url: string): string {
  const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
  if (!isPolicyFactory(factory)) return url;
  return factory.createPolicy('relais-workers', { createScriptURL: onlyWorker }).createScriptURL(url);
}

function onlyWorker(url: string): string {
  if (url === WORKER_URL) return url;
  throw new TypeError('not the service worker of Relais');
}

/** Declared here, since the DOM types of the compiler lack it; workbox takes a TrustedScriptURL where it takes text. */
type PolicyFactory = {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
};

const isPolicyFactory = (value: unknown): value is PolicyFactory =>
  typeof value === 'object' && value !== null && 'createPolicy' in value;
