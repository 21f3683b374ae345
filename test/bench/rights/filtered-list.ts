import type { ContentHash, DocumentId } from '#base/brand.ts';
import { toHex } from '#base/bytes.ts';
import { DOCUMENT_TYPES } from '#domain/nomenclature/document-types.ts';
import { standingOf, verdictOn } from '#server/access.ts';
import { documentStatesOf } from '#server/repositories/document-states.ts';
import { insertDocument } from '#server/repositories/documents.ts';
import { nextSeq } from '#server/repositories/dossiers.ts';
import { figure, type Figure } from '../figure.ts';
import { interleaved } from '../interleaved.ts';
import { openWorld, type World } from './world.ts';

const DOCUMENTS = 500;
const ROUNDS = 15;

/**
 * The list of a dossier's documents, as the server makes it for one reader: rights and rows read in one state of the
 * database, a verdict on each row. Beside it the whole answer to a device that has nothing yet: the same, and every
 * description opened, the digest, the header and the trace on disk.
 */
export async function filteredList(): Promise<Figure[]> {
  const world = await openWorld();
  try {
    await fill(world);
    // the first calls compile statements and warm the page cache
    for (let i = 0; i < 3; i++) await Promise.all([timed(() => filter(world)), timed(() => whole(world))]);
    const samples = await interleaved(ROUNDS, {
      filter: () => timed(() => filter(world)),
      whole: () => timed(() => whole(world)),
    });
    return [
      figure(`list of ${DOCUMENTS} documents filtered for a reader`, 'ms', samples.filter, { atMost: 5 }),
      figure(`the same as a whole first pull, opened and traced`, 'ms', samples.whole),
    ];
  } finally {
    await world.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function filter({ server, nurse, dossierId }: World): Promise<void> {
  const [shard, circumstances] = await Promise.all([
    server.shards.of(dossierId),
    server.circumstancesOf(nurse.actor.psIdNat),
  ]);
  const asking = {
    asker: { professional: nurse.actor, device: nurse.device },
    circumstances,
    now: server.clock.now(),
  };
  const shown = await shard?.database.read(async (tx) => {
    const standing = await standingOf(tx, asking, dossierId);
    const all = await documentStatesOf(tx, dossierId);
    return all.filter(({ facts }) => verdictOn(standing, 'retrieveDocument', facts).allowed).length;
  });
  mustBeSome(shown);
}

async function whole({ nurse, dossierId }: World): Promise<void> {
  const page = await nurse.pull(dossierId, null, DOCUMENTS);
  mustBeSome(page.kind === 'page' ? page.entries.length : undefined);
}

/** Some and not all: else nothing was filtered. */
function mustBeSome(shown: number | undefined): void {
  if (!shown || shown >= DOCUMENTS) throw new Error(`the reader sees ${shown ?? 'nothing'}`);
}

/** Rows as commands write them, of two depositors and all types, one in four masked; their contents are not needed. */
async function fill({ server, nurse, doctor, dossierId }: World): Promise<void> {
  const [shard, keys] = await Promise.all([server.shards.of(dossierId), server.keys.find(dossierId)]);
  if (!shard || !keys) throw new Error('no dossier');
  await shard.database.write(async (tx) => {
    for (let i = 0; i < DOCUMENTS; i++) {
      const depositor = i % 3 === 0 ? nurse.actor : doctor.actor;
      const submittedAt = server.clock.now();
      const seq = await nextSeq(tx, dossierId, submittedAt);
      const row = { dossierId, seq, submittedAt, blobId: crypto.randomUUID() };
      const told = { revealAt: null, holderToldAt: null };
      await insertDocument(
        tx,
        { ...row, ...told, content: { description: description(i), depositor } },
        keys.seal,
      );
    }
  });
}

function description(i: number) {
  const documentId = crypto.randomUUID() as DocumentId;
  return {
    documentId,
    logicalId: documentId,
    title: `Compte rendu de mesure numéro ${i}, consultation de suivi`,
    typeCode: DOCUMENT_TYPES[i % DOCUMENT_TYPES.length]?.code ?? '',
    mediaType: 'application/pdf',
    size: 120_000 + i,
    sha256: toHex(crypto.getRandomValues(new Uint8Array(32))) as ContentHash,
    createdAt: '2026-11-23',
    author: { name: 'Camille ESSAI', organisation: 'Cabinet de mesure' },
    visibility: {
      hiddenFromProfessionals: i % 4 === 0,
      hiddenFromHolder: i % 25 === 1,
      hiddenFromRepresentatives: false,
    },
  } as const;
}
