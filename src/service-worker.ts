/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { callPages, OUTBOX_TAG } from '#app/background-sync.ts';
import { answerPage, holdSharedFiles, RECEIVE_PATH } from '#app/shared-files.ts';
import { systemTimer } from '#base/timer.ts';

/**
 * Keeps the program, and nothing else, on the device: no answer of the server is ever cached here, and a file that is
 * shared with the app passes through its memory alone (app/shared-files.ts). Every page is the same shell. A new version waits until the person accepts it (ui/worker/registration.ts), or until the last page is
 * closed; the version in charge never changes under an open page.
 */
declare const self: ServiceWorkerGlobalScope;
declare global {
  interface ServiceWorkerGlobalScopeEventMap {
    /** Background Sync, where the browser has it. */
    sync: ExtendableEvent & { readonly tag: string };
  }
}

/** Asked for by crawlers and by the browser itself, never by a page. */
const NOT_KEPT = new Set(['/robots.txt']);

/** Needed with a network only: the code of a paper is read to open a dossier on the server. */
const isNeededOffline = (url: string): boolean => !/zxing_reader[^/]*\.wasm$/.test(url);

precacheAndRoute([
  // names of built files hold their hash
  ...build.filter(isNeededOffline).map((url) => ({ url, revision: null })),
  ...files.filter((url) => !NOT_KEPT.has(url)).map((url) => ({ url, revision: version })),
  { url: '/shell', revision: version },
]);
cleanupOutdatedCaches();

// the page that brought the first one ever is its too: it opens offline at once, and a newer version has to wait for it
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/shell'), { denylist: [/^\/api(\/|$)/, /^\/demo(\/|$)/] }),
);

const shared = holdSharedFiles(systemTimer);
registerRoute(
  ({ url }) => url.pathname === RECEIVE_PATH,
  ({ request }) => shared.receive(request),
  'POST',
);

self.addEventListener('message', (event) => {
  answerPage(event, shared);
  if (isSkipWaiting(event.data)) void self.skipWaiting();
});

self.addEventListener('sync', (event) => {
  if (event.tag === OUTBOX_TAG) event.waitUntil(callPages(self.clients));
});

const isSkipWaiting = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING';
