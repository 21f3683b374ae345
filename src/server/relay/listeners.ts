import type { DeviceId } from '#base/brand.ts';
import type { RelayEvent } from '#wire/relay.ts';
import { Listener } from './listener.ts';

/** Open streams at a time; keys without a pairing have a part of their own, so that strangers lock nobody out. */
export type ListenerBounds = { most: number; mostUnpaired: number };

/** The open streams of this process, one per key, and who is told of whom. */
export class Listeners {
  readonly #byKey = new Map<DeviceId, Listener>();
  readonly #bounds: ListenerBounds;

  constructor(bounds: ListenerBounds) {
    this.#bounds = bounds;
  }

  /**
   * Opens the stream of a key, which ends an older one, and tells its peers; undefined where too many are open.
   * Peers are told again where the stream replaces one: the other side began anew.
   */
  open(key: DeviceId, peers: readonly DeviceId[]): Listener | undefined {
    const older = this.#byKey.get(key);
    if (!older && this.#isFull(peers.length === 0)) return undefined;
    older?.end('replaced');
    const listener = new Listener(key, peers);
    this.#byKey.set(key, listener);
    this.#announce(listener, true);
    for (const peer of peers) if (this.#byKey.has(peer)) listener.push(peerEvent(peer, true));
    return listener;
  }

  /** Ends a stream; its peers are told where no newer one took its place. */
  close(listener: Listener): void {
    listener.end('cut');
    if (this.#byKey.get(listener.key) !== listener) return;
    this.#byKey.delete(listener.key);
    this.#announce(listener, false);
  }

  has(key: DeviceId): boolean {
    return this.#byKey.has(key);
  }

  /** False where nobody listens there, or too slowly. */
  deliver(to: DeviceId, event: RelayEvent): boolean {
    return this.#byKey.get(to)?.push(event) ?? false;
  }

  paired(one: DeviceId, other: DeviceId): void {
    this.#meet(one, other);
    this.#meet(other, one);
  }

  unpaired(one: DeviceId, other: DeviceId): void {
    for (const [key, peer] of [
      [one, other],
      [other, one],
    ] as const)
      if (this.#byKey.get(key)?.peers.delete(peer)) this.deliver(key, { kind: 'pairingEnded', peer });
  }

  /** What the directory says now of one key's pairings: others than this process may have changed them. */
  refresh({ key, peers }: Listener, live: readonly DeviceId[]): void {
    for (const peer of [...peers]) if (!live.includes(peer)) this.unpaired(key, peer);
    for (const peer of live) if (!peers.has(peer)) this.paired(key, peer);
  }

  #meet(key: DeviceId, peer: DeviceId): void {
    const listener = this.#byKey.get(key);
    if (!listener) return;
    listener.peers.add(peer);
    if (this.#byKey.has(peer)) listener.push(peerEvent(peer, true));
  }

  #announce({ key, peers }: Listener, listening: boolean): void {
    for (const peer of peers) this.deliver(peer, peerEvent(key, listening));
  }

  #isFull(unpaired: boolean): boolean {
    if (this.#byKey.size >= this.#bounds.most) return true;
    if (!unpaired) return false;
    let strangers = 0;
    for (const { peers } of this.#byKey.values()) if (peers.size === 0) strangers += 1;
    return strangers >= this.#bounds.mostUnpaired;
  }
}

const peerEvent = (peer: DeviceId, listening: boolean): RelayEvent => ({ kind: 'peer', peer, listening });
