import { fromBase64Url, sha256, toBase64Url, utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { readConfig } from '#server/config.ts';
import { openServer } from '#server/server.server.ts';
import { auditTree, type AuditReport } from '#server/traces/audit.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { decodeMessage, encodeMessage } from '#wire/bridge-channel/messages.ts';
import { pairingTicket } from '#wire/bridge-channel/link.ts';
import type { RelayEvent } from '#wire/relay.ts';
import { relaySide, type RelaySide } from '#test/support/http/relay-side.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { HANDSHAKES, newParties, WELCOME } from '#test/unit/wire/bridge-channel/two-sides.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const NAMES = { appName: 'Tablette d’essai', bridgeName: 'Poste d’essai' };
const PIN = '4271';
const REQUEST = { verb: 'cpsLogin', id: 7, nonce: 'nonce-de-la-demande', pin: 'typed' };
const ANSWER = { kind: 'answer', id: 7, value: { familyName: 'DURAND', firstName: 'MARIE-FICTIVE' } };

let demo: DemoProcess;
let bridge: RelaySide;
let app: RelaySide;
/** All that the two sides sent to the relay and got from it: bodies, addresses, events of the streams. */
const record: string[] = [];

beforeAll(async () => {
  demo = await demoProcess();
  await demo.start();
  [bridge, app] = await Promise.all([
    relaySide(demo.origin, recording(fetch)),
    relaySide(demo.origin, recording(fetch)),
  ]);
});
afterAll(async () => {
  bridge.stop();
  app.stop();
  await demo.remove();
});

const recording =
  (through: Fetch): Fetch =>
  async (input, init) => {
    record.push(input instanceof Request ? input.url : input.toString());
    record.push(typeof init?.body === 'string' ? init.body : '');
    const answer = await through(input, init);
    if (!answer.body) return answer;
    const [read, kept] = answer.body.tee();
    void keep(kept).catch(() => undefined); // a stream that is cut was recorded as far as it came
    return new Response(read, answer);
  };

async function keep(body: ReadableStream<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read())
    record.push(decoder.decode(part.value));
}

const isFrame = (event: RelayEvent): boolean => event.kind === 'frame';
const peerIs = (listening: boolean) => (event: RelayEvent) =>
  event.kind === 'peer' && event.listening === listening;

/** The next frame that a side gets, taken off its record. */
async function nextFrame(side: RelaySide): Promise<Bytes> {
  const event = await side.heard(isFrame);
  side.events.splice(side.events.indexOf(event), 1);
  return (event.kind === 'frame' ? fromBase64Url(event.frame) : undefined) ?? new Uint8Array();
}

describe('an app and a bridge over a real server', () => {
  it('pair and talk through frames of which the relay can read nothing', async () => {
    await Promise.all([bridge.listen(), app.listen()]);
    const parties = await newParties();
    const ticket = await pairingTicket(parties.secret);
    unwrap(await bridge.client.offer(await sha256(ticket)));

    const pending = await HANDSHAKES.pairing.start(parties);
    unwrap(await app.client.send({ to: bridge.key, frame: pending.frame, ticket }));
    const hello = unwrap(await HANDSHAKES.pairing.answer(parties, await nextFrame(bridge)));
    const reply = await hello.reply(WELCOME);
    unwrap(await bridge.client.send({ to: app.key, frame: reply.frame }));
    const { channel } = unwrap(await pending.finish(await nextFrame(app)));
    unwrap(await bridge.client.confirm({ app: app.key, ...NAMES }));

    unwrap(
      await app.client.send({
        to: bridge.key,
        frame: await channel.seal(encodeMessage(REQUEST, utf8(PIN))),
      }),
    );
    const asked = unwrap(decodeMessage(unwrap(await reply.channel.open(await nextFrame(bridge)))));
    expect(asked).toEqual({ json: REQUEST, secret: utf8(PIN) });
    unwrap(await bridge.client.send({ to: app.key, frame: await reply.channel.seal(encodeMessage(ANSWER)) }));
    expect(unwrap(decodeMessage(unwrap(await channel.open(await nextFrame(app))))).json).toEqual(ANSWER);

    const open = toBase64Url(encodeMessage(REQUEST));
    expect(base64Forms('cpsLogin').some((form) => open.includes(form))).toBe(true);
    const seen = record.join('\n');
    expect(seen).toContain('relay.send');
    for (const hidden of ['cpsLogin', REQUEST.nonce, 'DURAND', 'MARIE-FICTIVE'])
      for (const form of [hidden, ...base64Forms(hidden)]) expect(seen).not.toContain(form);
  });

  it('learn within a moment that the other side is gone, and frames to it are refused', async () => {
    bridge.stop();
    await app.heard(peerIs(false));
    expect(await app.client.send({ to: bridge.key, frame: utf8('x') })).toEqual({
      ok: false,
      error: { type: 'Server', code: 'peerAway' },
    });
    await bridge.listen();
    await app.heard(peerIs(true));
  });

  it('are told when the server is killed; the pairing still holds once it is back', async () => {
    await demo.kill();
    await Promise.all([bridge, app].map(fallen));
    expect(await app.client.pairings()).toEqual({ ok: false, error: { type: 'Unreachable' } });
    await demo.start();
    await Promise.all([bridge.listen(), app.listen()]);
    expect(unwrap(await app.client.pairings())).toMatchObject([NAMES]);
    const frame = utf8('after the restart');
    unwrap(await app.client.send({ to: bridge.key, frame }));
    expect(await nextFrame(bridge)).toEqual(frame);
  });

  it('let the server stop at once, streams open or not', async () => {
    const { code } = await demo.stop();
    expect(code).toBe(0);
    await Promise.all([bridge, app].map(fallen));
    await demo.start();
    await Promise.all([bridge.listen(), app.listen()]);
  });

  it('end the pairing from one side; the traces of both acts verify', async () => {
    unwrap(await app.client.endPairing(bridge.key));
    await Promise.all([bridge, app].map((side) => side.heard(({ kind }) => kind === 'pairingEnded')));
    expect(unwrap(await bridge.client.pairings())).toEqual([]);
    await demo.stop();
    const { report, acts } = await auditOf(demo);
    expect(report.first).toBeUndefined();
    expect(acts.filter((act) => act === 'pairBridge' || act === 'endPairing')).toEqual([
      'pairBridge',
      'endPairing',
    ]);
  });
});

async function fallen(side: RelaySide): Promise<void> {
  for (let tries = 0; side.down.length === 0; tries++) {
    if (tries > 1000) throw new Error('the stream did not fall');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  side.down.length = 0;
}

/** A text as it would look inside base64url, at each of its three alignments; the ends depend on what is beside it. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((shift) =>
    Buffer.from(`${'-'.repeat(shift)}${text}`)
      .toString('base64url')
      .slice(shift + 1, -2),
  );
}

async function auditOf({ origin, folder }: DemoProcess): Promise<{ report: AuditReport; acts: string[] }> {
  const env = {
    ORIGIN: origin,
    RELAIS_DATA: folder,
    RELAIS_KEY_FILE: `${folder}/operator.key`,
    RELAIS_MIGRATIONS: 'drizzle',
  };
  const server = unwrap(await openServer(unwrap(readConfig(env, 'demo'))));
  try {
    const { traceKey, directory } = server;
    const report = await auditTree({ database: directory, tree: 'directory', traceKey });
    const { rows } = await directory.client.execute('SELECT leaf FROM trace ORDER BY leaf_index');
    return { report, acts: rows.map(({ leaf }) => actOf(leaf)) };
  } finally {
    await server.close();
  }
}

function actOf(leaf: unknown): string {
  const { act } = JSON.parse(typeof leaf === 'string' ? leaf : '{}') as { act?: string };
  return act ?? '';
}
