import type { ContentHash, DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { furnishingDevice, type FurnishingDevice } from '#demo/server/device.ts';
import { done } from '#demo/server/done.ts';
import { furnish } from '#demo/server/furnish.ts';
import { openWorld, worldFiles } from '#demo/server/world.ts';
import type { Actor, DocumentDescription } from '#domain/dossier/document-entry.ts';
import { readConfig } from '#server/config.ts';
import { contentTagOf, insertContent } from '#server/repositories/contents.ts';
import { UNREADABLE } from '#documents/reading/read-document.ts';
import { insertDocument } from '#server/repositories/documents.ts';
import { putReading } from '#server/repositories/readings.ts';
import { nextSeq } from '#server/repositories/dossiers.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { creation, grant } from '../support/commands.ts';
import { sampleDocuments } from './sample-documents.ts';

export const NURSE_CARD = 'cps-infirmiere';
export const DOSSIERS = 200;
export const PER_DOSSIER = 50;
/** What is pushed goes into dossiers of its own, so that every round fetches the same. */
const PUSHED_INTO = 20;

/** A demonstration that holds the sample, running. */
export type FilledDemo = {
  readonly process: DemoProcess;
  readonly origin: string;
  /** With `PER_DOSSIER` documents each; the nurse may consult them. */
  readonly dossiers: readonly DossierId[];
  readonly pushInto: readonly DossierId[];
  /** Characters of JSON that the documents are, as their depositor describes them. */
  readonly json: number;
};

/**
 * Dossiers and rights come by commands, as always; the documents by the repositories alone, since ten thousand uploads
 * are not what is measured. No device opens their contents.
 */
export async function filledDemo(): Promise<FilledDemo> {
  const process = await demoProcess();
  try {
    const filled = await fill(process);
    await process.start();
    return { process, origin: process.origin, ...filled };
  } catch (error) {
    await process.remove();
    throw error;
  }
}

async function fill({ folder, origin }: DemoProcess): Promise<Omit<FilledDemo, 'process' | 'origin'>> {
  const world = await openWorld(folder, Date.now());
  const env = { ORIGIN: origin, RELAIS_DATA: folder, RELAIS_KEY_FILE: worldFiles(folder).operatorKey };
  const server = unwrap(await openServer(unwrap(readConfig(env, 'demo'))));
  await furnish(server, world);
  const card = world.cards[NURSE_CARD];
  if (!card) throw new Error('the nurse has no card');
  const nurse = await furnishingDevice(server, card);
  const dossiers = await openDossiers(nurse, DOSSIERS);
  const pushInto = await openDossiers(nurse, PUSHED_INTO);
  const documents = sampleDocuments(DOSSIERS * PER_DOSSIER, 'synchronisation');
  for (const [index, dossierId] of dossiers.entries()) {
    const own = documents.slice(index * PER_DOSSIER, (index + 1) * PER_DOSSIER);
    await insertAll(server, dossierId, { documents: own, depositor: nurse.professional });
  }
  await server.close();
  return { dossiers, pushInto, json: documents.reduce((sum, one) => sum + JSON.stringify(one).length, 0) };
}

async function openDossiers(nurse: FurnishingDevice, count: number): Promise<DossierId[]> {
  const opened: DossierId[] = [];
  for (let i = 0; i < count; i++) {
    const dossierId = done(await nurse.send(creation()));
    done(await nurse.send(grant(dossierId, nurse.professional.psIdNat)));
    opened.push(dossierId);
  }
  return opened;
}

async function insertAll(
  { shards, keys: keyStore, clock, random }: RelaisServer,
  dossierId: DossierId,
  { documents, depositor }: { documents: readonly DocumentDescription[]; depositor: Actor },
): Promise<void> {
  const [shard, keys] = [await shards.of(dossierId), await keyStore.find(dossierId)];
  if (!shard || !keys) throw new Error('a dossier that is nowhere');
  const tagOf = (sha256: ContentHash) => contentTagOf(keys, sha256);
  const tagged = await Promise.all(
    documents.map(async (description) => ({ description, contentTag: await tagOf(description.sha256) })),
  );
  await shard.database.write(async (tx) => {
    for (const { description, contentTag } of tagged) {
      const [blobId, at] = [random.uuid(), clock.now()];
      const { size } = description;
      await insertContent(tx, { blobId, dossierId, contentTag, size, key: random.bytes(32) }, keys);
      const seq = await nextSeq(tx, dossierId, at);
      const row = { dossierId, seq, submittedAt: at, blobId, revealAt: null, holderToldAt: null };
      await insertDocument(tx, { ...row, content: { description, depositor } }, keys.seal);
      // there is no file behind them that the start could read
      await putReading(tx, { dossierId, documentId: description.documentId }, UNREADABLE, keys.seal);
    }
  });
}
