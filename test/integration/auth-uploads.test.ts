import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Upload } from 'tus-js-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isContentHash } from '#base/brand.ts';
import { UPLOADS_PATH, UPLOAD_CHUNK_BYTES } from '#wire/endpoints.ts';
import { NURSE } from '#test/support/server/auth-harness.ts';
import {
  hashOf,
  NURSE_TABLET,
  openUploads,
  type UploadHarness,
} from '#test/support/server/upload-harness.ts';

/** As the uploads travel for good: over TCP, with the client that the app uses. */
describe('uploads over HTTP by tus-js-client', () => {
  let harness: UploadHarness;
  let server: Server;
  let endpoint: string;
  /** Requests whose connection is cut in the middle of their body. */
  let cuts: number;
  beforeEach(async () => {
    harness = await openUploads();
    cuts = 0;
    server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${addressOf(server).port}${UPLOADS_PATH}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await harness.close();
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET' } = incoming;
    const bodied = method === 'POST' || method === 'PATCH';
    const cut = method === 'PATCH' && cuts > 0;
    if (cut) cuts -= 1;
    const request = new Request(`http://relais.example${incoming.url}`, {
      method,
      headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as [string, string]] : [],
      ),
      ...(bodied && { body: webBody(incoming, cut ? CUT_AFTER_BYTES : Infinity), duplex: 'half' }),
    });
    const answered = await harness.store.handle(request, NURSE_TABLET);
    outgoing.writeHead(answered.status, Object.fromEntries(answered.headers));
    outgoing.end(Buffer.from(await answered.arrayBuffer()));
  }

  const upload = (content: Buffer, sha256: string): Promise<void> =>
    new Promise((resolve, reject) => {
      new Upload(content, {
        endpoint,
        chunkSize: UPLOAD_CHUNK_BYTES,
        metadata: { sha256, filename: 'radio.pdf' },
        retryDelays: [10, 20, 40, 80, 160],
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });

  const contentOf = (size: number): Buffer =>
    Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 31) & 255));

  async function expectStored(content: Buffer): Promise<void> {
    const sha256 = await hashOf(content);
    const found = isContentHash(sha256) ? await harness.store.find(NURSE.psIdNat, sha256) : undefined;
    if (!found) throw new Error('the content is not there');
    expect(Buffer.from(await harness.store.read(found)).equals(content)).toBe(true);
  }

  it('arrive in several chunks', async () => {
    const content = contentOf(2 * UPLOAD_CHUNK_BYTES + 12_345);
    await upload(content, await hashOf(content));
    await expectStored(content);
  });

  it('arrive over connections that are cut in the middle', async () => {
    cuts = 3;
    const content = contentOf(UPLOAD_CHUNK_BYTES + 777);
    await upload(content, await hashOf(content));
    expect(cuts).toBe(0);
    await expectStored(content);
  });

  it('fail for good with another content than announced', async () => {
    await expect(upload(contentOf(5000), await hashOf(contentOf(4999)))).rejects.toThrow(/hashMismatch/);
  });
});

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address;
}

const CUT_AFTER_BYTES = 300_000;

/**
 * The body as a Web stream that fails, and does not throw elsewhere, when the connection breaks: by itself, or cut here
 * after so many bytes.
 */
function webBody(incoming: IncomingMessage, cutAfter: number): ReadableStream {
  let passed = 0;
  const chunks: AsyncIterator<unknown, undefined> = Readable.prototype.iterator.call(incoming, {
    destroyOnReturn: false,
  });
  return new ReadableStream({
    async pull(controller) {
      try {
        const next: IteratorResult<unknown, undefined> = await chunks.next();
        if (next.done === true || !(next.value instanceof Uint8Array)) controller.close();
        else {
          passed += next.value.length;
          controller.enqueue(new Uint8Array(next.value));
          if (passed > cutAfter) incoming.destroy();
        }
      } catch (error) {
        controller.error(error);
      }
    },
  });
}
