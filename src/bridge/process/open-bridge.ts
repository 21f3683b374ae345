import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DeviceId } from '#base/brand.ts';
import { systemTimer } from '#base/timer.ts';
import { createLocalStation } from '#cards/local-station.ts';
import { createDpopFetch, keyThumbprint } from '#wire/client/dpop-fetch.ts';
import { createRelayClient } from '#wire/client/relay-client.ts';
import { rm } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { BridgeConfig } from '../config.ts';
import { createBridgeHost, type BridgeHost } from '../core/host.ts';
import { createPendingApprovals, type PendingApprovals } from '../core/pending-approvals.ts';
import type { Notice, PinScreen } from '../core/ports.ts';
import type { ReaderSource } from '../reading/reader-source.ts';
import { createStations } from '../reading/stations.ts';
import { createCardCache } from '../state/card-cache.ts';
import { openControlToken } from '../state/control-token.ts';
import { makePrivateFolder, type StateError } from '../state/files.ts';
import { openIdentity } from '../state/identity.ts';
import { openPairingStore } from '../state/pairings.ts';
import { openPinnedServer } from '../state/pinned-server.ts';
import { createCommands } from './commands.ts';
import { serveControl, type ControlError, type ControlHandler } from './control.ts';
import { controlPath, isControlPathUsable } from './control-path.ts';

export interface RunningBridge {
  readonly host: BridgeHost;
  readonly approvals: PendingApprovals;
  stop(): Promise<void>;
}

export type OpenError = StateError | ControlError;

export interface OpenBridgeDeps {
  readonly config: BridgeConfig;
  readonly source: ReaderSource;
  /** Of the stations: `simulated` in the demonstration. */
  readonly kind: 'usb' | 'simulated';
  readonly pinScreen: PinScreen | undefined;
  readonly onNotice: (notice: Notice) => void;
  readonly onStateFailure: (error: StateError) => void;
  readonly commands?: ControlHandler | undefined;
}

/** Builds the bridge over the folder, the server and the readers that are real, and starts it. */
export async function openBridge(deps: OpenBridgeDeps): Promise<Result<RunningBridge, OpenError>> {
  const { config, source } = deps;
  const state = await openState(config, deps.onStateFailure);
  if (!state.ok) return state;
  const { identity, pairings, server, token, path } = state.value;
  const address = await addressOf(identity.relay);
  const dpopFetch = createDpopFetch({
    fetch: (input, init) => fetch(input, init),
    origin: config.origin,
    identity: () => ({ keys: identity.relay, token: undefined }),
  });
  const approvals = createPendingApprovals();
  const cache = createCardCache(config.stateFolder);
  const host = createBridgeHost({
    relay: createRelayClient({ fetch: dpopFetch, origin: config.origin, sendOrigin: true }),
    keys: identity.channel,
    address,
    origin: config.origin,
    bridgeName: config.name,
    server,
    stations: createStations(source, (reader, id) =>
      createLocalStation({
        id,
        reader,
        kind: deps.kind,
        cache,
        origin: config.origin,
        instanceId: async () => server.instanceId() ?? undefined,
      }),
    ),
    pairings,
    approvals,
    pinScreen: deps.pinScreen,
    clock: systemClock,
    timer: systemTimer,
    random: systemRandom,
    networkMark,
    onNotice: deps.onNotice,
  });
  const handler = createCommands({ host, approvals, origin: config.origin, more: deps.commands });
  const control = await serveControl({ path, token }, handler);
  if (!control.ok) return control;
  host.start();
  return ok({
    host,
    approvals,
    async stop() {
      host.stop();
      await Promise.all([control.value.close(), source.close()]);
    },
  });
}

async function openState(config: BridgeConfig, onFailure: (error: StateError) => void) {
  const folder = config.stateFolder;
  const path = controlPath(folder, process.platform);
  if (!isControlPathUsable(path, process.platform)) return err({ type: 'ControlUnusable' } as const);
  const made = await makePrivateFolder(folder);
  if (!made.ok) return made;
  const server = await openPinnedServer(folder, config.origin);
  if (!server.ok) return server;
  const identity = await openIdentity(folder);
  if (!identity.ok) return identity;
  const pairings = await openPairingStore(folder, onFailure);
  if (!pairings.ok) return pairings;
  const token = await openControlToken(folder, systemRandom);
  if (!token.ok) return token;
  return ok({
    server: server.value,
    identity: identity.value,
    pairings: pairings.value,
    token: token.value,
    path,
  });
}

/** The files that tie a folder to its server; the cards read stay. */
export async function forgetServer(folder: string): Promise<void> {
  for (const file of ['server.json', 'identity.json', 'pairings.json'])
    await rm(join(folder, file), { force: true });
}

async function addressOf(keys: CryptoKeyPair): Promise<DeviceId> {
  // a thumbprint is what a DeviceId is (RFC 7638)
  return (await keyThumbprint(keys)) as DeviceId;
}

const networkMark = (): string =>
  Object.values(networkInterfaces())
    .flatMap(
      (addresses) => addresses?.filter(({ internal }) => !internal).map(({ address }) => address) ?? [],
    )
    .sort()
    .join(' ');
