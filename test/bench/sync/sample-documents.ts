import { toHex } from '#base/bytes.ts';
import type { ContentHash, DocumentId } from '#base/brand.ts';
import { VISIBLE_TO_ALL, type DocumentDescription } from '#domain/dossier/document-entry.ts';
import { drawOf, type Draw } from '#test/simulation/prng.ts';

/**
 * Documents of the size that the peers' have (peers/data.mjs): about 1.4 KB of JSON each, the same ones at every run. A
 * real entry is half as long; the words fill the reason of an exception of identity and the names, which may be long.
 */
export function sampleDocuments(count: number, seed: string): DocumentDescription[] {
  const draw = drawOf(seed);
  return Array.from({ length: count }, (_, index) => sampleDocument(draw, index));
}

function sampleDocument(draw: Draw, index: number): DocumentDescription {
  const documentId = draw.uuid() as DocumentId;
  return {
    documentId,
    logicalId: documentId,
    title: `Note ${index}`,
    typeCode: draw.pick(['11506-3', '11488-4', '34133-9', '57833-6']),
    mediaType: 'text/xml',
    size: draw.between(2_000, 200_000),
    sha256: toHex(draw.bytes(32)) as ContentHash,
    createdAt: new Date(1_700_000_000_000 + index * 60_000).toISOString(),
    author: { name: wordsUpTo(draw, 60), organisation: wordsUpTo(draw, 60) },
    cda: { level: 'N3', uniqueId: `1.2.250.1.213.1.${draw.between(1, 10 ** 6)}`, formatCode: 'urn:ihe:pcc' },
    identityException: { differences: ['birthDate'], reason: wordsUpTo(draw, 610) },
    visibility: VISIBLE_TO_ALL,
  };
}

const WORDS = [
  ...['patient', 'tension', 'artérielle', 'pansement', 'plaie', 'insuline', 'glycémie', 'injection'],
  ...['prélèvement', 'dossier', 'ordonnance', 'médecin', 'visite', 'domicile', 'traitement', 'allergie'],
  ...['antécédent', 'surveillance', 'douleur', 'poids', 'température', 'saturation', 'perfusion'],
];

/** Words up to a length, in UTF-16 units. */
export function wordsUpTo(draw: Draw, length: number): string {
  const words: string[] = [];
  for (let room = length; ;) {
    const word = draw.pick(WORDS);
    room -= word.length + 1;
    if (room < -1) return words.join(' ');
    words.push(word);
  }
}
