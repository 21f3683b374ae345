import { TRACE_KINDS } from '#domain/dossier/trace-view.ts';
import * as z from 'zod/mini';
import { traceView } from './dossier.ts';
import { dossierId, psIdNat, shortText, time } from './primitives.ts';

export const traceFilter = z.object({
  professional: z.exactOptional(psIdNat),
  kind: z.exactOptional(z.enum(TRACE_KINDS)),
  /** Server time, ms, both included. */
  from: z.exactOptional(time),
  to: z.exactOptional(time),
});
export type TraceFilter = z.infer<typeof traceFilter>;

export const tracesInput = z.object({
  dossierId,
  /** Opaque, of the page before; null for the newest. */
  cursor: z.nullable(z.string().check(z.maxLength(1024))),
  limit: z.int().check(z.positive(), z.maximum(200)),
  filter: z.exactOptional(traceFilter),
});
export type TracesInput = z.infer<typeof tracesInput>;
/** `cursor` null: nothing older. A page may be short, or empty, and still have one. */
export const tracesOutput = z.object({ traces: z.array(traceView), cursor: z.nullable(z.string()) });
/** FHIR Bundle of AuditEvent (JSON text). */
export const exportTracesInput = z.object({ dossierId });
export const exportTracesOutput = z.object({ json: z.string() });

/**
 * A signed head says: at this moment the tree had this many leaves and this root (RFC 6962 §3.5). Ed25519 (RFC 8032) by
 * the key that `auth.instance` names.
 */
export const treeHead = z.object({
  instanceId: z.string(),
  tree: shortText,
  size: z.int().check(z.nonnegative()),
  root: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  at: time,
  signature: z.string(),
});
export type TreeHead = z.infer<typeof treeHead>;

/** What the device kept of each tree: it demands to see that the new head continues it. */
export const headsInput = z.object({
  known: z.array(z.object({ tree: shortText, size: z.int().check(z.nonnegative()) })).check(z.maxLength(50)),
});
export const headsOutput = z.array(
  z.object({
    head: treeHead,
    /** RFC 6962 §2.1.2 consistency proof from the known size, hex hashes; empty where none was known. */
    proof: z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/))).check(z.maxLength(130)),
  }),
);
export type HeadsOutput = z.infer<typeof headsOutput>;
