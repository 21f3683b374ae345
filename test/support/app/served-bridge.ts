import { isDeviceId } from '#base/brand.ts';
import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { createBridgeHost, type BridgeHost } from '#bridge/core/host.ts';
import { createPendingApprovals, type PendingApprovals } from '#bridge/core/pending-approvals.ts';
import type { BridgePairing, PairingStore } from '#bridge/core/ports.ts';
import { createStations } from '#bridge/reading/stations.ts';
import { createMemoryCpsCache } from '#cards/cps/card-cache.ts';
import { createLocalStation } from '#cards/local-station.ts';
import { createSimulatedReader, type SimulatedReader } from '#demo/simulated-reader.ts';
import { generateChannelKeys } from '#wire/bridge-channel/keys.ts';
import { createDpopFetch, keyThumbprint, type Fetch } from '#wire/client/dpop-fetch.ts';
import { createRelayClient } from '#wire/client/relay-client.ts';
import { systemTimer } from '#base/timer.ts';
import { until } from '#test/support/bridge/manual-time.ts';

/** A real bridge over the relay of a served world, with a simulated reader. */
export type ServedBridge = {
  host: BridgeHost;
  reader: SimulatedReader;
  approvals: PendingApprovals;
  /** A new link's fragment. */
  offer(): Promise<string>;
};

export async function servedBridge({
  fetch,
  origin,
}: {
  fetch: Fetch;
  origin: string;
}): Promise<ServedBridge> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const address = await keyThumbprint(keys);
  if (!isDeviceId(address)) throw new Error('a thumbprint');
  const identity = () => ({ keys, token: undefined });
  const relay = createRelayClient({ fetch: createDpopFetch({ fetch, origin, identity }), origin });
  const reader = createSimulatedReader({ name: 'Lecteur du cabinet' });
  const approvals = createPendingApprovals();
  const cache = createMemoryCpsCache();
  let pinned: string | null = null;
  const instanceId = async () => pinned ?? '';
  const host = createBridgeHost({
    relay,
    keys: await generateChannelKeys(),
    address,
    origin,
    bridgeName: 'Cabinet',
    server: {
      instanceId: () => pinned,
      isOurs: async (instanceId) => (pinned ??= instanceId) === instanceId,
    },
    stations: createStations({ list: () => [reader], onChange: () => () => undefined }, (each, id) =>
      createLocalStation({ id, reader: each, kind: 'simulated', cache, origin, instanceId }),
    ),
    pairings: memoryPairings(),
    approvals,
    clock: systemClock,
    timer: systemTimer,
    random: systemRandom,
    networkMark: () => '',
    onNotice: () => undefined,
  });
  host.start();
  await until(() => host.serverState() === 'listening');
  return {
    host,
    reader,
    approvals,
    offer: async () => unwrap(await host.openOffer()).link.split('#')[1] ?? '',
  };
}

function memoryPairings(): PairingStore {
  const all = new Map<string, BridgePairing>();
  return {
    list: () => [...all.values()],
    find: (address) => all.get(address),
    put: async (pairing) => void all.set(pairing.address, pairing),
    remove: async (address) => void all.delete(address),
  };
}
