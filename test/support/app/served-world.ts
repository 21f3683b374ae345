import { readDocument } from '#documents/reading/read-document.ts';
import 'fake-indexeddb/auto';
import type { Clock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { vaultTabs } from '#app/browser-ports.ts';
import { err } from '#base/result.ts';
import type { WipeTabs } from '#app/device-acts.ts';
import { systemTimer, type Timer } from '#base/timer.ts';
import type { PasskeyBrowser } from '#app/passkeys.ts';
import type { VaultPasskeys } from '#app/vault-secrets.ts';
import { openDemoDesk } from '#app/demo-desk.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { buildRelais, type BuiltRelais } from '#app/relais.ts';
import type { Notes } from '#app/information-port.ts';
import type { StoragePort } from '#app/storage.ts';
import { isDocumentId, isDossierId, type DeviceId, type DossierId } from '#base/brand.ts';
import { furnish } from '#demo/server/furnish.ts';
import { openWorld } from '#demo/server/world.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { askerOf } from '#server/auth/asker.ts';
import { contentAnswer } from '#server/dossiers/content-answer.ts';
import { exportDossier } from '#server/export/export-dossier.ts';
import { answerTo, callerOrLost, refusal, withNonce } from '#server/endpoint.ts';
import { appRouter } from '#server/router.ts';
import type { ServerConfig } from '#server/config.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { NONCE_PATH, TRPC_PATH, UPLOADS_PATH } from '#wire/endpoints.ts';
import { WIRE_HEADER } from '#wire/version.ts';
import { memoryLock } from '#test/support/sync/memory-ports.ts';
import { startTestServer } from '#test/support/server/test-server.ts';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What stands between app and server. */
export type Network = {
  state: 'up' | 'down' | 'captive';
  requests: string[];
  /** What happens to an answer on its way. */
  onAnswer?: (request: string, answer: Response) => Promise<Response>;
  /** What happens while a request is on its way. */
  onRequest?: (request: string) => Promise<void>;
  /** In the place of what the app sent under these names. */
  headers?: Readonly<Record<string, string>>;
};

export type ServedWorld = Awaited<ReturnType<typeof servedWorld>>;

/** The real server with its demo people, answered in process; `device()` starts an app on a device of its own. */
export async function servedWorld(changes: Partial<ServerConfig> = {}) {
  const { server, clock, stop } = await startTestServer(changes);
  const folder = mkdtempSync(join(tmpdir(), 'relais-world-'));
  const world = await openWorld(folder, clock.now());
  await furnish(server, world);
  const { origin } = server.config;
  return {
    server,
    origin,
    /** What the network gives, for whoever is no app. */
    fetch: serverFetch(server),
    cards: world.cards,
    /** The server's own, which stands still until it is told to move. */
    clock,
    device: (
      network: Network = { state: 'up', requests: [] },
      usb?: USB,
      cards: unknown = world.cards,
      more: Partial<DevicePorts> = {},
    ) =>
      startDevice({
        ...devicePorts,
        // the server stands at a day of its own: an app of another day would hold its sessions for ended
        clock,
        ...more,
        origin,
        fetch: through(network, serverFetch(server)),
        cards,
        network,
        usb,
        wipeTabs: memoryWipeTabs(),
      }),
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type AppDevice = BuiltRelais & {
  network: Network;
  restart(): Promise<AppDevice>;
  /** Another tab of the same browser. */
  secondTab(): Promise<AppDevice>;
  database: DeviceDatabase;
};

/** What a test may bring of its own. */
export type DevicePorts = {
  clock: Clock;
  timer: Timer;
  passkeys: PasskeyBrowser;
  vaultPasskeys: VaultPasskeys;
  /** Name of the device's own database; a new one where there is none. */
  database?: string;
  storage?: StoragePort;
  notes?: Notes;
};

const noPasskeys: PasskeyBrowser = {
  create: async () => err({ type: 'Unavailable' }),
  get: async () => err({ type: 'Unavailable' }),
};
const devicePorts: Omit<DevicePorts, 'clock'> = {
  timer: systemTimer,
  passkeys: noPasskeys,
  vaultPasskeys: {
    create: async () => err({ type: 'Unavailable' }),
    evaluate: async () => err({ type: 'Unavailable' }),
  },
};

async function startDevice(
  given: DevicePorts & {
    origin: string;
    fetch: Fetch;
    cards: unknown;
    network: Network;
    usb: USB | undefined;
    wipeTabs: WipeTabs;
  },
  name = given.database ?? systemRandom.uuid(),
): Promise<AppDevice> {
  const database = new DeviceDatabase(name);
  const built = await buildRelais({
    origin: given.origin,
    fetch: given.fetch,
    clock: given.clock,
    random: systemRandom,
    lock: memoryLock(),
    timer: given.timer,
    tabs: vaultTabs,
    wipeTabs: given.wipeTabs,
    database,
    deviceName: 'Essai',
    demoDesk: await openDemoDesk(() => Promise.resolve(Response.json(given.cards))),
    passkeyBrowser: async () => given.passkeys,
    reader: async () => readDocument,
    vaultPasskeys: async () => given.vaultPasskeys,
    usb: given.usb,
    persistStorage: () => undefined,
    ...(given.storage && { storage: given.storage }),
    ...(given.notes && { notes: given.notes }),
  });
  return {
    ...built,
    network: given.network,
    database,
    secondTab: () => startDevice(given, name),
    restart() {
      built.relais.lockVault();
      return startDevice(given, name);
    },
  };
}

function memoryWipeTabs(): WipeTabs {
  const listeners = new Set<(device: DeviceId) => void>();
  return {
    post: (device) => listeners.forEach((listener) => listener(device)),
    onMessage: (listener) => void listeners.add(listener),
  };
}

const through =
  (network: Network, server: Fetch): Fetch =>
  async (input, init) => {
    const request = `${init?.method ?? 'GET'} ${input instanceof Request ? input.url : input.toString()}`;
    network.requests.push(request);
    await network.onRequest?.(request);
    if (network.state === 'down') throw new TypeError('fetch failed');
    if (network.state === 'captive')
      return new Response('<html>Bienvenue</html>', { headers: { 'content-type': 'text/html' } });
    const answer = await server(input, changed(init, network.headers));
    return network.onAnswer?.(request, answer) ?? answer;
  };

function changed(init: RequestInit | undefined, headers: Network['headers']): RequestInit | undefined {
  if (!headers) return init;
  const sent = new Headers(init?.headers);
  for (const [name, value] of Object.entries(headers)) sent.set(name, value);
  return { ...init, headers: sent };
}

async function exportAnswer(
  server: RelaisServer,
  { url }: Request,
  dossierId: DossierId,
  caller: Parameters<typeof askerOf>[0],
): Promise<Response> {
  const madeFor = new URL(url).searchParams.get('pour') === 'holder' ? 'holder' : 'representative';
  const deps = { ...server, versionKey: server.commands.versionKey, instanceId: server.instance.id };
  const made = await exportDossier(deps, { dossierId, madeFor }, askerOf(caller));
  return made.ok ? new Response(made.value) : refusal('forbidden', made.error);
}

/** The endpoints of routes/api without SvelteKit around them. */
const serverFetch =
  (server: RelaisServer): Fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    // what HTTP adds on its way
    const { body } = init ?? {};
    if (body instanceof Blob) request.headers.set('content-length', String(body.size));
    if (body instanceof Uint8Array) request.headers.set('content-length', String(body.length));
    const { pathname } = new URL(request.url);
    if (pathname === NONCE_PATH)
      return new Response(null, { status: 204, headers: { 'DPoP-Nonce': server.dpop.freshNonce() } });
    if (pathname.startsWith(TRPC_PATH)) {
      const asked = await callerOrLost(server, request);
      return withNonce(
        server,
        asked,
        await fetchRequestHandler({
          endpoint: TRPC_PATH,
          req: request,
          router: appRouter,
          allowMethodOverride: true,
          createContext: () => ({
            server,
            caller: asked,
            wireVersion: Number(request.headers.get(WIRE_HEADER)),
          }),
        }),
      );
    }
    return answerTo({ request, locals: { server }, route: { id: pathname } }, (caller) => {
      if (caller.kind === 'anonymous') return refusal('deviceUnknown');
      const { device, professional } = caller;
      if (pathname.startsWith(UPLOADS_PATH)) return server.uploads.handle(request, { device, professional });
      const exported = /dossiers\/([^/]+)\/export/.exec(pathname)?.[1];
      if (caller.kind === 'session' && exported !== undefined && isDossierId(exported))
        return exportAnswer(server, request, exported, caller);
      const [, dossierId = '', documentId = ''] =
        /dossiers\/([^/]+)\/documents\/([^/]+)\/content/.exec(pathname) ?? [];
      if (caller.kind !== 'session' || !isDossierId(dossierId) || !isDocumentId(documentId))
        return refusal('notFound');
      return contentAnswer(server, request, { dossierId, documentId }, caller);
    });
  };
