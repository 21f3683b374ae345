import { toBase64Url, utf8 } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { createHmac } from 'node:crypto';

/** A nonce is good for one to two of these, ms. */
const EPOCH_MS = 60_000;
/** Proofs remembered per epoch; one more starts the next epoch early, so that memory stays bounded. */
const MAX_PROOFS_PER_EPOCH = 50_000;

/**
 * The server's nonces of RFC 9449 §8 and the replay cache of §11.1 in one: a nonce is an HMAC of the number of its
 * epoch under a key of this process, so none is stored; a proof is remembered as long as its nonce is good.
 */
export interface ServerNonces {
  /** The newest nonce, for the `DPoP-Nonce` header. */
  fresh(): string;
  /** `stale` where the nonce is not ours or too old, `replayed` where this proof came before; remembers it otherwise. */
  accept(nonce: string, proofId: string): 'accepted' | 'stale' | 'replayed';
}

type Epoch = { readonly nonce: string; readonly seen: Set<string> };

export function serverNonces(deps: { clock: Clock; random: Random }): ServerNonces {
  const key = deps.random.bytes(32);
  let number = 0;
  let startedAt = deps.clock.monotonic();
  let current = makeEpoch();
  let previous: Epoch | undefined;

  function makeEpoch(): Epoch {
    const nonce = createHmac('sha256', key)
      .update(utf8(`relais-dpop-nonce-v1|${number}`))
      .digest();
    return { nonce: toBase64Url(nonce.subarray(0, 18)), seen: new Set() };
  }

  function advance(): void {
    const elapsedMs = deps.clock.monotonic() - startedAt;
    if (elapsedMs < EPOCH_MS && current.seen.size < MAX_PROOFS_PER_EPOCH) return;
    number += 1;
    startedAt = deps.clock.monotonic();
    previous = elapsedMs < 2 * EPOCH_MS ? current : undefined;
    current = makeEpoch();
  }

  return {
    fresh() {
      advance();
      return current.nonce;
    },
    accept(nonce, proofId) {
      advance();
      const epoch = [current, previous].find((known) => known?.nonce === nonce);
      if (!epoch) return 'stale';
      if (epoch.seen.has(proofId)) return 'replayed';
      // a flood on the nonce of before must not grow without end either: its proofs are asked to come again
      if (epoch.seen.size >= MAX_PROOFS_PER_EPOCH) return 'stale';
      epoch.seen.add(proofId);
      return 'accepted';
    },
  };
}
