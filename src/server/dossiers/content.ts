import type { DocumentId, DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { RefusedBecause } from '#domain/access/question.ts';
import { absenceOf, standingOf, traceIn, verdictOn, type Asker } from '#server/access.ts';
import type { CircumstancesOf } from '#server/circumstances.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { openContentKey } from '#server/repositories/contents.ts';
import { factsOf, findDocumentRow } from '#server/repositories/documents.ts';
import type { Shards } from '#server/shard.ts';
import type { FetchesUnderWay } from './fetches-under-way.ts';

/** A sealed content that may be streamed to its reader. */
export type OpenContent = { blobId: string; key: Bytes; size: number };

export type ContentDeps = {
  shards: Shards;
  keys: KeyStore;
  circumstancesOf: CircumstancesOf;
  clock: Clock;
};

/**
 * ITI-68, TD3.2: decided at each fetch, by the document's id; the trace is committed before the first byte goes out. A
 * document that the reader may not see (masked, deleted, of a type closed to them, of another dossier) is refused as one
 * that is not there; the trace keeps the true reason. Where only the rest of a content is asked for, and the
 * same device was lately allowed it, that is the access that was traced then. A refusal is always traced.
 */
export async function retrieveContent(
  deps: ContentDeps,
  wanted: { dossierId: DossierId; documentId: DocumentId },
  asker: Asker,
  underWay?: { fetches: FetchesUnderWay; rest: boolean },
): Promise<Result<OpenContent, RefusedBecause | 'subjectUnknown'>> {
  const { dossierId, documentId } = wanted;
  const [shard, keys] = await Promise.all([deps.shards.of(dossierId), deps.keys.find(dossierId)]);
  if (!shard || !keys) return err('dossierAbsent');
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const now = deps.clock.now();
  return shard.database.write(async (tx) => {
    const standing = await standingOf(tx, { asker, circumstances, now }, dossierId);
    if (!standing.row) return err('dossierAbsent');
    const row = await findDocumentRow(tx, dossierId, documentId);
    const verdict = row
      ? verdictOn(standing, 'retrieveDocument', factsOf(row))
      : { allowed: false, because: absenceOf(standing) };
    const fetch = { device: asker.device, documentId };
    const goesOn = verdict.allowed && underWay?.rest === true && underWay.fetches.has(fetch);
    if (!goesOn)
      await shard.traces.record(tx, { ...traceIn(standing, 'retrieveDocument', verdict), documentId });
    if (!row || !verdict.allowed) return err(absenceOf(standing));
    if (!goesOn) underWay?.fetches.begun(fetch);
    return ok({ blobId: row.blobId, ...(await openContentKey(tx, dossierId, row.blobId, keys)) });
  });
}
