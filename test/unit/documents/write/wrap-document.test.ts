import { describe, expect, it } from 'vitest';
import type { ContentHash, DocumentId, InsC, PsIdNat } from '#base/brand.ts';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { extractNonXmlBody } from '#documents/cda/body.ts';
import { cdaToEntry } from '#documents/cda/metadata.ts';
import { readCda } from '#documents/cda/read-cda.ts';
import { holderMismatch } from '#documents/identity-check.ts';
import { oidOfUuid } from '#documents/write/own-header.ts';
import { wrapInCda } from '#documents/write/wrap-document.ts';
import { VISIBLE_TO_ALL, type DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { SAMPLE_INS_C, sampleJpeg, samplePdf } from '#test/support/documents/samples.ts';

const UUID = 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' as DocumentId;
const holder: HolderTraits = { familyName: 'EXEMPLE', firstName: 'JEAN', birthDate: '1950-08-01', sex: 'M' };
const insC = SAMPLE_INS_C as InsC;
const entry: DocumentEntry = {
  documentId: UUID,
  logicalId: UUID,
  title: 'Plaie « jambe gauche » & suite',
  typeCode: '52040-3',
  mediaType: 'image/jpeg',
  size: 10,
  sha256: 'a'.repeat(64) as ContentHash,
  createdAt: '2026-11-20',
  visibility: VISIBLE_TO_ALL,
  practice: { name: 'Cabinet des Lilas', structureId: '1990000012' },
  version: 'v',
  status: 'current',
  depositor: { psIdNat: '899700000001' as PsIdNat, name: 'Nadia DE LA TOUR', profession: '60' },
  submittedAt: 0,
};
const wrapped = (changes: Partial<DocumentEntry>, bytes: Uint8Array<ArrayBuffer>) =>
  unwrap(readCda(utf8(wrapInCda({ ...entry, ...changes }, { holder, insC }, bytes))));

describe('a document in its CDA wrap', () => {
  it('is the same bytes inside', () => {
    for (const [mediaType, bytes] of [
      ['image/jpeg', sampleJpeg()],
      ['application/pdf', samplePdf()],
    ] as const) {
      const content = extractNonXmlBody(wrapped({ mediaType }, bytes).body);
      expect(content).toMatchObject({ ok: true, value: { mediaType, bytes } });
    }
  });

  it('says what the entry says', () => {
    expect(cdaToEntry(wrapped({}, sampleJpeg()))).toMatchObject({
      title: entry.title,
      typeCode: '52040-3',
      author: { name: expect.stringContaining('DE LA TOUR') as string, organisation: 'Cabinet des Lilas' },
      cda: { level: 'N1', embeddedMediaType: 'image/jpeg', uniqueId: oidOfUuid(UUID) },
    });
  });

  it('names the author of the document where that is not the depositor, without a number of theirs', () => {
    const { header } = wrapped({ author: { name: 'Dr Paul MARTIN' } }, sampleJpeg());
    expect(cdaToEntry(wrapped({ author: { name: 'Dr Paul MARTIN' } }, sampleJpeg())).author?.name).toContain(
      'MARTIN',
    );
    expect(JSON.stringify(header)).not.toContain('899700000001');
  });

  it('belongs to its holder for whoever checks it', async () => {
    const { header } = wrapped({}, sampleJpeg());
    expect(await holderMismatch(header.patient, { traits: holder, insC })).toMatchObject({ verdict: 'same' });
  });
});

it('gives a UUID as the OID of X.667', () => {
  expect(oidOfUuid(UUID)).toBe('2.25.329800735698586629295641978511506172918');
});
