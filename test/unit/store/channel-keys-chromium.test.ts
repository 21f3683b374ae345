import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';

/** A page of nothing: what is tried is the browser's own. */
const page = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((_request, answer) => {
      answer.setHeader('content-type', 'text/html').end('<!doctype html><title>keys</title>');
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

/** Makes the keys of a pairing as the app does, and puts them into IndexedDB. */
const keepKeys = `(async () => {
  const x25519 = await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits']);
  const ecdsa = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const db = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('keys', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('bridges', { keyPath: 'id' });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  await new Promise((resolve, reject) => {
    const writing = db.transaction('bridges', 'readwrite');
    writing.objectStore('bridges').put({ id: 'one', x25519, ecdsa });
    writing.oncomplete = resolve;
    writing.onabort = () => reject(writing.error);
  });
})()`;

/** Takes them out again, in another run of the browser, and uses them. */
const useKeys = `(async () => {
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open('keys', 1);
    opening.onsuccess = () => resolve(opening.result);
  });
  const { x25519, ecdsa } = await new Promise((resolve) => {
    const reading = db.transaction('bridges').objectStore('bridges').get('one');
    reading.onsuccess = () => resolve(reading.result);
  });
  const other = await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits']);
  const bits = (mine, theirs) =>
    crypto.subtle.deriveBits({ name: 'X25519', public: theirs.publicKey }, mine.privateKey, 256);
  const [one, two] = [await bits(x25519, other), await bits(other, x25519)].map((b) => String(new Uint8Array(b)));
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, ecdsa.privateKey, new Uint8Array(1));
  return {
    agree: one === two,
    signature: signature.byteLength,
    extractable: x25519.privateKey.extractable || ecdsa.privateKey.extractable,
  };
})()`;

describe.skipIf(!hasChromium())('Chromium', () => {
  let server: Server;
  let device: BrowserDevice;
  beforeAll(async () => {
    server = await page();
    device = await browserDevice();
  }, 30_000);
  afterAll(async () => {
    await device.remove();
    server.close();
  });

  test('keeps the keys of a pairing over a restart, and never gives them out', async () => {
    const address = server.address();
    const url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}/` : '';
    await device.page().goto(url);
    await device.page().evaluate(keepKeys);
    const again = await device.restart();
    await again.goto(url);
    expect(await again.evaluate(useKeys)).toEqual({ agree: true, signature: 64, extractable: false });
  }, 60_000);
});
