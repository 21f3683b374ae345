import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadContent } from '#app/download.ts';
import type { ContentHash, DocumentId, PsIdNat } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import { err, unwrap } from '#base/result.ts';
import { PART_BYTES } from '#base/sealed-parts.ts';
import { VISIBLE_TO_ALL, type DocumentEntry } from '#domain/dossier/document-entry.ts';
import { contentsOf, type OpenContents } from '#test/support/store/content-store.ts';
import { dossierNo } from '#test/support/sync/sample.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';

const SIZE = PART_BYTES + 1000;
const content = Uint8Array.from({ length: SIZE }, (_, index) => (index * 13) & 255);

const entry: DocumentEntry = {
  documentId: '7a1f0c52-0000-4000-8000-000000000001' as DocumentId,
  logicalId: '7a1f0c52-0000-4000-8000-000000000001' as DocumentId,
  title: 'Photographie',
  typeCode: '11506-3',
  mediaType: 'image/jpeg',
  size: SIZE,
  sha256: createHash('sha256').update(content).digest('hex') as ContentHash,
  createdAt: '2026-11-23',
  visibility: VISIBLE_TO_ALL,
  version: '',
  status: 'current',
  submittedAt: 0,
  depositor: { psIdNat: '899700000001' as PsIdNat, name: 'Fictif', profession: '60' },
};

describe('a server that sends more than the announced size', () => {
  let store: OpenContents;
  beforeEach(async () => {
    store = contentsOf((await newVault()).vault);
  });
  afterEach(() => store.close());

  /** Answers with these pieces, whatever range is asked for. */
  const download = (pieces: readonly Bytes[]) =>
    downloadContent(
      { fetch: () => Promise.resolve(answerOf(pieces)), contents: store.contents },
      { dossierId: dossierNo(1), entry, parentKey: OUTBOX_KEY },
      { onProgress: () => undefined, signal: new AbortController().signal },
    );
  const expectNothingKept = async (): Promise<void> => {
    expect(unwrap(await store.contents.findByRef(entry.documentId))).toBeUndefined();
    expect(await store.db.blobs.count()).toBe(0);
    expect(await store.db.parts.count()).toBe(0);
  };

  it('is refused in the middle of a piece, and nothing of it is kept', async () => {
    const longer = new Uint8Array(SIZE + 1);
    longer.set(content);
    expect(await download([longer])).toEqual(err({ type: 'ContentDamaged' }));
    await expectNothingKept();
  });

  it('is refused after the last announced byte, and nothing of it is kept', async () => {
    expect(await download([content, new Uint8Array(1)])).toEqual(err({ type: 'ContentDamaged' }));
    await expectNothingKept();
  });

  it('is read no further', async () => {
    let sent = 0;
    const endless = new ReadableStream<Bytes>({
      pull: (controller) => controller.enqueue(new Uint8Array((sent += PART_BYTES) && PART_BYTES)),
    });
    const answer = new Response(endless, { headers: { 'content-type': 'application/octet-stream' } });
    const done = await downloadContent(
      { fetch: () => Promise.resolve(answer), contents: store.contents },
      { dossierId: dossierNo(1), entry, parentKey: OUTBOX_KEY },
      { onProgress: () => undefined, signal: new AbortController().signal },
    );
    expect(done).toEqual(err({ type: 'ContentDamaged' }));
    expect(sent).toBeLessThan(6 * PART_BYTES);
    await expectNothingKept();
  });

  it('is kept where it sends what was announced', async () => {
    const blobId = unwrap(await download([content.slice(0, 1000), content.slice(1000)]));
    const stored = unwrap(await store.contents.read(blobId));
    expect(stored && unwrap(await stored.slice(0, SIZE))).toEqual(content);
  });
});

function answerOf(pieces: readonly Bytes[]): Response {
  const body = new ReadableStream<Bytes>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/octet-stream' } });
}
