import { equalBytes, hex, sha256, type Bytes } from '#base/bytes.ts';

/** What a head says of its tree: how many leaves, and the root hash (64 hex digits). */
export type TreeState = { size: number; root: string };

/**
 * Whether the tree of `to` begins with the tree of `from`, by a proof of RFC 6962 §2.1.2 (checked as RFC 9162 §2.1.4.2
 * says). A larger tree continues an empty one without proof. Pure but for WebCrypto's SHA-256: both sides use it.
 * @param proof hex hashes, 64 digits each
 */
export async function verifyConsistency(
  from: TreeState,
  to: TreeState,
  proof: readonly string[],
): Promise<boolean> {
  if (from.size > to.size) return false;
  if (from.size === to.size) return proof.length === 0 && from.root === to.root;
  if (from.size === 0) return proof.length === 0 && equalBytes(hex(from.root), await sha256());
  const path = proof.map((hash) => hex(hash));
  // where the old tree is a perfect subtree of the new one, its root need not be sent
  const [first, ...others] = isPowerOfTwo(from.size) ? [hex(from.root), ...path] : path;
  return first !== undefined && (await rootsAgree({ from, to }, first, others));
}

/** Steps 3 to 7 of RFC 9162 §2.1.4.2; `fn` and `sn` walk from the last leaf of either tree up to its root. */
async function rootsAgree(
  { from, to }: { from: TreeState; to: TreeState },
  first: Bytes,
  others: readonly Bytes[],
): Promise<boolean> {
  let [fn, sn] = [from.size - 1, to.size - 1];
  for (; isOdd(fn); sn = half(sn)) fn = half(fn);
  let [fr, sr] = [first, first];
  for (const hash of others) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      [fr, sr] = [await nodeHash(hash, fr), await nodeHash(hash, sr)];
      for (; !isOdd(fn) && fn !== 0; sn = half(sn)) fn = half(fn);
    } else {
      sr = await nodeHash(sr, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(fr, hex(from.root)) && equalBytes(sr, hex(to.root));
}

const nodeHash = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(Uint8Array.of(1), left, right);

// sizes may pass 2^31, where JavaScript's bit operations end
const isOdd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);
const isPowerOfTwo = (n: number): boolean => n === 1 || (!isOdd(n) && isPowerOfTwo(half(n)));
