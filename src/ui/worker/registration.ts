import { Workbox } from 'workbox-window';
import { trustedScriptUrl } from '../trusted-types.ts';

/** What the update prompt needs to know of the service worker. */
export interface WorkerUpdates {
  /** Installs the version that waits and reloads the page once it is in charge. */
  accept(): void;
}

const WORKER_URL = '/service-worker.js';

/**
 * Registers the service worker, which keeps the program on the device. `onwaiting` is called when a new version is
 * ready; it takes over only after `accept`, so that no page loses what it is doing.
 */
export async function registerWorker(onwaiting: (updates: WorkerUpdates) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const workbox = new Workbox(trustedScriptUrl(WORKER_URL));
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
