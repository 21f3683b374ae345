import { fromBase64Url, toBase64Url, type Bytes } from '#base/bytes.ts';
import { eq } from 'drizzle-orm';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { Database } from '#server/database.server.ts';
import { traceTree } from '#server/schema/trace.ts';
import type { TreeHead } from '#wire/traces.ts';
import { treeHeadBytes } from '#wire/tree-head.ts';
import { consistencyProof } from './consistency.ts';
import { EMPTY_TREE, rootOf } from './merkle.ts';
import { parseHashes } from './recorder.ts';

/** PKCS#8 wrapping of a 32-byte Ed25519 seed (RFC 8410 §7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const privateKeyOf = (seed: Bytes) =>
  createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });

export async function currentHead(
  deps: { instanceId: string; headSeed: Bytes },
  database: Database,
  given: { tree: string; at: number },
): Promise<TreeHead> {
  const [row] = await database.db.select().from(traceTree).where(eq(traceTree.name, given.tree));
  const edge = row ? { size: row.size, hashes: parseHashes(row.edge) } : EMPTY_TREE;
  const head = { instanceId: deps.instanceId, ...given, size: edge.size, root: rootOf(edge) };
  return { ...head, signature: toBase64Url(sign(null, treeHeadBytes(head), privateKeyOf(deps.headSeed))) };
}

/** The head of now, with the proof that it continues a tree of `known` leaves: none where that tree is empty or larger. */
export async function continuedHead(
  deps: { instanceId: string; headSeed: Bytes },
  database: Database,
  { tree, at, known }: { tree: string; at: number; known: number },
): Promise<{ head: TreeHead; proof: string[] }> {
  const head = await currentHead(deps, database, { tree, at });
  if (known === 0 || known >= head.size) return { head, proof: [] };
  return { head, proof: (await consistencyProof(database.db, known, head.size)) ?? [] };
}

/** The public half, as devices pin it: raw, 32 bytes (RFC 8032), base64url. */
export const headKeyOf = (seed: Bytes): string =>
  createPublicKey(privateKeyOf(seed)).export({ format: 'jwk' }).x ?? '';

/** Whether this instance signed the head. */
export function headHolds(deps: { instanceId: string; headSeed: Bytes }, head: TreeHead): boolean {
  const signature = fromBase64Url(head.signature);
  if (!signature || head.instanceId !== deps.instanceId) return false;
  return verify(null, treeHeadBytes(head), createPublicKey(privateKeyOf(deps.headSeed)), signature);
}
