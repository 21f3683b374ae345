import fc from 'fast-check';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '#base/bytes.ts';
import { concat, toBase64, utf8 } from '#base/bytes.ts';
import { PART_BYTES, sealedSize } from '#base/sealed-parts.ts';
import { isContentHash } from '#base/brand.ts';
import { MAX_DOCUMENT_BYTES } from '#domain/dossier/document-entry.ts';
import { upload } from '#server/schema/directory.ts';
import { UPLOAD_CHUNK_BYTES } from '#wire/endpoints.ts';
import { NURSE, readTraces } from '#test/support/server/auth-harness.ts';
import {
  allBytes,
  begin,
  create,
  DOCTOR_TABLET,
  fileNames,
  hashOf,
  NURSE_PHONE,
  NURSE_TABLET,
  offsetOf,
  openUploads,
  patch,
  send,
  type UploadHarness,
} from '#test/support/server/upload-harness.ts';

const MARKER = 'CLEAR-TEXT-MARKER-0123456789';

/** Compressible, marked all over, and of any length. */
function contentOf(size: number): Bytes {
  const marker = utf8(`${MARKER}|`);
  return Uint8Array.from(
    { length: size },
    (_, index) => (marker[index % marker.length] ?? 0) ^ ((index >> 20) & 1),
  );
}

describe('resumable uploads', () => {
  let harness: UploadHarness;
  beforeEach(async () => {
    harness = await openUploads();
  });
  afterEach(() => harness.close());

  const found = async (content: Uint8Array, psIdNat = NURSE.psIdNat) => {
    const hash = await hashOf(content);
    if (!isContentHash(hash)) throw new Error('not a hash');
    return harness.store.find(psIdNat, hash);
  };
  const sendWhole = async (content: Bytes) => {
    const id = await begin(harness, content);
    const answer = await patch(harness, id, { offset: 0, body: content });
    return { id, answer };
  };
  const bodyOf = async (answer: Response): Promise<unknown> => answer.json();
  const reasons = async () => (await readTraces(harness)).map(({ leaf }) => [leaf.act, leaf.because]);

  it('become a sealed content that its author finds by its hash', async () => {
    const content = contentOf(1000);
    const { id, answer } = await sendWhole(content);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('upload-offset')).toBe('1000');
    const blob = await found(content);
    expect(blob).toMatchObject({ uploadId: id, size: 1000 });
    expect(blob && (await harness.store.read(blob))).toEqual(content);
    expect(await offsetOf(harness, id)).toBe(1000);
    expect(await found(content, DOCTOR_TABLET.professional.psIdNat)).toBeUndefined();
  });

  it('go on at any offset, over new starts of the process', async () => {
    const content = contentOf(PART_BYTES + 777);
    const id = await begin(harness, content);
    let offset = 0;
    for (const length of [1, 15, 16, 17, 4095, 65_536, 100_001, content.length]) {
      const body = content.slice(offset, offset + length);
      const answer = await patch(harness, id, { offset, body });
      expect(answer.status).toBe(204);
      offset += body.length;
      await harness.restart();
      expect(await offsetOf(harness, id)).toBe(offset);
    }
    const blob = await found(content);
    expect(blob && (await harness.store.read(blob))).toEqual(content);
  });

  it('arrive as they were, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
        async (random, lengths) => {
          const content = new Uint8Array(random);
          const id = await begin(harness, content);
          for (let offset = 0, turn = 0; offset < content.length; turn++) {
            const length = turn < lengths.length ? (lengths[turn] ?? 1) : content.length;
            const body = content.slice(offset, offset + length);
            expect((await patch(harness, id, { offset, body })).status).toBe(204);
            offset += body.length;
          }
          const blob = await found(content);
          expect(blob && (await harness.store.read(blob))).toEqual(content);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('keep what arrived before the connection broke', async () => {
    const content = contentOf(10_000);
    const id = await begin(harness, content);
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(content.slice(0, 4321));
      },
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        controller.error(new Error('connection reset'));
      },
    });
    const answer = await patch(harness, id, { offset: 0, body: broken, length: content.length });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    await harness.restart();
    const offset = await offsetOf(harness, id);
    expect(offset).toBe(4321);
    expect((await patch(harness, id, { offset, body: content.slice(offset) })).status).toBe(204);
    const blob = await found(content);
    expect(blob && (await harness.store.read(blob))).toEqual(content);
  });

  it('are finished at the next question where the server failed after the last byte', async () => {
    const content = contentOf(2000);
    const id = await begin(harness, content);
    const blobs = join(harness.folder, 'blobs');
    await rename(blobs, `${blobs}.away`);
    await writeFile(blobs, 'a file where the folder should be');
    const answer = await patch(harness, id, { offset: 0, body: content });
    expect(answer.status).toBe(500);
    expect(await bodyOf(answer)).toEqual({ code: 'internal' });
    expect(await found(content)).toBeUndefined();
    await rm(blobs);
    await rename(`${blobs}.away`, blobs);
    await harness.restart();
    expect(await offsetOf(harness, id)).toBe(2000);
    const blob = await found(content);
    expect(blob && (await harness.store.read(blob))).toEqual(content);
  });

  it('never lie in clear on disk, under way or complete', async () => {
    const content = contentOf(5000);
    const id = await begin(harness, content);
    await patch(harness, id, { offset: 0, body: content.slice(0, 3000) });
    expect(await allBytes(harness.folder)).not.toContain(MARKER);
    await patch(harness, id, { offset: 3000, body: content.slice(3000) });
    const written = await allBytes(harness.folder);
    expect(written).not.toContain(MARKER);
    expect(written).not.toContain(await hashOf(content));
    expect(written.length).toBeGreaterThan(5000);
  });

  it('of the same content are sealed under different keys', async () => {
    const content = contentOf(100);
    const first = await sendWhole(content);
    const second = await sendWhole(content);
    expect(first.id).not.toBe(second.id);
    expect(await harness.directory.db.select().from(upload)).toHaveLength(2);
  });

  describe('that come with their creation', () => {
    const createWith = async (content: Bytes, body: Bytes | ReadableStream) =>
      send(harness, NURSE_TABLET, {
        method: 'POST',
        body,
        headers: {
          'Upload-Length': String(content.length),
          'Upload-Metadata': `sha256 ${toBase64(utf8(await hashOf(content)))}`,
          'Content-Type': 'application/offset+octet-stream',
          'Content-Length': String(content.length),
        },
      });

    const keptFiles = async () => [
      ...(await fileNames(`${harness.folder}/uploads`)),
      ...(await fileNames(`${harness.folder}/blobs`)),
    ];

    it('take one request', async () => {
      const content = contentOf(PART_BYTES + 5);
      const answer = await createWith(content, content);
      expect(answer.status).toBe(201);
      expect(answer.headers.get('upload-offset')).toBe(String(content.length));
      const blob = await found(content);
      expect(blob && (await harness.store.read(blob))).toEqual(content);
    });

    it('leave nothing where the connection broke, since nobody learnt their address', async () => {
      const content = contentOf(10_000);
      const broken = new ReadableStream({
        start: (controller) => controller.enqueue(content.slice(0, 4321)),
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          controller.error(new Error('connection reset'));
        },
      });
      expect((await createWith(content, broken)).status).toBeGreaterThanOrEqual(400);
      expect(await harness.directory.db.select().from(upload)).toEqual([]);
      expect(await keptFiles()).toEqual([]);
    });

    it('are sealed as they come, and never lie in a second place', async () => {
      const content = contentOf(10_000);
      const seen: string[] = [];
      const watched = new ReadableStream({
        start: (controller) => controller.enqueue(content.slice(0, 4321)),
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          seen.push(...(await fileNames(`${harness.folder}/uploads`)));
          controller.enqueue(content.slice(4321));
          controller.close();
        },
      });
      expect((await createWith(content, watched)).status).toBe(201);
      expect(seen).toEqual([]);
      expect(await keptFiles()).toHaveLength(1);
      const written = await allBytes(`${harness.folder}/blobs`);
      expect(written).not.toContain(MARKER);
      expect(written).toHaveLength(sealedSize(content.length));
    });

    it('leave to nobody what a stopped process had written of them', async () => {
      const content = contentOf(300);
      await createWith(content, content);
      const [row] = await harness.directory.db.select().from(upload);
      const path = join(harness.folder, 'blobs', row?.uploadId.slice(0, 2) ?? '', row?.uploadId ?? '');
      await rename(path, `${path}.new`);
      harness.clock.advance(25 * 3_600_000);
      expect(await harness.store.removeAbandoned(async () => false)).toBe(1);
      expect(await keptFiles()).toEqual([]);
    });

    it('are refused with another content than announced, and nothing stays', async () => {
      const content = contentOf(300);
      const answer = await createWith(content, contentOf(301).slice(1));
      expect(answer.status).toBe(460);
      expect(await harness.directory.db.select().from(upload)).toEqual([]);
    });
  });

  describe('are refused', () => {
    it('with another content than announced, and nothing of it stays', async () => {
      const content = contentOf(3000);
      const id = await begin(harness, content);
      const other = concat(content.slice(0, 2999), Uint8Array.of(0));
      const answer = await patch(harness, id, { offset: 0, body: other });
      expect(answer.status).toBe(460);
      expect(await bodyOf(answer)).toEqual({ code: 'uploadRefused', because: 'hashMismatch' });
      expect((await send(harness, NURSE_TABLET, { method: 'HEAD', id })).status).toBe(404);
      expect((await fileNames(harness.folder)).filter((name) => !name.startsWith('directory'))).toEqual([]);
      expect(await found(content)).toBeUndefined();
      expect(await reasons()).toEqual([['refuseUpload', 'hashMismatch']]);
    });

    it('over the limit, before anything is sent', async () => {
      const sha256 = await hashOf(contentOf(1));
      const answer = await create(harness, { size: MAX_DOCUMENT_BYTES + 1, sha256 });
      expect(answer.status).toBe(413);
      expect(await bodyOf(answer)).toEqual({ code: 'tooLarge', because: 'tooLarge' });
      expect((await create(harness, { size: MAX_DOCUMENT_BYTES, sha256 })).status).toBe(201);
      expect(await reasons()).toEqual([['refuseUpload', 'tooLarge']]);
    });

    it('empty', async () => {
      const answer = await create(harness, { size: 0, sha256: await hashOf(contentOf(0)) });
      expect(answer.status).toBe(400);
      expect(await bodyOf(answer)).toEqual({ code: 'uploadRefused', because: 'empty' });
    });

    it('without a length, or with one to be told later', async () => {
      expect((await send(harness, NURSE_TABLET, { method: 'POST' })).status).toBe(400);
      const deferred = await send(harness, NURSE_TABLET, {
        method: 'POST',
        headers: { 'Upload-Defer-Length': '1' },
      });
      expect(deferred.status).toBeGreaterThanOrEqual(400);
    });

    it('without a hash, or with something else in its place', async () => {
      for (const sha256 of [undefined, 'abc', 'A'.repeat(64), '../../etc/passwd']) {
        const answer = await create(harness, { size: 10, ...(sha256 !== undefined && { sha256 }) });
        expect(answer.status).toBe(400);
        expect(await bodyOf(answer)).toMatchObject({ code: 'uploadRefused', because: 'hashMissing' });
      }
    });

    it('in too large a chunk, or one of unknown length', async () => {
      const content = contentOf(UPLOAD_CHUNK_BYTES + 70_000);
      const id = await begin(harness, content);
      const answer = await patch(harness, id, { offset: 0, body: content });
      expect(answer.status).toBe(413);
      const body = new ReadableStream({ start: (controller) => controller.close() });
      expect((await patch(harness, id, { offset: 0, body })).status).toBe(411);
      expect(await offsetOf(harness, id)).toBe(0);
    });

    it('at another offset than the server has', async () => {
      const content = contentOf(100);
      const id = await begin(harness, content);
      expect((await patch(harness, id, { offset: 10, body: content.slice(10) })).status).toBe(409);
      expect(await offsetOf(harness, id)).toBe(0);
    });

    it('beyond the announced length', async () => {
      const content = contentOf(100);
      const id = await begin(harness, content);
      expect((await patch(harness, id, { offset: 0, body: contentOf(200) })).status).toBe(413);
      expect(await offsetOf(harness, id)).toBe(0);
    });

    it.each([
      ["another of the professional's devices", NURSE_PHONE],
      ['another professional', DOCTOR_TABLET],
    ])('to %s, as if they were not there', async (_, by) => {
      const content = contentOf(100);
      const id = await begin(harness, content);
      for (const method of ['HEAD', 'DELETE'])
        expect((await send(harness, by, { method, id })).status).toBe(404);
      const stolen = await patch(harness, id, { offset: 0, body: content }, by);
      expect(stolen.status).toBe(404);
      expect(await bodyOf(stolen)).toEqual({ code: 'notFound' });
      expect(await offsetOf(harness, id)).toBe(0);
      expect((await readTraces(harness)).at(-1)).toMatchObject({
        leaf: { act: 'refuseUpload', because: 'notYours', device: by.device },
        secret: { actor: { psIdNat: by.professional.psIdNat } },
      });
    });

    it('for names of uploads that are paths, or nothing', async () => {
      for (const id of ['..%2f..%2fdirectory.db', 'nothing', '%00', 'a\\b'])
        expect((await send(harness, NURSE_TABLET, { method: 'HEAD', id })).status).toBe(404);
    });

    it('by other methods, and without the protocol', async () => {
      expect((await send(harness, NURSE_TABLET, { method: 'GET', id: 'x' })).status).toBe(405);
      expect((await send(harness, NURSE_TABLET, { method: 'PUT', id: 'x' })).status).toBe(405);
      const old = await send(harness, NURSE_TABLET, {
        method: 'POST',
        headers: { 'Tus-Resumable': '0.2.2', 'Upload-Length': '5' },
      });
      expect(old.status).toBeGreaterThanOrEqual(400);
    });
  });

  it('open no door to other origins', async () => {
    const answer = await send(harness, NURSE_TABLET, {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example' },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer.headers.get('tus-extension')).toBe('creation,creation-with-upload,termination');
  });

  it('can be taken back before they are complete, and no longer afterwards', async () => {
    const content = contentOf(100);
    const id = await begin(harness, content);
    expect((await send(harness, NURSE_TABLET, { method: 'DELETE', id })).status).toBe(204);
    expect((await send(harness, NURSE_TABLET, { method: 'HEAD', id })).status).toBe(404);
    const whole = await sendWhole(content);
    expect((await send(harness, NURSE_TABLET, { method: 'DELETE', id: whole.id })).status).toBe(400);
    expect(await found(content)).toBeDefined();
  });

  it('are forgotten once a dossier has them, the content stays', async () => {
    const content = contentOf(100);
    const { id } = await sendWhole(content);
    const blob = await found(content);
    await harness.store.forget(id, true);
    expect(await found(content)).toBeUndefined();
    expect(blob && (await harness.store.read(blob))).toEqual(content);
  });

  it('are forgotten with their content where the dossier had it already', async () => {
    const content = contentOf(100);
    const { id } = await sendWhole(content);
    const blob = await found(content);
    if (!blob) throw new Error('nothing found');
    await harness.store.forget(id, false);
    await expect(harness.store.read(blob)).rejects.toThrow();
  });

  it('go after a day, unless a dossier refers to their content', async () => {
    const [kept, dropped, partial] = [contentOf(100), contentOf(101), contentOf(102)];
    const { id: keptId } = await sendWhole(kept);
    const { id: droppedId } = await sendWhole(dropped);
    const partialId = await begin(harness, partial);
    await patch(harness, partialId, { offset: 0, body: partial.slice(0, 50) });
    const [keptBlob, droppedBlob] = [await found(kept), await found(dropped)];
    expect(await harness.store.removeAbandoned(async () => false)).toBe(0);
    harness.clock.advance(23 * 3_600_000);
    expect(await found(kept)).toBeUndefined(); // no command takes it in its last hour
    harness.clock.advance(3_600_000);
    expect((await send(harness, NURSE_TABLET, { method: 'HEAD', id: partialId })).status).toBe(404);
    expect(await harness.store.removeAbandoned(async (blobId) => blobId === keptId)).toBe(3);
    expect(keptBlob && (await harness.store.read(keptBlob))).toEqual(kept);
    await expect(droppedBlob && harness.store.read(droppedBlob)).rejects.toThrow();
    expect(await fileNames(`${harness.folder}/uploads`)).toEqual([]);
    expect(droppedId).not.toBe(keptId);
  });
});
