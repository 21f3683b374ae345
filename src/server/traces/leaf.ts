import { toBase64Url } from '#base/bytes.ts';
import type { DeviceId, DocumentId, DossierId } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import type { AccessMode } from '#domain/access/action.ts';
import type { Actor, PracticePlace } from '#domain/dossier/document-entry.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import canonicalize from 'canonicalize';
import { hash as digest } from 'node:crypto';

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
  /** Version of the entitlement matrix that the verdict looked at. */
  matrix?: string;
  /** In the confidential session of a minor: not told to representatives. */
  confidential?: boolean;
  actor?: Actor;
  /** Where the actor practises, as their card names it. */
  organisation?: PracticePlace;
  /** Free text, or what was looked for: sensitive. */
  reason?: string;
};

/** What the leaf only commits to; opened by the sealed part of the row. */
export type TraceSecret = { salt: string; actor?: Actor; organisation?: PracticePlace; reason?: string };

/**
 * The leaf: RFC 8785 canonical JSON. Who acted and what they typed stand in it as commitments
 * SHA-256(salt ‖ name of the field ‖ canonical value), so that the tree can be checked, and its heads published, without them.
 */
export function makeLeaf(
  input: TraceInput,
  place: { tree: string; index: number; position: number; prev: string | null },
  random: Random,
): { leaf: string; secret: TraceSecret } {
  const { actor, organisation, reason, ...open } = input;
  const salt = toBase64Url(random.bytes(16));
  const secret = {
    salt,
    ...(actor && { actor }),
    ...(organisation && { organisation }),
    ...(reason !== undefined && { reason }),
  };
  const leaf = canonical({ v: 1, ...place, ...open, commitments: commitmentsOf(secret) });
  return { leaf, secret };
}

export const commitmentsOf = (secret: TraceSecret): Record<string, string> =>
  commitmentsUnder(secret.salt, committedParts(secret));

/** What is hashed behind the salt, by the name of the commitment. */
export type CommittedParts = readonly (readonly [name: string, bytes: Buffer])[];

export function committedParts({ actor, organisation, reason }: Omit<TraceSecret, 'salt'>): CommittedParts {
  return Object.entries({ actor, organisation, reason }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Buffer.from(`${name}\0${canonical(value)}`)] as const],
  );
}

export function commitmentsUnder(salt: string, parts: CommittedParts): Record<string, string> {
  const salted = Buffer.from(salt, 'base64url');
  const commitments: Record<string, string> = {};
  for (const [name, bytes] of parts) commitments[name] = digest('sha256', Buffer.concat([salted, bytes]));
  return commitments;
}

function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('a trace holds a value that JSON has no form for');
  return text;
}
