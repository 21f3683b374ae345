import { describe, expect, test } from 'vitest';
import { createDpopFetch, keyThumbprint, type Identity } from '#wire/client/dpop-fetch.ts';
import { sha256, toBase64Url, utf8 } from '#base/bytes.ts';
import { WIRE_HEADER, WIRE_VERSION } from '#wire/version.ts';
import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  EmbeddedJWK,
  exportJWK,
  jwtVerify,
} from 'jose';

const ORIGIN = 'https://relais.example';
const newKeys = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);

/** Answers in turn, and keeps what was asked. */
function answering(identity: Identity | undefined, ...answers: Response[]) {
  const seen: { url: string; headers: Headers; init: RequestInit }[] = [];
  const ask = createDpopFetch({
    origin: ORIGIN,
    identity: () => identity,
    fetch: (input, init = {}) => {
      const url = input instanceof Request ? input.url : input.toString();
      seen.push({ url, headers: new Headers(init.headers), init });
      return Promise.resolve(answers.shift() ?? new Response('{}'));
    },
  });
  const proof = (at: number): string => seen[at]?.headers.get('DPoP') ?? '';
  return { ask, seen, proof };
}

describe('createDpopFetch', () => {
  test('proves the key for this method and address, without query, and binds the token', async () => {
    const keys = await newKeys();
    const { ask, seen, proof } = answering({ keys, token: 'token' });
    await ask('/api/trpc/x?batch=1#part', { method: 'POST', body: '{}' });
    const { payload } = await jwtVerify(proof(0), EmbeddedJWK);
    expect(payload).toMatchObject({
      htm: 'POST',
      htu: `${ORIGIN}/api/trpc/x`,
      ath: toBase64Url(await sha256(utf8('token'))),
    });
    expect(seen[0]?.headers.get('Authorization')).toBe('DPoP token');
    expect(seen[0]?.headers.get(WIRE_HEADER)).toBe(String(WIRE_VERSION));
    expect(seen[0]?.init).toMatchObject({ credentials: 'omit', cache: 'no-store' });
    expect(decodeProtectedHeader(proof(0)).typ).toBe('dpop+jwt');
  });

  test('names the device by the thumbprint of RFC 7638', async () => {
    const keys = await newKeys();
    expect(await keyThumbprint(keys)).toBe(await calculateJwkThumbprint(await exportJWK(keys.publicKey)));
  });

  test('remembers the nonce of each answer', async () => {
    const nonce = (value: string) => new Response('{}', { headers: { 'DPoP-Nonce': value } });
    const { ask, proof } = answering({ keys: await newKeys(), token: undefined }, nonce('one'), nonce('two'));
    for (let turn = 0; turn < 3; turn++) await ask('/x');
    expect([0, 1, 2].map((at) => decodeJwt(proof(at)).nonce)).toEqual([undefined, 'one', 'two']);
  });

  test('a proof refused for its nonce is made again, once', async () => {
    const stale = () =>
      new Response('', {
        status: 401,
        headers: { 'DPoP-Nonce': 'n', 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"' },
      });
    const { ask, seen, proof } = answering({ keys: await newKeys(), token: undefined }, stale(), stale());
    expect((await ask('/x', { method: 'POST', body: 'b' })).status).toBe(401);
    expect(seen).toHaveLength(2);
    expect([decodeJwt(proof(1)).nonce, seen[1]?.init.body]).toEqual(['n', 'b']);
    expect(decodeJwt(proof(0)).jti).not.toBe(decodeJwt(proof(1)).jti);
  });

  test('an event stream refused for its nonce is opened again, though it was answered 200', async () => {
    const stale = new Response('event: serialized-error\n\n', {
      headers: { 'DPoP-Nonce': 'n', 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"' },
    });
    const { ask, proof } = answering(
      { keys: await newKeys(), token: undefined },
      stale,
      new Response('good'),
    );
    expect(await (await ask('/x')).text()).toBe('good');
    expect(decodeJwt(proof(1)).nonce).toBe('n');
  });

  test('a page that begins asks once for a nonce, before its first proofs, and goes without where there is none', async () => {
    const identity = { keys: await newKeys(), token: undefined };
    for (const nonce of ['first', undefined]) {
      const seen: { path: string; proof: string | null }[] = [];
      const ask = createDpopFetch({
        origin: ORIGIN,
        identity: () => identity,
        noncePath: '/nonce',
        fetch: (input, init) => {
          const { pathname: path } = new URL(input instanceof Request ? input.url : input);
          seen.push({ path, proof: new Headers(init?.headers).get('DPoP') });
          if (path !== '/nonce') return Promise.resolve(new Response('{}'));
          return nonce
            ? Promise.resolve(new Response(null, { headers: { 'DPoP-Nonce': nonce } }))
            : Promise.reject(new TypeError());
        },
      });
      await Promise.all(['/a', '/b'].map((path) => ask(path)));
      expect(seen.map(({ path }) => path)).toEqual(['/nonce', '/a', '/b']);
      expect(seen.map(({ proof }) => proof && decodeJwt(proof).nonce)).toEqual([null, nonce, nonce]);
    }
  });

  test('who gives up while the nonce is awaited waits no longer', async () => {
    const own = new AbortController();
    const identity = { keys: await newKeys(), token: undefined };
    const ask = createDpopFetch({
      origin: ORIGIN,
      identity: () => identity,
      noncePath: '/nonce',
      fetch: (input, init) =>
        (input instanceof Request ? input.url : new URL(input).href).endsWith('/nonce')
          ? new Promise(() => undefined)
          : Promise.reject(init?.signal?.reason as Error),
    });
    const asked = ask('/a', { signal: own.signal });
    own.abort();
    await expect(asked).rejects.toThrow('abort');
  });

  test('any other refusal is not repeated: it may have had its effect', async () => {
    const refused = new Response('{"code":"sessionEnded"}', { status: 401, headers: { 'DPoP-Nonce': 'n' } });
    const { ask, seen } = answering({ keys: await newKeys(), token: undefined }, refused);
    expect(await (await ask('/x')).json()).toEqual({ code: 'sessionEnded' });
    expect(seen).toHaveLength(1);
  });

  test('without a device key there is no proof', async () => {
    const { ask, seen } = answering(undefined);
    await ask('/x');
    expect([seen[0]?.headers.has('DPoP'), seen[0]?.headers.has('Authorization')]).toEqual([false, false]);
  });
});
