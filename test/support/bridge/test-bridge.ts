import type { DeviceId } from '#base/brand.ts';
import { sha256, toBase64Url, utf8 } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { createBridgeHost, type BridgeHost, type HostDeps } from '#bridge/core/host.ts';
import { createPendingApprovals, type PendingApprovals } from '#bridge/core/pending-approvals.ts';
import type { BridgePairing, Notice, PairingStore, PinScreen } from '#bridge/core/ports.ts';
import { createStations } from '#bridge/reading/stations.ts';
import type { CardReader } from '#cards/channel.ts';
import { createMemoryCpsCache } from '#cards/cps/card-cache.ts';
import { createLocalStation } from '#cards/local-station.ts';
import type { CardStation } from '#cards/station.ts';
import { createSimulatedReader, type SimulatedReader } from '#demo/simulated-reader.ts';
import { generateChannelKeys } from '#wire/bridge-channel/keys.ts';
import { createManualTime, settle, until, type ManualTime } from './manual-time.ts';
import { createMemoryRelay, type MemoryRelay } from './memory-relay.ts';
import { createTestApp, type TestApp } from './test-app.ts';

export const ORIGIN = 'https://relais.example';

/** A bridge over a relay in memory, with a simulated reader and time that stands. */
export interface TestBridge {
  readonly host: BridgeHost;
  readonly relay: MemoryRelay;
  readonly reader: SimulatedReader;
  readonly readers: CardReader[];
  readonly approvals: PendingApprovals;
  readonly notices: Notice[];
  readonly time: ManualTime;
  readonly pairings: PairingStore;
  readonly address: DeviceId;
  /** An app of this name, not yet paired. */
  readonly app: (name?: string, more?: { origin?: string; version?: number }) => Promise<TestApp>;
  /** An app that is paired already. */
  readonly pairedApp: (name?: string) => Promise<TestApp>;
  /** Answers the next question with this, as soon as it is asked. */
  readonly answerNext: (outcome: 'accepted' | 'declined') => Promise<void>;
}

export async function createTestBridge(
  more: Partial<HostDeps> & {
    readonly pinScreen?: PinScreen;
    readonly wrap?: (station: CardStation) => CardStation;
  } = {},
): Promise<TestBridge> {
  const relay = createMemoryRelay();
  const time = createManualTime();
  const reader = createSimulatedReader({ name: 'Lecteur' });
  const readers: CardReader[] = [reader];
  const approvals = createPendingApprovals();
  const notices: Notice[] = [];
  const pairings = memoryPairings();
  const address = await addressOf('bridge');
  const cache = createMemoryCpsCache();
  const wrap = more.wrap ?? ((station) => station);
  let pinned: string | null = null;
  const host = createBridgeHost({
    relay: relay.client(address),
    keys: await generateChannelKeys(),
    address,
    origin: ORIGIN,
    bridgeName: 'Cabinet',
    server: {
      instanceId: () => pinned,
      isOurs: async (instanceId) => (pinned ??= instanceId) === instanceId,
    },
    stations: createStations({ list: () => readers, onChange: () => () => undefined }, (each, id) =>
      wrap(
        createLocalStation({
          id,
          reader: each,
          kind: 'simulated',
          cache,
          origin: ORIGIN,
          instanceId: async () => pinned ?? '',
        }),
      ),
    ),
    pairings,
    approvals,
    clock: time.clock,
    timer: time.timer,
    random: systemRandom,
    networkMark: () => '',
    onNotice: (notice) => notices.push(notice),
    ...more,
  });
  host.start();
  await until(() => host.serverState() === 'listening');
  await settle();

  const app = async (name = 'Tablette', { origin = ORIGIN, version = 1 } = {}): Promise<TestApp> => {
    const appAddress = await addressOf(name);
    return createTestApp({ relay: relay.client(appAddress), address: appAddress, origin, name, version });
  };
  return {
    host,
    relay,
    reader,
    readers,
    approvals,
    notices,
    time,
    pairings,
    address,
    app,
    async pairedApp(name) {
      const paired = await app(name);
      await paired.pair(unwrap(await host.openOffer()).link);
      return paired;
    },
    async answerNext(outcome) {
      await until(() => approvals.waiting().length > 0);
      for (const { digits } of approvals.waiting()) approvals.answer(digits, outcome);
    },
  };
}

/** Anything of the form of a thumbprint. */
export const addressOf = async (name: string): Promise<DeviceId> =>
  toBase64Url(await sha256(utf8(name))) as DeviceId;

function memoryPairings(): PairingStore {
  let all: readonly BridgePairing[] = [];
  return {
    list: () => all,
    find: (address) => all.find((one) => one.address === address),
    async put(pairing) {
      all = [...all.filter(({ address }) => address !== pairing.address), pairing];
    },
    async remove(address) {
      all = all.filter((one) => one.address !== address);
    },
  };
}
