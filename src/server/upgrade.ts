import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { revealAtOf } from '#domain/dossier/announcement.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import type { Database, Transaction } from './database.server.ts';
import { rememberAllTraits } from './emergency/known-traits.ts';
import type { KeyStore } from './keys/key-store.ts';
import { openDescription, type DocumentRow } from './repositories/documents.ts';
import {
  nextHeaderSeq,
  openDossierContent,
  type DossierContent,
  type DossierRow,
} from './repositories/dossiers.ts';
import { insertRightAct } from './repositories/right-acts.ts';
import { document, dossier, rightAct } from './schema/shard.ts';
import type { SealKey } from './seal.ts';
import type { Shard, Shards } from './shard.ts';
import { and, eq, ne, notExists, sql } from 'drizzle-orm';

type Deps = { directory: Database; shards: Shards; keys: KeyStore; lookupKey: CryptoKey; clock: Clock };

/** Rows that share one transaction: nobody waits for long, and a crash loses little. */
const TOGETHER = 200;

/**
 * Brings rows that an older version wrote to the form of this one, where SQL alone cannot, since what is missing is
 * sealed: run at each start before anything is served; idempotent, and one look at each dossier where nothing is to do.
 *
 * | from 0.1.0                                        | now                                                    |
 * |---------------------------------------------------|--------------------------------------------------------|
 * | oppositions in the sealed part of the dossier     | first act of the history of rights, of the creator     |
 * | no majority                                       | of the holder's birth date                             |
 * | type of a document in its sealed description only | a column, at which the entitlement matrix looks        |
 * | hidden from the holder without end                | until the day of R1111-53                              |
 * | not to be found by traits                         | keyed hashes in the directory, for emergencies         |
 */
export async function upgradeRows(deps: Deps): Promise<void> {
  for (const shard of deps.shards.all)
    for (const row of await dossiersWithoutHistory(shard)) {
      const keys = await deps.keys.find(row.dossierId);
      if (keys) await upgradeDossier(shard, row, { key: keys.seal, now: deps.clock.now() });
    }
  await rememberAllTraits(deps);
}

/** Every dossier begins its history with the oppositions: where they are missing, nothing of it was brought over. */
function dossiersWithoutHistory({ database: { db } }: Shard): Promise<DossierRow[]> {
  const opposed = db
    .select({ one: sql`1` })
    .from(rightAct)
    .where(and(eq(rightAct.dossierId, dossier.dossierId), eq(rightAct.kind, 'oppositionsSet')));
  return db
    .select()
    .from(dossier)
    .where(and(ne(dossier.status, 'erased'), notExists(opposed)));
}

/** The documents first: the act that opens the history says that all is done. */
async function upgradeDossier(
  { database }: Shard,
  row: DossierRow,
  { key, now }: { key: SealKey; now: number },
): Promise<void> {
  while (await database.write((tx) => typeSome(tx, row.dossierId, key))) continue;
  const content = openDossierContent(key, row);
  await database.write((tx) => openHistory(tx, row, content, { key, now }));
}

/** Gives some documents the type that their description says, and the day of R1111-53; false when there was none to do. */
async function typeSome(tx: Transaction, dossierId: DossierId, key: SealKey): Promise<boolean> {
  const rows = await tx
    .select()
    .from(document)
    .where(and(eq(document.dossierId, dossierId), eq(document.typeCode, '')))
    .limit(TOGETHER);
  for (const row of rows) await typeOne(tx, row, key);
  return rows.length > 0;
}

async function typeOne(tx: Transaction, row: DocumentRow, key: SealKey): Promise<void> {
  const { typeCode } = openDescription(key, row);
  const revealAt = row.hiddenFromHolder ? revealAtOf(row.submittedAt) : null;
  await tx.update(document).set({ typeCode, revealAt }).where(eq(document.documentId, row.documentId));
}

async function openHistory(
  tx: Transaction,
  { dossierId, createdAt }: DossierRow,
  { holder, createdBy, optOut }: DossierContent,
  { key, now }: { key: SealKey; now: number },
): Promise<void> {
  const seq = await nextHeaderSeq(tx, dossierId, now);
  const { breakGlass, dispatchCentre } = optOut ?? NO_OPPOSITION;
  const change = { kind: 'oppositionsSet', breakGlass, dispatchCentre } as const;
  await insertRightAct(tx, { dossierId, seq, at: createdAt, by: createdBy, change }, key);
  const majorityAt = majorityOf(holder.birthDate) ?? null;
  await tx.update(dossier).set({ majorityAt }).where(eq(dossier.dossierId, dossierId));
}

const NO_OPPOSITION = { breakGlass: false, dispatchCentre: false };
