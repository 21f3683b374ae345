import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { traceRow } from '#server/schema/trace.ts';
import { openBytes, openJson, type SealKey } from '#server/seal.ts';
import { actor, practicePlace } from '#wire/actor.ts';
import { traceView } from '#wire/dossier.ts';
import { reasonText } from '#wire/primitives.ts';
import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import {
  commitmentsOf,
  commitmentsUnder,
  committedParts,
  type CommittedParts,
  type TraceSecret,
} from './leaf.ts';
import { tracePlace } from './recorder.ts';

const traceSecret: z.ZodMiniType<TraceSecret> = z.object({
  salt: z.string(),
  actor: z.exactOptional(actor),
  organisation: z.exactOptional(practicePlace),
  reason: z.exactOptional(z.string()),
});

type Row = typeof traceRow.$inferSelect;

/** What the leaf commits to, opened. Throws where the row was altered: `relais audit verify` says where. */
export function openTraceSecret(
  key: SealKey,
  tree: string,
  row: Pick<Row, 'leafIndex' | 'sealed'>,
): TraceSecret {
  return openJson(key, row.sealed, tracePlace(tree, row.leafIndex), (value) => traceSecret.parse(value));
}

const MOST_REMEMBERED = 10_000;
const SALT_START = '{"salt":"';
/** 16 bytes are 22 characters of base64url. */
const SALT_END = SALT_START.length + 22;

/**
 * Opens the sealed parts of many rows, as what their leaves commit to. All but the salt is parsed once for each text that
 * is met: few professionals act, at few places, in many traces. Throws as `openTraceSecret` does.
 */
export function commitmentOpener({ traceKey, tree }: { traceKey: SealKey; tree: string }) {
  const known = new Map<string, CommittedParts>();

  function partsOf(text: string, rest: string): CommittedParts {
    const before = known.get(rest);
    if (before) return before;
    const parts = committedParts(traceSecret.parse(JSON.parse(text)));
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(rest, parts);
    return parts;
  }

  return (row: Pick<Row, 'leafIndex' | 'sealed'>): Record<string, string> => {
    const { buffer, byteOffset, length } = openBytes(traceKey, row.sealed, tracePlace(tree, row.leafIndex));
    const text = Buffer.from(buffer, byteOffset, length).toString();
    const rest = text.slice(SALT_END);
    // as sealed parts are written; a second salt would be the one that counts for JSON
    if (text.startsWith(SALT_START) && text[SALT_END] === '"' && !rest.includes('"salt":'))
      return commitmentsUnder(text.slice(SALT_START.length, SALT_END), partsOf(text, rest));
    return commitmentsOf(traceSecret.parse(JSON.parse(text)));
  };
}

/** A line of «who has seen what», from its leaf and the sealed part (R1111-43: date, time and identity of each act). */
export function readTraceView(key: SealKey, tree: string, row: Row): TraceView {
  const { salt, actor, organisation, reason } = openTraceSecret(key, tree, row);
  return traceView.parse({
    ...openPart(row),
    id: opaqueId(salt),
    ...(actor && { actor }),
    ...(organisation && { organisation }),
    ...(reason !== undefined && { reason: clipped(reason) }),
  });
}

function openPart({ leaf }: Pick<Row, 'leaf'>): object {
  const parsed: unknown = JSON.parse(leaf);
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}

/**
 * A UUID (version 8, RFC 9562) of the line's own salt: always the same for one line, and without its place in the chain,
 * which would tell how many lines a reader does not see.
 */
function opaqueId(salt: string): string {
  const digits = createHmac('sha256', Buffer.from(salt, 'base64url'))
    .update('relais-trace-id-v1')
    .digest('hex');
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => digits.slice(from, to));
  return `${a}-${b}-8${c}-a${d}-${e}`;
}

const clipped = (reason: string): string =>
  reasonText.safeParse(reason).success ? reason : reason.slice(0, 1000);
