import type { KeyObject } from 'node:crypto';
import type { DeviceId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import type { AccessVerdict } from '#domain/access/question.ts';
import { traceIn, type Asker, type Standing } from '#server/access.ts';
import type { Journaled } from '#server/backup/journaled.ts';
import type { Circumstances, CircumstancesOf } from '#server/circumstances.ts';
import type { Database, Transaction } from '#server/database.server.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import type { Moved, Notices } from '#server/notices.ts';
import type { DocumentReader } from '#server/reading/document-reader.ts';
import type { Shard, Shards } from '#server/shard.ts';
import type { TraceInput } from '#server/traces/leaf.ts';
import type { TraceRecorder } from '#server/traces/recorder.ts';
import type { UploadedContents } from '#server/uploaded-contents.ts';
import type { Command, Receipt } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { Gathered } from './gathered.ts';

export type CommandDeps = {
  directory: Database;
  directoryTraces: TraceRecorder;
  shards: Shards;
  keys: KeyStore;
  lookupKey: CryptoKey;
  uploads: UploadedContents;
  reader: DocumentReader;
  notices: Notices;
  /** Notes what is to be done again after a restore, before it takes effect. */
  journaled: Journaled;
  circumstancesOf: CircumstancesOf;
  /** Key of opaque versions (sync/version.ts). */
  versionKey: Bytes;
  clock: Clock;
  random: Random;
};

/** Who sent a command: a registered device and the professional that it belongs to. */
export type Sender = { device: DeviceId; publicKey: KeyObject; professional: Actor };

export type Outcome = Receipt['outcome'];
export const refused = (code: RefusalCode): Outcome => ({ type: 'refused', code });

/** What a command needs besides the rows: found before the transaction, which it keeps short. */
export type Prepared = {
  shard: Shard;
  /** Reads the facts again, decides, and writes the effect and its traces. Runs alone in the shard. */
  effect: (scope: Scope) => Promise<Outcome>;
  /**
   * The effect reads dossiers and holder data through `scope.gathered` alone, and writes them through it: what those
   * before it wrote need not stand in the database yet.
   */
  gathers?: true;
  /** What open streams are told after the commit; where absent, that the dossier moved. */
  moved?: () => readonly Moved[];
  /** After the commit. */
  after?: (outcome: Outcome) => Promise<void>;
};

export type Scope = {
  tx: Transaction;
  now: number;
  asker: Asker;
  circumstances: Circumstances;
  command: Command;
  /** Of the shard; they are written at the end of the transaction. */
  traces: Pick<TraceRecorder, 'record'>;
  gathered: Gathered;
};

/** The trace of a command's act under a verdict: as any act, with the time of the device that wrote it. */
export const traceOf = (
  { command }: Scope,
  standing: Standing,
  act: TraceAct,
  verdict: Pick<AccessVerdict, 'allowed'> & { because: string; rule?: string },
): TraceInput => ({
  ...traceIn(standing, act, verdict),
  dossierId: command.body.dossierId,
  deviceAt: command.at,
});
