import 'fake-indexeddb/auto';
import { createHash, randomFillSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { downloadContent } from '#app/download.ts';
import { uploadContent } from '#app/upload.ts';
import type { ContentHash, DossierId } from '#base/brand.ts';
import { concat, utf8, type Bytes } from '#base/bytes.ts';
import { ok, unwrap } from '#base/result.ts';
import { PART_BYTES } from '#base/sealed-parts.ts';
import {
  MAX_DOCUMENT_BYTES,
  type DocumentDescription,
  type DocumentEntry,
} from '#domain/dossier/document-entry.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';
import { servedWorld, type ServedWorld } from '#test/support/app/served-world.ts';
import { cuttingProxy, overTcp } from '#test/support/http/broken-link.ts';
import { signedInClient, type HttpClient } from '#test/support/http/client.ts';
import { createBody, grantBody, newDossierId, noteBody } from '#test/support/server/test-device.ts';
import { contentsOf, type OpenContents } from '#test/support/store/content-store.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';

const MEGABYTE = 1024 * 1024;

let server: Awaited<ReturnType<typeof overTcp>>;
let world: ServedWorld;
let proxy: Awaited<ReturnType<typeof cuttingProxy>>;
let client: HttpClient;
let dossierId: DossierId;
/** What the server was asked for, as it arrived. */
const requests: { method: string; range: string | null; offset: string | null; path: string }[] = [];

beforeAll(async () => {
  server = await overTcp();
  world = await servedWorld({ origin: server.origin });
  server.answerWith((request) => {
    const { pathname: path } = new URL(request.url);
    if (path === '/demo/cards') return Promise.resolve(Response.json(world.cards));
    const { method, headers } = request;
    requests.push({ method, range: headers.get('range'), offset: headers.get('upload-offset'), path });
    return world.fetch(request);
  });
  proxy = await cuttingProxy(server);
  client = await signedInClient(server.origin, 'cps-infirmiere', (input, init) =>
    fetch(String(input instanceof Request ? input.url : input).replace(server.origin, proxy.origin), init),
  );
  dossierId = newDossierId();
  const now = world.clock.now();
  const { psIdNat } = client.session.professional;
  const commands = [createBody(dossierId, now), grantBody(dossierId, psIdNat, now)];
  for (const body of commands) unwrap(await client.api.push([await client.sign(body)], null));
});
afterAll(async () => {
  await proxy?.close();
  await server?.close();
  await world?.stop();
});
beforeEach(() => {
  proxy.link.cutAfter = Infinity;
  proxy.link.cuts = proxy.link.passed = 0;
  requests.length = 0;
});

/** A PDF by its head and its end, with nothing that packs in between. */
function largePdf(size: number): Bytes {
  const noise = new Uint8Array(size - 14);
  for (let at = 0; at < noise.length; at += 65_536)
    randomFillSync(noise, at, Math.min(65_536, noise.length - at));
  return concat(utf8('%PDF-1.7'), noise, utf8('\n%%EOF'));
}
const hashOf = (bytes: Bytes) => createHash('sha256').update(bytes).digest('hex') as ContentHash;
const sourceOf = (content: Bytes, sha256 = hashOf(content)) => ({
  size: content.length,
  sha256,
  slice: async (start: number, end: number) => ok(content.slice(start, end)),
});
const deps = () => ({ fetch: client.fetch, origin: server.origin });
const upload = (
  content: Bytes,
  more: { url?: string; signal?: AbortSignal; onUrl?: (url: string) => void } = {},
) =>
  uploadContent(deps(), sourceOf(content), {
    url: null,
    signal: new AbortController().signal,
    onUrl: () => undefined,
    onProgress: () => undefined,
    ...more,
  });

async function provide(content: Bytes, mediaType: DocumentDescription['mediaType'] = 'application/pdf') {
  const body = await noteBody(dossierId, content, { mediaType });
  const { receipts } = unwrap(await client.api.push([await client.sign(body)], null));
  expect(receipts[0]?.outcome.type).toBe('done');
  return body.document;
}
const entryOf = (document: DocumentDescription): DocumentEntry => ({
  ...document,
  version: '',
  status: 'current',
  submittedAt: 0,
  depositor: client.session.professional,
});

async function emptyStore() {
  const { vault } = await newVault();
  return { vault, store: contentsOf(vault) };
}
const download = (
  store: OpenContents,
  document: DocumentDescription,
  watch: { onProgress?: (done: number) => void; signal?: AbortSignal } = {},
) =>
  downloadContent(
    { fetch: client.fetch, contents: store.contents },
    { dossierId, entry: entryOf(document), parentKey: OUTBOX_KEY },
    { onProgress: () => undefined, signal: new AbortController().signal, ...watch },
  );
async function expectKept(store: OpenContents, blobId: string, content: Bytes): Promise<void> {
  const stored = unwrap(await store.contents.read(blobId));
  const hash = createHash('sha256');
  for (let at = 0; at < content.length; at += MEGABYTE)
    hash.update(unwrap(stored ? await stored.slice(at, at + MEGABYTE) : ok(new Uint8Array(0))));
  expect(hash.digest('hex')).toBe(hashOf(content));
}
const rangeStarts = () =>
  requests
    .filter(({ path }) => path.endsWith('/content'))
    .map(({ range }) => Number(/^bytes=(\d+)-$/.exec(range ?? 'bytes=0-')?.[1]));

describe('25 MB over a link that breaks all the time', () => {
  const content = largePdf(MAX_DOCUMENT_BYTES);
  let document: DocumentDescription;

  it('go up, and nothing that the server has is sent again', async () => {
    proxy.link.cutAfter = 1.5 * MEGABYTE;
    let url: string | undefined;
    const attempt = () => upload(content, { ...(url && { url }), onUrl: (known) => (url = known) });
    let sent = await attempt();
    // one that a cut left where it was ends; the next goes on from there, as the sync core's does
    for (let more = 0; more < 5 && !sent.ok; more++) sent = await attempt();
    expect(sent).toEqual(ok(undefined));
    expect(proxy.link.cuts).toBeGreaterThan(10);
    const offsets = requests.filter(({ method }) => method === 'PATCH').map(({ offset }) => Number(offset));
    // each chunk begins where the server stands, and it never goes back
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
    // what was cut off on its way is lost with its connection: not more than the buffers of one
    expect(proxy.link.passed).toBeLessThan(content.length * 1.5);
    proxy.link.cutAfter = Infinity;
    document = await provide(content);
  }, 120_000);

  it('come down, and nothing that is here is fetched again', async () => {
    proxy.link.cutAfter = 1.5 * MEGABYTE;
    const { store } = await emptyStore();
    let held = 0;
    const seen: number[] = [];
    const onProgress = (done: number): void => {
      if (rangeStarts().length > seen.length) seen.push(held);
      held = done;
    };
    const blobId = unwrap(await download(store, document, { onProgress }));
    expect(proxy.link.cuts).toBeGreaterThan(10);
    expect(rangeStarts()).toEqual(seen);
    await expectKept(store, blobId, content);
    store.close();
  }, 120_000);

  it('go on after the last whole part when the app was closed in the middle', async () => {
    const { vault, store } = await emptyStore();
    const closing = new AbortController();
    const stopped = await download(store, document, {
      signal: closing.signal,
      onProgress: (done) => done > 10 * MEGABYTE && closing.abort(),
    });
    expect(stopped).toEqual({ ok: false, error: { type: 'Cancelled' } });
    store.close();
    requests.length = 0;
    const again = contentsOf(vault);
    const blobId = unwrap(await download(again, document));
    const [start = 0, ...more] = rangeStarts();
    expect(more).toEqual([]);
    expect(start % PART_BYTES).toBe(0);
    expect(start).toBeGreaterThan(9 * MEGABYTE);
    await expectKept(again, blobId, content);
    again.close();
  }, 120_000);

  it('never arrive as something else: what was kept of another content goes, and the next attempt is whole', async () => {
    const { store } = await emptyStore();
    const other = { ...document, sha256: hashOf(utf8('autre')) };
    expect(await download(store, other)).toEqual({ ok: false, error: { type: 'ContentDamaged' } });
    const blobId = unwrap(await download(store, document));
    expect(rangeStarts()).toEqual([0, 0]);
    await expectKept(store, blobId, content);
    store.close();
  }, 120_000);
});

describe('a content that fits a chunk', () => {
  it('goes up in one request', async () => {
    const content = largePdf(MEGABYTE);
    expect(await upload(content)).toEqual(ok(undefined));
    expect(
      requests.filter(({ path }) => path.startsWith('/api/uploads')).map(({ method }) => method),
    ).toEqual(['POST']);
    await provide(content);
  });

  it('arrives all the same where each connection is cut before its end', async () => {
    const content = largePdf(2 * MEGABYTE);
    proxy.link.cutAfter = MEGABYTE / 2;
    expect(await upload(content)).toEqual(ok(undefined));
    proxy.link.cutAfter = Infinity;
    await provide(content);
  });

  it('is always sent whole, whether the dossier, or the server, has it or not', async () => {
    const content = largePdf(MEGABYTE);
    await upload(content);
    const first = { passed: proxy.link.passed, requests: requests.map(({ method, path }) => [method, path]) };
    await provide(content);
    proxy.link.passed = requests.length = 0;
    await upload(content);
    expect(requests.map(({ method, path }) => [method, path])).toEqual(first.requests);
    expect(Math.abs(proxy.link.passed - first.passed)).toBeLessThan(1000);
  });
});
