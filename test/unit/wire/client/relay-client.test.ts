import { fromBase64Url, sha256, utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { createRelayClient, SILENCE_MS, type RelayError } from '#wire/client/relay-client.ts';
import { MAX_FRAME_BYTES, type RelayEvent } from '#wire/relay.ts';
import { WIRE_HEADER } from '#wire/version.ts';
import { relaySide, type RelaySide } from '#test/support/http/relay-side.ts';
import { keyNamed } from '#test/support/server/relay-sides.ts';
import { startTestServer } from '#test/support/server/test-server.ts';
import { trpcFetch } from '#test/support/server/trpc-fetch.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const TICKET = utf8('x'.repeat(32));
const NAMES = { appName: 'Tablette', bridgeName: 'Poste 3' };
const isFrame = ({ kind }: RelayEvent): boolean => kind === 'frame';

describe('a client of the relay', () => {
  let running: Awaited<ReturnType<typeof startTestServer>>;
  let bridge: RelaySide;
  let app: RelaySide;
  beforeEach(async () => {
    running = await startTestServer();
    const { origin } = running.config;
    [bridge, app] = await Promise.all([side(origin), side(origin)]);
  });
  afterEach(async () => {
    bridge.stop();
    app.stop();
    await running.stop();
  });
  const side = (origin: string): Promise<RelaySide> => relaySide(origin, trpcFetch(running.server));

  it('pairs through an offer, exchanges frames as bytes, and ends', async () => {
    await Promise.all([bridge.listen(), app.listen()]);
    unwrap(await bridge.client.offer(await sha256(TICKET)));
    const frame = utf8('sealed');
    unwrap(await app.client.send({ to: bridge.key, frame, ticket: TICKET }));
    const arrived = await bridge.heard(isFrame);
    expect(arrived.kind === 'frame' && fromBase64Url(arrived.frame)).toEqual(frame);
    unwrap(await bridge.client.send({ to: app.key, frame }));
    await app.heard(isFrame);
    unwrap(await bridge.client.confirm({ app: app.key, ...NAMES }));
    expect(unwrap(await app.client.pairings())).toMatchObject([
      { bridge: bridge.key, app: app.key, ...NAMES },
    ]);
    await app.heard(({ kind }) => kind === 'peer');
    unwrap(await app.client.endPairing(bridge.key));
    await bridge.heard(({ kind }) => kind === 'pairingEnded');
    expect(await bridge.client.send({ to: app.key, frame })).toEqual(serverSays('notPaired'));
  });

  it('is told when the other side stops to listen', async () => {
    await Promise.all([bridge.listen(), app.listen()]);
    unwrap(await bridge.client.offer(await sha256(TICKET)));
    unwrap(await app.client.send({ to: bridge.key, frame: utf8('1'), ticket: TICKET }));
    unwrap(await bridge.client.confirm({ app: app.key, ...NAMES }));
    bridge.stop();
    await app.heard((event) => event.kind === 'peer' && !event.listening);
    expect(await app.client.send({ to: bridge.key, frame: utf8('2') })).toEqual(serverSays('peerAway'));
  });

  it('learns by its code why the server refuses', async () => {
    const frame = new Uint8Array(MAX_FRAME_BYTES + 1);
    expect(await app.client.send({ to: bridge.key, frame })).toEqual(serverSays('badRequest'));
    expect(await app.client.endPairing(bridge.key)).toEqual(serverSays('notPaired'));
    const flood = await Promise.all(Array.from({ length: 120 }, () => app.client.pairings()));
    expect(flood).toContainEqual(serverSays('rateLimited'));
  });

  it('knows the instance without proving a key', async () => {
    expect(unwrap(await app.client.instance())).toMatchObject({ kind: 'demo' });
  });

  it('with another wire version is told so, on the stream too', async () => {
    const other: Fetch = (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set(WIRE_HEADER, '1');
      return trpcFetch(running.server)(input, { ...init, headers });
    };
    const old = await relaySide(running.config.origin, other);
    expect(await old.client.pairings()).toEqual(serverSays('wireVersion'));
    const down = await new Promise((onDown) => old.client.listen({ onEvent: () => undefined, onDown }));
    expect(down).toEqual(serverSays('wireVersion').error);
  });

  it('tells once that its stream was replaced by a newer one of the same key', async () => {
    await app.listen();
    await app.listen();
    await vi.waitFor(() => expect(app.down).toEqual([serverSays('streamReplaced').error]));
  });
});

const serverSays = (code: string) => ({ ok: false, error: { type: 'Server', code } });

describe('without a server of ours', () => {
  const origin = 'http://localhost:3000';
  const unreachable = { ok: false, error: { type: 'Unreachable' } };

  it('every call and the stream are unreachable: no network, a captive portal, nonsense', async () => {
    const worlds: Fetch[] = [
      async () => {
        throw new TypeError('fetch failed');
      },
      async () => new Response('<html>Bienvenue</html>', { headers: { 'content-type': 'text/html' } }),
      async () => Response.json({ result: { data: { not: 'what was agreed' } } }),
    ];
    for (const fetch of worlds) {
      const client = createRelayClient({ fetch, origin });
      expect(await client.pairings()).toEqual(unreachable);
      expect(await client.instance()).toEqual(unreachable);
      const down = await new Promise((onDown) => client.listen({ onEvent: () => undefined, onDown }));
      expect(down).toEqual(unreachable.error);
    }
  });

  it('names the origin of a write only where it is asked to', async () => {
    const origins: (string | null)[] = [];
    const fetch: Fetch = async (_, init) => {
      origins.push(new Headers(init?.headers).get('origin'));
      return Response.json({ result: {} });
    };
    await createRelayClient({ fetch, origin, sendOrigin: true }).endPairing(keyNamed('bridge'));
    await createRelayClient({ fetch, origin }).endPairing(keyNamed('bridge'));
    expect(origins).toEqual([origin, null]);
  });
});

describe('a stream', () => {
  const origin = 'http://localhost:3000';
  /** A stream that says what it is given to say, and never ends by itself. */
  const streaming = (...data: unknown[]): Fetch => {
    const text = data.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
    return async () =>
      new Response(
        new ReadableStream({ start: (to) => to.enqueue(utf8(`event: connected\ndata: {}\n\n${text}`)) }),
        { headers: { 'content-type': 'text/event-stream' } },
      );
  };
  afterEach(() => void vi.useRealTimers());

  it('passes over what is no event of the relay', async () => {
    const alive = { kind: 'alive', serverTime: 1 };
    const events: RelayEvent[] = [];
    const client = createRelayClient({
      fetch: streaming({ kind: 'frame', from: 'x', frame: '!' }, 5, alive),
      origin,
    });
    const stop = client.listen({ onEvent: (event) => void events.push(event), onDown: () => undefined });
    await vi.waitFor(() => expect(events).toEqual([alive]));
    stop();
  });

  it('that is silent for too long is taken for dead, once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const down: RelayError[] = [];
    const client = createRelayClient({ fetch: streaming({ kind: 'alive', serverTime: 1 }), origin });
    client.listen({ onEvent: () => undefined, onDown: (error) => void down.push(error) });
    await vi.advanceTimersByTimeAsync(SILENCE_MS + 100);
    expect(down).toEqual([{ type: 'Unreachable' }]);
    await vi.advanceTimersByTimeAsync(SILENCE_MS);
    expect(down.length).toBe(1);
  });

  it('that was stopped tells nothing more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told: unknown[] = [];
    const client = createRelayClient({ fetch: streaming({ kind: 'alive', serverTime: 1 }), origin });
    const tell = (what: unknown): void => void told.push(what);
    client.listen({ onEvent: tell, onDown: tell })();
    await vi.advanceTimersByTimeAsync(2 * SILENCE_MS);
    expect(told).toEqual([]);
  });
});
