import type { Bytes } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';

/** Draws of one seed: the same seed, the same draws, on every machine. */
export interface Draw extends Random {
  /** 0 ≤ x < 1. */
  fraction(): number;
  /** An integer, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** A stream of its own: what one part of the world draws does not shift what another does. */
  fork(name: string): Draw;
}

/** sfc32 by Chris Doty-Humphrey (PractRand), public domain: 128 bits of state, seeded by name and number. */
export function drawOf(seed: number | string): Draw {
  const next = sfc32(stateOf(String(seed)));
  const fraction = (): number => next() / 4_294_967_296;
  const between = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  const bytes = (length: number): Bytes => Uint8Array.from({ length }, () => next() & 0xff);
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    pick: <T>(from: readonly T[]): T => from[between(0, from.length - 1)] as T,
    fork: (name) => drawOf(`${seed}/${name}`),
    bytes,
    uuid: () => uuidOf(bytes(16)),
  };
}

function sfc32([a, b, c, d]: Uint32Array): () => number {
  let [x = 0, y = 0, z = 0, counter = 0] = [a, b, c, d];
  const next = (): number => {
    const sum = (((x + y) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    x = y ^ (y >>> 9);
    y = (z + (z << 3)) | 0;
    z = (((z << 21) | (z >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

/** FNV-1a, four times from different starts. */
function stateOf(text: string): Uint32Array {
  return Uint32Array.from([0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b], (start) => {
    let hash = start;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash;
  });
}

/** RFC 9562 §5.4. */
function uuidOf(bytes: Bytes): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
