import type { DocumentId } from '#base/brand.ts';
import { searchDocumentOf, type SearchDocument } from '#documents/search/search-document.ts';
import { DOCUMENT_TYPES } from '#domain/nomenclature/document-types.ts';

/** Documents of French words as often as language uses them (Zipf), the same at each run. Fictional. */
export function frenchDocuments(count: number, length: number): SearchDocument[] {
  const draw = drawer(20261123);
  const words = lexicon();
  return Array.from({ length: count }, (_, i) => {
    const type = DOCUMENT_TYPES[i % DOCUMENT_TYPES.length];
    return searchDocumentOf(
      {
        documentId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}` as DocumentId,
        title: `${type?.label ?? ''} ${sentence(words, draw, 3)}`,
        typeCode: type?.code ?? '',
        createdAt: `20${String(10 + (i % 16))}-${String(1 + (i % 12)).padStart(2, '0')}-15`,
        author: { name: `Docteur ${WORDS[i % WORDS.length] ?? ''}`, organisation: 'Clinique des Tilleuls' },
        version: String(i),
      },
      textOf(words, draw, length),
    );
  });
}

function textOf(words: readonly string[], draw: () => number, length: number): string {
  let text = '';
  while (text.length < length) text += `${sentence(words, draw, 6 + Math.floor(draw() * 12))}.\n`;
  return text.slice(0, length);
}

function sentence(words: readonly string[], draw: () => number, count: number): string {
  return Array.from({ length: count }, () => {
    if (draw() < 0.06) return `${1 + Math.floor(draw() * 900)} mg`;
    // Zipf: the logarithm of the rank is about evenly spread
    return words[Math.floor(words.length ** draw()) - 1] ?? '';
  }).join(' ');
}

/** mulberry32: the same numbers everywhere. */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = (
  'de la le et à les des du un une en pour avec dans sur est par au patient présente traitement douleur examen sans ' +
  'hypertension artérielle diabète allergie pénicilline amlodipine metformine paracétamol œdème dyspnée fièvre toux ' +
  'cardiaque rénale hépatique pulmonaire abdominale thoracique chronique aiguë sévère modérée antécédents chirurgie ' +
  'hémoglobine leucocytes plaquettes créatinine glycémie cholestérol potassium sodium résultat valeur normale élevée ' +
  'prescription ordonnance posologie matin midi soir comprimé gélule jour semaine mois contrôle suivi consultation'
).split(' ');
const ROOTS =
  'cardi hépat néphr gastr pneum dermat ostéo arthr myél neur angi encéphal col rhin ot opht bronch trach cyst hystér mast thyroïd splén pancréat vascul lymph hémat leuc érythr thromb gluc lip prot calc kal natr'.split(
    ' ',
  );
const LINKS = ['o', 'i', 'al', 'ar', 'at', 'et', 'om', 'os'];
const ENDS =
  'ite ites ose oses ique iques logie logique logue pathie pathies algie algies ectomie graphie scopie scopique plastie gène gènes émie émies urie ome omes al ale aux ation ations é ée ées és'.split(
    ' ',
  );

/** Words in use first, then some eight thousand that are rare. */
function lexicon(): string[] {
  const rare = ROOTS.flatMap((root) => LINKS.flatMap((link) => ENDS.map((end) => root + link + end)));
  const draw = drawer(7);
  return [
    ...WORDS,
    ...rare
      .map((word) => ({ word, at: draw() }))
      .sort((a, b) => a.at - b.at)
      .map(({ word }) => word),
  ];
}
