import { Workbox } from 'workbox-window';
import { trustedScriptUrl } from '#app/trusted-types.ts';

/** What the update prompt needs to know of the service worker. */
export interface WorkerUpdates {
  /** Installs the version that waits, and reloads the page once it is in charge; answers only where that fails. */
  accept(): Promise<void>;
}

export type WorkerListener = {
  /** A new version is ready; it takes over only after `accept`, so that no page loses what it is doing. */
  onwaiting: (updates: WorkerUpdates) => void;
  /** It took over, because another page accepted it: this page still runs the old code. */
  onreplaced: () => void;
};

const WORKER_URL = '/service-worker.js';
/** A page that stays open is never navigated: the browser would not look for a newer version by itself; ms. */
const LOOK_MS = 60 * 60_000;
/** A version that has not taken over by then does not; ms. */
const PATIENCE_MS = 10_000;

/** Registers the service worker, which keeps the program on the device. */
export async function registerWorker({ onwaiting, onreplaced }: WorkerListener): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const workers = navigator.serviceWorker;
  const workbox = new Workbox(trustedScriptUrl(WORKER_URL));
  let accepted = false;
  // the first one ever takes charge of a page that runs its very code
  let controlled = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    if (controlled && !accepted) onreplaced();
    controlled = true;
  });
  workbox.addEventListener('waiting', () => {
    onwaiting({
      accept: () =>
        new Promise((resolve) => {
          accepted = true;
          workers.addEventListener('controllerchange', () => location.reload(), { once: true });
          workbox.messageSkipWaiting();
          setTimeout(() => {
            accepted = false;
            resolve();
          }, PATIENCE_MS);
        }),
    });
  });
  // refused or unreachable: the page works from the network, and the next opening tries again
  const registration = await workbox.register().catch(() => undefined);
  if (registration) lookForNewer(registration);
}

/** Every hour, when the page is looked at again, and when the network is back. */
function lookForNewer(registration: ServiceWorkerRegistration): void {
  const look = (): void => void registration.update().catch(() => undefined);
  setInterval(look, LOOK_MS);
  addEventListener('online', look);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look();
  });
}
