/** What the service worker is registered for, and calls the open pages with (service-worker.ts). */
export const OUTBOX_TAG = 'relais-outbox';

/** One registration of the service worker; `sync` where the browser has Background Sync. */
type Registration = { readonly scope?: string; readonly sync?: { register(tag: string): Promise<void> } };
export type WorkerPort = { readonly ready: Promise<Registration> };

/**
 * Asks to be woken when the network comes back. Beside the outbox's own retry, never instead of it: the browser fires
 * on offline → online only, and a locked or closed app has nothing that it could send.
 */
export async function askToBeWoken(worker: WorkerPort | undefined): Promise<void> {
  try {
    await (await worker?.ready)?.sync?.register(OUTBOX_TAG);
  } catch {
    // not allowed here
  }
}

/** The pages of this app that the service worker sees, hidden ones too. */
export type PagesPort = {
  matchAll(options: { type: 'window' }): Promise<readonly { postMessage(message: unknown): void }[]>;
};

/**
 * In the service worker, when the network came back. What waits is sealed under a key that only an unlocked page has: all
 * that can be done there is to call the pages that are open. Without one it goes after the next unlock, as is said
 * everywhere.
 */
export async function callPages(clients: PagesPort): Promise<void> {
  for (const page of await clients.matchAll({ type: 'window' })) page.postMessage({ type: OUTBOX_TAG });
}

/** Whether the service worker says that the network is back. */
export const isWakeUp = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === OUTBOX_TAG;
