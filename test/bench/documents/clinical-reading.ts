import { readFileSync, readdirSync } from 'node:fs';
import { readBody } from '#documents/cda/body.ts';
import { readFacts } from '#documents/cda/facts/read-facts.ts';
import { readClinicalDocument } from '#documents/cda/read-cda.ts';
import { sectionsText } from '#documents/cda/sections-text.ts';
import { sharedFolder } from '#test/support/shared.ts';
import { figure, type Figure } from '../figure.ts';

const ROUNDS = 9;

/** The official documents from bytes to facts, narrative and words; a warm-up goes before. */
export async function clinicalReading(): Promise<Figure[]> {
  const folder = sharedFolder('documents', 'cda');
  if (!folder) throw new Error('the official documents are not here (../shared/documents/cda)');
  const documents = readdirSync(folder)
    .filter((file) => file.endsWith('.xml'))
    .map((file) => new Uint8Array(readFileSync(`${folder}/${file}`)))
    .sort((one, other) => one.length - other.length);
  const megabytes = documents.reduce((sum, { length }) => sum + length, 0) / 1e6;
  const largest = documents.slice(-1);
  seconds(documents);
  const rates = Array.from({ length: ROUNDS }, () => megabytes / seconds(documents));
  const longest = Array.from({ length: ROUNDS }, () => seconds(largest) * 1000);
  return [
    figure('parse and extract, the official documents', 'MB/s', rates, { atLeast: 5 }),
    figure('parse and extract, the largest of them (1.5 MB)', 'ms', longest, { atMost: 300 }),
  ];
}

function seconds(documents: readonly Uint8Array[]): number {
  const from = performance.now();
  let read = 0;
  for (const bytes of documents) read += wordsAndFacts(bytes);
  // a reader that finds nothing is not fast
  if (read === 0) throw new Error('nothing was read');
  return (performance.now() - from) / 1000;
}

function wordsAndFacts(bytes: Uint8Array): number {
  const found = readClinicalDocument(bytes);
  if (!found.ok) throw new Error(`not read: ${found.error.type}`);
  const { root } = found.value;
  const body = readBody(root);
  return readFacts(root).length + (body?.level === 'N3' ? sectionsText(body.sections).length : 0);
}
