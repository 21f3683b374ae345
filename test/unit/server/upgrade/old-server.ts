import type { ContentHash, DocumentId, DossierId } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import { VISIBLE_TO_ALL, type DocumentDescription, type Visibility } from '#domain/dossier/document-entry.ts';
import { openDatabase, type Database } from '#server/database.server.ts';
import { derive, openKeyStore, type KeyStore } from '#server/keys/key-store.ts';
import { dossierLocation } from '#server/schema/directory.ts';
import { sealJson } from '#server/seal.ts';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCTOR, HOLDER, NURSE } from '#test/support/server/test-device.ts';
import { fixedClock } from '#test/support/server/test-server.ts';

/** Databases as version 0.1.0 left them: its migrations alone, and rows in the form in which it wrote them. */
export type OldServer = Awaited<ReturnType<typeof openOldServer>>;

const OPERATOR_KEY = new Uint8Array(32).fill(7);
/** Migrations that version 0.1.0 had. */
const OLD = { directory: 2, shard: 1, keys: 1 } as const;
export const CREATED_AT = Date.UTC(2026, 8, 1, 8);

const actorOf = ({ psIdNat, firstName, familyName, profession }: typeof NURSE) => ({
  psIdNat,
  name: `${firstName} ${familyName}`,
  profession,
});

export async function openOldServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-old-'));
  const migrations = oldMigrations(dataDir);
  const key = await derive(OPERATOR_KEY, 'relais-database-v1');
  const open = (name: 'directory' | 'shard' | 'keys', file: string): Promise<Database> =>
    openDatabase({ name, url: `file:${join(dataDir, file)}`, key, migrations });
  const [directory, shard, keysDb] = await Promise.all([
    open('directory', 'directory.db'),
    open('shard', 'shard-1.db'),
    open('keys', 'keys.db'),
  ]);
  const deps = { keys: keysDb, operatorKey: OPERATOR_KEY, random: systemRandom, clock: fixedClock() };
  const keys = await openKeyStore(deps);
  return {
    dataDir,
    directory,
    shard,
    keys,
    close: async () => void (await Promise.all([directory.close(), shard.close(), keysDb.close()])),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

function oldMigrations(dataDir: string): string {
  const folder = join(dataDir, 'old-migrations');
  for (const [name, count] of Object.entries(OLD)) {
    mkdirSync(folder, { recursive: true });
    cpSync(join('drizzle', name), join(folder, name), { recursive: true });
    const path = join(folder, name, 'meta', '_journal.json');
    const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: unknown[] };
    writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  }
  return folder;
}

export async function oldDossier(
  { shard, directory, keys }: OldServer,
  dossierId: DossierId,
  changes: { optOut?: { breakGlass: boolean; dispatchCentre: boolean }; birthDate?: string } = {},
): Promise<void> {
  const { optOut = { breakGlass: false, dispatchCentre: true }, birthDate = HOLDER.holder.birthDate } =
    changes;
  const content = {
    holder: { ...HOLDER.holder, birthDate },
    insC: HOLDER.insC,
    createdBy: actorOf(NURSE),
    optOut,
    brochureVersion: '2026-11',
  };
  const sealed = sealJson(await sealOf(keys, dossierId), content, `dossier|${dossierId}`);
  await shard.client.execute({
    sql: `INSERT INTO dossier (dossier_id, seq, header_seq, status, created_at, sealed) VALUES (?, 1, 1, 'active', ?, ?)`,
    args: [dossierId, CREATED_AT, sealed],
  });
  await directory.write((tx) => tx.insert(dossierLocation).values({ dossierId, shard: 'shard-1' }));
}

export async function oldDocument(
  { shard, keys }: OldServer,
  place: { dossierId: DossierId; seq: number },
  described: { typeCode: string; visibility?: Visibility },
): Promise<DocumentId> {
  const { dossierId, seq } = place;
  const documentId = crypto.randomUUID() as DocumentId;
  const visibility = described.visibility ?? VISIBLE_TO_ALL;
  const description: DocumentDescription = {
    documentId,
    logicalId: documentId,
    title: 'Passage',
    typeCode: described.typeCode,
    mediaType: 'text/plain',
    size: 4,
    sha256: '0'.repeat(64) as ContentHash,
    createdAt: '2026-09-02',
    visibility,
  };
  const content = { description, depositor: actorOf(NURSE) };
  const sealed = sealJson(await sealOf(keys, dossierId), content, `document|${dossierId}|${documentId}`);
  const insert = {
    sql: `INSERT INTO document (document_id, dossier_id, created_seq, seq, status, depositor, submitted_at,
            hidden_from_professionals, hidden_from_holder, hidden_from_representatives, blob_id, sealed)
          VALUES (?, ?, ?, ?, 'current', ?, ?, ?, ?, ?, ?, ?)`,
    args: [
      documentId,
      dossierId,
      seq,
      seq,
      NURSE.psIdNat,
      CREATED_AT,
      Number(visibility.hiddenFromProfessionals),
      Number(visibility.hiddenFromHolder),
      Number(visibility.hiddenFromRepresentatives),
      crypto.randomUUID(),
      sealed,
    ],
  };
  await shard.client.batch([insert, raised(dossierId, seq)], 'write');
  return documentId;
}

export async function oldAuthorisation(
  { shard }: OldServer,
  act: { dossierId: DossierId; seq: number; kind: 'granted' | 'withdrawn'; until: number | null },
): Promise<void> {
  await shard.client.execute({
    sql: `INSERT INTO authorisation_act (dossier_id, seq, ps_id_nat, kind, at, until, by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    args: [act.dossierId, act.seq, NURSE.psIdNat, act.kind, CREATED_AT + act.seq, act.until, DOCTOR.psIdNat],
  });
  await shard.client.execute(raised(act.dossierId, act.seq));
}

const raised = (dossierId: DossierId, seq: number) => ({
  sql: 'UPDATE dossier SET seq = ? WHERE dossier_id = ?',
  args: [seq, dossierId],
});

async function sealOf(keys: KeyStore, dossierId: DossierId) {
  const made = await keys.findOrMake(dossierId);
  if (!made) throw new Error('a dossier has no key');
  return made.seal;
}
