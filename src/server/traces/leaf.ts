import { fromBase64Url, sha256, toBase64Url, toHex, utf8 } from '#base/bytes.ts';
import type { DeviceId, DocumentId, DossierId } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import type { AccessMode } from '#domain/access/action.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import canonicalize from 'canonicalize';

/** What is told to the recorder of an act. Times in ms. */
export type TraceInput = {
  at: number;
  act: TraceAct;
  mode: AccessMode;
  allowed: boolean;
  /** Code of the verdict or of the refusal. */
  because: string;
  rule?: string;
  dossierId?: DossierId;
  documentId?: DocumentId;
  device?: DeviceId;
  /** When it was done, by the device's clock. */
  deviceAt?: number;
  actor?: Actor;
  /** Free text, or what was looked for: sensitive. */
  reason?: string;
};

/** What the leaf only commits to; opened by the sealed part of the row. */
export type TraceSecret = { salt: string; actor?: Actor; reason?: string };

/**
 * The leaf: RFC 8785 canonical JSON. Who acted and what they typed stand in it as commitments
 * SHA-256(salt ‖ name of the field ‖ canonical value), so that the tree can be checked, and its heads published, without them.
 */
export async function makeLeaf(
  input: TraceInput,
  place: { tree: string; index: number; position: number; prev: string | null },
  random: Random,
): Promise<{ leaf: string; secret: TraceSecret }> {
  const { actor, reason, ...open } = input;
  const salt = toBase64Url(random.bytes(16));
  const secret = { salt, ...(actor && { actor }), ...(reason !== undefined && { reason }) };
  const leaf = canonical({ v: 1, ...place, ...open, commitments: await commitmentsOf(secret) });
  return { leaf, secret };
}

export async function commitmentsOf(secret: TraceSecret): Promise<Record<string, string>> {
  const commitments: Record<string, string> = {};
  if (secret.actor) commitments.actor = await commit(secret.salt, 'actor', secret.actor);
  if (secret.reason !== undefined) commitments.reason = await commit(secret.salt, 'reason', secret.reason);
  return commitments;
}

async function commit(salt: string, field: string, value: unknown): Promise<string> {
  return toHex(await sha256(fromBase64Url(salt) ?? new Uint8Array(), utf8(`${field}\0${canonical(value)}`)));
}

function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('a trace holds a value that JSON has no form for');
  return text;
}
