import * as z from 'zod/mini';
import { receipt, signedCommand } from './commands.ts';
import { holderTraits } from './actor.ts';
import { documentEntry, dossierHeader } from './dossier.ts';
import { documentId, dossierId, insC, time } from './primitives.ts';
import { dossierStatus } from './rights.ts';

export const MAX_COMMANDS_PER_PUSH = 100;
export const MAX_DOSSIERS_PER_PULL = 200;
export const MAX_PAGE_SIZE = 1000;

/** Dossiers named in one answer of `changes`; where more moved, all are to be asked for. */
export const MAX_MOVED = 500;

/** What every answer of the exchange tells beside its own matter. */
const contactShape = {
  serverTime: time,
  /** Raised by each restore of the server from a backup: what was sent lately is offered again. */
  restoreEpoch: z.int(),
  /** How long a dossier may stay on a device after the contact that confirmed it, ms. */
  leaseMs: z.int().check(z.positive()),
};
export const contact = z.object(contactShape);
export type Contact = z.infer<typeof contact>;

export const pushInput = z.object({
  commands: z.array(signedCommand).check(z.maxLength(MAX_COMMANDS_PER_PUSH)),
  /**
   * The one that the device knows, from its second contact on. A server that was restored since takes nothing and answers
   * without receipts: what the device sent before, and the backup lacks, comes first.
   */
  restoreEpoch: z.exactOptional(z.int()),
});
/** Receipts in the order of the commands. */
export const pushOutput = z.object({ receipts: z.array(receipt), ...contactShape });
export type PushOutput = z.infer<typeof pushOutput>;

/** Asks what moved among the dossiers that this device was sent; null: whatever there is. */
export const changesInput = z.object({ since: z.nullable(z.string().check(z.maxLength(512))) });
export const changesOutput = z.object({
  /**
   * `everything`: each held dossier is to be pulled (first time, mark too old, another matrix or profession, a restore).
   * `moved`: these alone, as far as this reader may know of it; one that is no longer theirs among them.
   */
  kind: z.enum(['everything', 'moved']),
  dossiers: z.array(dossierId).check(z.maxLength(MAX_MOVED)),
  /** Where the next question starts: opaque, sealed by the server. Kept only once all that moved was pulled. */
  mark: z.string(),
  ...contactShape,
});
export type ChangesOutput = z.infer<typeof changesOutput>;

export const pullInput = z.object({
  wants: z
    .array(z.object({ dossierId, cursor: z.nullable(z.string().check(z.maxLength(1024))) }))
    .check(z.maxLength(MAX_DOSSIERS_PER_PULL)),
  /** Entries wanted in all; the server may send fewer. */
  pageSize: z.int().check(z.positive(), z.maximum(MAX_PAGE_SIZE)),
});
export type PullInput = z.infer<typeof pullInput>;

/** What this reader sees at the bound of a complete pull: `digest` of `visibleSetDigest`. */
export const checkpoint = z.object({ count: z.int(), digest: z.string() });
export type Checkpoint = z.infer<typeof checkpoint>;

export const pullResult = z.discriminatedUnion('kind', [
  /** Nothing new: cursor as before. */
  z.object({ kind: z.literal('unchanged'), dossierId }),
  z.object({
    kind: z.literal('page'),
    dossierId,
    /** True on the first page of a pull that replaces all that was held. */
    fresh: z.boolean(),
    header: dossierHeader,
    entries: z.array(documentEntry),
    /** Documents that this reader no longer sees. */
    removals: z.array(documentId),
    /** Opaque, sealed by the server. */
    cursor: z.string(),
    /** Present on the last page, and only there. */
    checkpoint: z.exactOptional(checkpoint),
  }),
  /** The dossier is no longer open to this reader: its key on the device is to be destroyed. */
  z.object({ kind: z.literal('dossierRemoved'), dossierId }),
]);
export type PullResult = z.infer<typeof pullResult>;
export const pullOutput = z.object({ results: z.array(pullResult), ...contactShape });
export type PullOutput = z.infer<typeof pullOutput>;

/** An event of `watch`: which dossier moved, without a name; or only that the stream lives. */
export const watchEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moved'), dossierId }),
  z.object({ kind: z.literal('alive'), serverTime: time }),
]);
export type WatchEvent = z.infer<typeof watchEvent>;

export const findDossierInput = z.object({ insC });
export const findDossierOutput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('found'),
    dossierId,
    status: dossierStatus,
    mayConsult: z.boolean(),
    because: z.string(),
  }),
]);
export type FindDossierOutput = z.infer<typeof findDossierOutput>;

/** Dossiers that the professional may consult now. */
export const openDossier = z.object({
  dossierId,
  holder: holderTraits,
  insC,
  since: time,
  /** Null where no time ends it. */
  until: z.nullable(time),
});
export type OpenDossier = z.infer<typeof openDossier>;
