import type { DeviceId } from '#base/brand.ts';
import { sha256, toBase64Url, type Bytes } from '#base/bytes.ts';
import { err, ok } from '#base/result.ts';
import type { RelayClient, RelayError } from '#wire/client/relay-client.ts';
import type { RelayEvent } from '#wire/relay.ts';

type Side = { onEvent(event: RelayEvent): void; onDown(error: RelayError): void };
type Frame = { readonly from: DeviceId; readonly to: DeviceId; readonly bytes: Bytes };

/** A relay in memory, by the rules of `wire/relay.ts`, whose frames a test can look at, change, hold back or repeat. */
export interface MemoryRelay {
  client(address: DeviceId): RelayClient;
  /** All frames that it saw. */
  readonly seen: Frame[];
  /** What becomes of a frame on its way; delivered as it is where absent. */
  meddle(how: ((frame: Frame) => readonly Bytes[]) | undefined): void;
  /** Says something to one side. */
  tell(address: DeviceId, event: RelayEvent): void;
  /** Hands on a frame that nobody sent. */
  inject(frame: Frame): void;
  pairings(): readonly (readonly [bridge: DeviceId, app: DeviceId])[];
  /** Every stream falls, offers are forgotten, calls fail until it is up again. */
  setUp(up: boolean): void;
  setInstance(instanceId: string): void;
}

export function createMemoryRelay(): MemoryRelay {
  const sides = new Map<DeviceId, Side>();
  const offers = new Map<DeviceId, { hash: string; taker: DeviceId | undefined }>();
  let pairs: (readonly [bridge: DeviceId, app: DeviceId])[] = [];
  let meddle: ((frame: Frame) => readonly Bytes[]) | undefined;
  let up = true;
  let instanceId = 'instance-1';
  const seen: Frame[] = [];
  const refused = (code: 'peerAway' | 'notPaired' | 'offerUnknown') => err({ type: 'Server', code } as const);
  const away = err({ type: 'Unreachable' } as const);
  const arePaired = (a: DeviceId, b: DeviceId): boolean =>
    pairs.some(([bridge, app]) => (bridge === a && app === b) || (bridge === b && app === a));
  const takes = (bridge: DeviceId, app: DeviceId): boolean => offers.get(bridge)?.taker === app;
  const deliver = ({ from, to }: Frame, bytes: Bytes): void =>
    sides.get(to)?.onEvent({ kind: 'frame', from, frame: toBase64Url(bytes) });

  /** A stream begins with who is there, and those are told of it. */
  function introduce(address: DeviceId, side: Side): void {
    side.onEvent({ kind: 'alive', serverTime: 0 });
    for (const peer of pairs.filter((pair) => pair.includes(address)).flat()) {
      if (peer === address || !sides.has(peer)) continue;
      side.onEvent({ kind: 'peer', peer, listening: true });
      sides.get(peer)?.onEvent({ kind: 'peer', peer: address, listening: true });
    }
  }

  async function admit(from: DeviceId, to: DeviceId, ticket: Bytes | undefined) {
    if (arePaired(from, to) || takes(from, to)) return ok(undefined);
    if (!ticket) return refused('notPaired');
    const offer = offers.get(to);
    const hash = toBase64Url(await sha256(ticket));
    if (!offer || offer.hash !== hash || (offer.taker && offer.taker !== from))
      return refused('offerUnknown');
    offer.taker = from;
    return ok(undefined);
  }

  return {
    seen,
    meddle: (how) => void (meddle = how),
    tell: (address, event) => sides.get(address)?.onEvent(event),
    inject: (frame) => deliver(frame, frame.bytes),
    pairings: () => pairs,
    setInstance: (next) => void (instanceId = next),
    setUp(now) {
      up = now;
      if (now) return;
      const fallen = [...sides.values()];
      sides.clear();
      offers.clear();
      for (const side of fallen) side.onDown({ type: 'Unreachable' });
    },
    client: (address) => ({
      listen(side) {
        if (!up) queueMicrotask(() => side.onDown({ type: 'Unreachable' }));
        else {
          sides.set(address, side);
          queueMicrotask(() => introduce(address, side));
        }
        return () => void (sides.get(address) === side && sides.delete(address));
      },
      async send({ to, frame, ticket }) {
        if (!up) return away;
        const admitted = await admit(address, to, ticket);
        if (!admitted.ok) return admitted;
        if (!sides.has(to)) return refused('peerAway');
        const passing = { from: address, to, bytes: frame };
        seen.push(passing);
        for (const bytes of meddle ? meddle(passing) : [frame]) deliver(passing, bytes);
        return ok(undefined);
      },
      async offer(ticketHash) {
        if (!up) return away;
        offers.set(address, { hash: toBase64Url(ticketHash), taker: undefined });
        return ok(undefined);
      },
      async confirm({ app }) {
        if (!up) return away;
        if (!takes(address, app)) return refused('offerUnknown');
        offers.delete(address);
        pairs = [...pairs.filter(([bridge, other]) => bridge !== address || other !== app), [address, app]];
        return ok(undefined);
      },
      async pairings() {
        if (!up) return away;
        const mine = pairs.filter((pair) => pair.includes(address));
        const names = { bridgeName: 'b', appName: 'a', pairedAt: 0, lastUsedAt: 0 };
        return ok(mine.map(([bridge, app]) => ({ bridge, app, ...names })));
      },
      async endPairing(peer) {
        if (!up) return away;
        const ended = pairs.filter((pair) => pair.includes(address) && pair.includes(peer));
        pairs = pairs.filter((pair) => !ended.includes(pair));
        if (ended.length > 0) sides.get(peer)?.onEvent({ kind: 'pairingEnded', peer: address });
        return ok(undefined);
      },
      async instance() {
        return up ? ok({ kind: 'demo', instanceId } as never) : away;
      },
    }),
  };
}
