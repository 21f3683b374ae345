import { fromBase64, type Bytes } from '#base/bytes.ts';
import { writeCdaN1, writeCdaN3, type CdaHeaderToWrite } from '#documents/write/cda.ts';
import { drawPng } from '#documents/write/png.ts';
import { textPdf } from '#documents/write/text-pdf.ts';

/** 8 × 8 pixels of a gradient, baseline, without metadata. */
const JPEG = [
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAA',
  'EAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAA',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKA',
  'AAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0',
  'AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWi',
  'AAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQA',
  'AAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbA',
  'BlACAASQBuAGMALgAgADIAMAAxADb/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERX',
  'RTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2',
  'NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/',
  'xAAWEAEBAQAAAAAAAAAAAAAAAAAAFWL/xAAUAQEAAAAAAAAAAAAAAAAAAAAE/8QAFhEAAwAAAAAAAAAAAAAAAAAAAA',
  'IT/9oADAMBAAIRAxEAPwC7a0AXNQlGP//Z',
].join('');

export const sampleJpeg = (): Bytes => fromBase64(JPEG) ?? new Uint8Array(0);

export const samplePng = (): Bytes => drawPng(16, 8, (x, y) => [x * 16, y * 32, 128]);

export const samplePdf = (): Bytes =>
  textPdf([
    'Compte rendu de visite',
    'Pansement refait, plaie propre (5 × 3 cm).',
    'Prochain passage : jeudi à 8 h.',
  ]);

/** The holder of the published INS-C example; no real person. */
export const SAMPLE_NIR = '150081505104018';
export const SAMPLE_INS_C = '1541187387477485562488';
export const TEST_INS_OID = '1.2.250.1.213.1.4.10';

export const sampleHeader: CdaHeaderToWrite = {
  id: { root: '1.2.250.1.213.1.1.9', extension: 'RELAIS-1' },
  setId: { root: '1.2.250.1.213.1.1.9', extension: 'RELAIS' },
  version: 1,
  title: 'Fiche de suivi de soins « à domicile »',
  type: { code: '11506-3', system: '2.16.840.1.113883.6.1', displayName: 'CR ou fiche de suivi de soins' },
  createdAt: Date.UTC(2026, 10, 20, 8, 30),
  patient: {
    ids: [{ root: TEST_INS_OID, extension: SAMPLE_NIR }],
    familyName: 'EXEMPLE',
    usedName: "D'ARC & FILS",
    firstName: 'Jean',
    birthDate: '1950-08-01',
    sex: 'M',
  },
  author: {
    id: { root: '1.2.250.1.71.4.2.1', extension: '899700000001' },
    givenName: 'Nadia',
    familyName: 'INFIRMIERE',
    specialty: { code: 'G15_60', system: '1.2.250.1.213.1.1.4.5', displayName: 'Infirmier' },
    organisation: { name: 'Cabinet des Lilas' },
  },
  service: { start: Date.UTC(2026, 10, 20, 8, 0), stop: Date.UTC(2026, 10, 20, 8, 20) },
};

export const sampleCdaN1 = (changes: Partial<CdaHeaderToWrite> = {}): string =>
  writeCdaN1({ ...sampleHeader, ...changes }, { mediaType: 'application/pdf', bytes: samplePdf() });

export const sampleCdaN3 = (changes: Partial<CdaHeaderToWrite> = {}): string =>
  writeCdaN3({ ...sampleHeader, ...changes }, [
    { title: 'Observations', paragraphs: ['Plaie propre.', 'Pas de douleur (EVA 1/10) & sommeil correct.'] },
    { title: 'Suite', paragraphs: ['Passage jeudi.'] },
  ]);

/** Whose dossier the demonstration keeps under this name, as a document of hers names her. */
export const CATARINA = {
  ids: [{ root: TEST_INS_OID, extension: '236066322083656' }],
  familyName: 'TCHITCHI',
  firstName: 'CATARINA',
  birthDate: '1936-06-21',
  sex: 'F',
} as const;
