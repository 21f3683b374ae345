// The documents that every peer synchronises: the same ones at every run, 50 in each of 200 dossiers, about 1.4 KB of JSON
// each. Their words come from a list of twenty-odd, as clinical notes repeat theirs, so that they shrink on a wire alike.
export const DOSSIERS = 200;
export const PER_DOSSIER = 50;

export const WORDS = [
  ...['patient', 'tension', 'artérielle', 'pansement', 'plaie', 'insuline', 'glycémie', 'injection'],
  ...['prélèvement', 'dossier', 'ordonnance', 'médecin', 'visite', 'domicile', 'traitement', 'allergie'],
  ...['antécédent', 'surveillance', 'douleur', 'poids', 'température', 'saturation', 'perfusion'],
];

/** Mulberry32: numbers from 0 up to 1, the same ones for the same seed. */
export function randomFrom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Words up to a length, in UTF-16 units. */
export function wordsUpTo(random, length) {
  let text = '';
  for (;;) {
    const word = WORDS[Math.floor(random() * WORDS.length)];
    if (text.length + word.length + 1 > length) return text.trimEnd();
    text += `${word} `;
  }
}

export const hexOf = (random, digits) =>
  Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');

export function makeDocs(count = DOSSIERS * PER_DOSSIER, seed = 42) {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => makeDoc(random, index));
}

function makeDoc(random, index) {
  const dossier = index % DOSSIERS;
  const upTo = (least, range) => least + Math.floor(random() * range);
  return {
    _id: `doc-${String(dossier).padStart(4, '0')}-${String(index).padStart(6, '0')}`,
    type: 'document',
    dossier: `ins-${dossier}`,
    seq: index,
    author: `rpps-${upTo(0, 500)}`,
    createdAt: new Date(1_700_000_000_000 + index * 60_000).toISOString(),
    classCode: ['11488-4', '34133-9', '60591-5', '57133-1'][index % 4],
    title: `Note ${index}`,
    sha256: hexOf(random, 64),
    vitals: { systolic: upTo(90, 90), diastolic: upTo(50, 50), heartRate: upTo(50, 70) },
    text: wordsUpTo(random, 1100),
  };
}
