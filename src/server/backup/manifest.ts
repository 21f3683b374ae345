import * as z from 'zod/mini';

/** Raised when the form of a backup changes; an older program refuses a newer one by name. */
export const BACKUP_FORMAT = 1;

const text = z.string().check(z.minLength(1), z.maxLength(200));
const count = z.int().check(z.nonnegative());

/** What a backup is and holds: its last member. */
export const manifest = z.object({
  format: z.literal(BACKUP_FORMAT),
  kind: z.enum(['data', 'keys']),
  /** The same in a backup and in the file of its keys. */
  backupId: text,
  instanceId: text,
  instanceKind: z.enum(['demo', 'production']),
  restoreEpoch: z.int(),
  /** Time of the server, ms. */
  at: z.int(),
  /** Tells whether keys belong to rows: hash of the wrapped key of the traces, made once for each instance. */
  keysFingerprint: text,
  /** Migrations applied, by database: a program that knows fewer refuses it. */
  migrations: z.record(z.string(), count),
  dossiers: count,
  documents: count,
  contents: count,
  /** Contents that a document names and that were not on disk. */
  missing: count,
  members: z.array(z.object({ name: text, size: count, sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifest>;
export type ManifestFacts = Omit<Manifest, 'format' | 'kind' | 'members'>;
