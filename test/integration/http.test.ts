import type { DocumentId, DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { contentPath, MAX_JSON_BYTES, TRPC_PATH, UPLOADS_PATH } from '#wire/endpoints.ts';
import { WIRE_HEADER, WIRE_VERSION } from '#wire/version.ts';
import { noteCommand, signedInClient, type HttpClient } from '#test/support/http/client.ts';
import type { DemoProcess } from '#test/support/http/processes.ts';
import { startedDemo } from '#test/support/http/started-demo.ts';
import { wireFetch, type Travelled } from '#test/support/http/wire-fetch.ts';
import { generateProof } from 'dpop';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let demo: DemoProcess;
let nurse: HttpClient;
let doctor: HttpClient;
let dossierId: DossierId;

beforeAll(async () => {
  ({ demo, nurse, dossierId } = await startedDemo());
  doctor = await signedInClient(demo.origin, 'cps-urgentiste');
});
afterAll(() => demo.remove());

const post = (
  path: string,
  init: { headers?: Record<string, string>; body?: string } = {},
): Promise<Response> =>
  fetch(`${demo.origin}${path}`, {
    method: 'POST',
    headers: {
      origin: demo.origin,
      'content-type': 'application/json',
      [WIRE_HEADER]: String(WIRE_VERSION),
      ...init.headers,
    },
    body: init.body ?? '{}',
  });

async function codeOf(answer: Response): Promise<string> {
  const body = (await answer.json()) as { error?: { data?: { relais?: { code?: string } } }; code?: string };
  return body.error?.data?.relais?.code ?? body.code ?? 'none';
}

describe('a write', () => {
  it('from another origin, or from none, is refused before anything is read', async () => {
    for (const origin of ['https://elsewhere.example', 'null', 'http://localhost']) {
      const answer = await post(`${TRPC_PATH}/sync.push`, { headers: { origin } });
      expect(answer.status).toBe(403);
      expect(await codeOf(answer)).toBe('originRefused');
    }
    expect(await statusWithoutOrigin()).toBe(403);
  });

  it('over the limit is answered 413', async () => {
    const answer = await post(`${TRPC_PATH}/sync.push`, { body: JSON.stringify('x'.repeat(MAX_JSON_BYTES)) });
    expect(answer.status).toBe(413);
    expect(await codeOf(answer)).toBe('tooLarge');
  });
});

/** node:http adds no header of its own, as a script would. */
function statusWithoutOrigin(): Promise<number | undefined> {
  return new Promise((resolve) => {
    const sent = request(`${demo.origin}${TRPC_PATH}/sync.push`, { method: 'POST' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.end('{}');
  });
}

describe('a request', () => {
  it('without proof of a device key is refused', async () => {
    const answer = await post(`${TRPC_PATH}/dossiers.list`);
    expect(answer.status).toBe(401);
    expect(await codeOf(answer)).toBe('dpopMissing');
  });

  it("with a session's token and another device's key is refused", async () => {
    const url = `${demo.origin}${TRPC_PATH}/dossiers.list`;
    const { token } = nurse.session;
    const first = await post(`${TRPC_PATH}/dossiers.list`);
    const nonce = first.headers.get('DPoP-Nonce') ?? undefined;
    const proof = await generateProof(doctor.keys, url, 'POST', nonce, token);
    const answer = await post(`${TRPC_PATH}/dossiers.list`, {
      headers: { authorization: `DPoP ${token}`, dpop: proof },
    });
    expect(answer.status).toBe(401);
    expect(await codeOf(answer)).toBe('dpopInvalid');
  });

  it('with a proof that was used before is refused', async () => {
    const url = `${demo.origin}${TRPC_PATH}/auth.challenge`;
    const nonce = (await post(`${TRPC_PATH}/auth.challenge`)).headers.get('DPoP-Nonce') ?? undefined;
    const proof = await generateProof(nurse.keys, url, 'POST', nonce);
    expect((await post(`${TRPC_PATH}/auth.challenge`, { headers: { dpop: proof } })).status).toBe(200);
    const again = await post(`${TRPC_PATH}/auth.challenge`, { headers: { dpop: proof } });
    expect(await codeOf(again)).toBe('dpopInvalid');
  });

  it('of an app with another wire version is told so', async () => {
    const answer = await post(`${TRPC_PATH}/auth.challenge`, { headers: { [WIRE_HEADER]: '999' } });
    expect(await codeOf(answer)).toBe('wireVersion');
  });

  it('for an unknown procedure gets a code, and no stack', async () => {
    const answer = await post(`${TRPC_PATH}/nothing.here`);
    expect(answer.status).toBe(404);
    const text = await answer.text();
    expect(text).toContain('"unknownProcedure"');
    expect(text).not.toMatch(/stack|at \/|node_modules|\.js:/);
  });

  it('that is not in the agreed form gets a code, and nothing of what was sent', async () => {
    const answer = await nurse.fetch(`${demo.origin}${TRPC_PATH}/dossiers.find`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ insC: 'MARTIN 150081505104018' }),
    });
    const text = await answer.text();
    expect(text).toContain('"badRequest"');
    expect(text).not.toContain('MARTIN');
  });

  it('for another dossier’s document, or one without authorisation, is refused and traced', async () => {
    const [result] = unwrap(
      await nurse.api.pull({ wants: [{ dossierId, cursor: null }], pageSize: 10 }),
    ).results;
    if (result?.kind !== 'page') throw new Error('no page');
    const documentId = result.entries[0]?.documentId as DocumentId;
    expect((await nurse.fetch(`${demo.origin}${contentPath(dossierId, documentId)}`)).status).toBe(200);
    const refused = await doctor.fetch(`${demo.origin}${contentPath(dossierId, documentId)}`);
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'forbidden']);
    const guessed = crypto.randomUUID() as DocumentId;
    expect((await nurse.fetch(`${demo.origin}${contentPath(dossierId, guessed)}`)).status).toBe(404);
    const { traces } = unwrap(await nurse.api.traces({ dossierId, cursor: null, limit: 50 }));
    expect(
      traces.some(
        ({ act, allowed, actor }) =>
          act === 'retrieveDocument' && !allowed && actor?.name.includes('BELCASTEL'),
      ),
    ).toBe(true);
  });
});

describe('a device whose session ended', () => {
  it('may still send its outbox, and read nothing', async () => {
    const device = await signedInClient(demo.origin, 'cps-infirmiere');
    const { body, content } = await noteCommand(dossierId, 'written at the bedside, sent after the session');
    device.dropSession();
    await device.upload(content);
    const { receipts } = unwrap(await device.api.push([await device.sign(body)], null));
    expect(receipts[0]?.outcome.type).toBe('done');
    expect((await device.api.listDossiers()).ok).toBe(false);
    const { results } = unwrap(await device.api.pull({ wants: [{ dossierId, cursor: null }], pageSize: 10 }));
    expect(results).toEqual([{ kind: 'unchanged', dossierId }]);
  });
});

describe('an answer to a pull', () => {
  it('is packed on the wire, to under two fifths of its JSON; a small answer is not', async () => {
    const seen: Travelled[] = [];
    const through = wireFetch('gzip, deflate, br', (travelled) => seen.push(travelled));
    const device = await signedInClient(demo.origin, 'cps-infirmiere', through);
    const held = unwrap(await device.api.listDossiers());
    const wants = held.map((one) => ({ dossierId: one.dossierId, cursor: null }));
    seen.length = 0;
    unwrap(await device.api.pull({ wants, pageSize: 1000 }));
    const pull = seen.at(-1);
    expect(pull?.encoding).toBe('br');
    expect((pull?.bytes ?? 0) / (pull?.plain ?? 1)).toBeLessThan(0.4);
    unwrap(await device.api.changes(null));
    expect(seen.at(-1)).toMatchObject({ encoding: 'identity' });
    expect(seen.at(-1)?.bytes).toBeLessThan(1024);
  });
});

describe('every answer', () => {
  it('forbids framing, sniffing and foreign code, the page and the static files alike', async () => {
    const page = await fetch(`${demo.origin}/`);
    const csp = page.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'self'",
      "require-trusted-types-for 'script'",
      "frame-ancestors 'none'",
      "object-src 'none'",
    ])
      expect(csp).toContain(part);
    expect(csp).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*/);
    const script = /src="(\/_app[^"]+\.js)"|href="(\/_app[^"]+\.js)"/.exec(await page.text());
    const file = await fetch(`${demo.origin}${script?.[1] ?? script?.[2] ?? '/robots.txt'}`);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('uploads', () => {
  it('are refused without a device', async () => {
    const answer = await fetch(`${demo.origin}${UPLOADS_PATH}`, {
      method: 'POST',
      headers: { origin: demo.origin, 'tus-resumable': '1.0.0', 'upload-length': '10' },
    });
    expect(answer.status).toBe(401);
  });
});

describe('the process', () => {
  it('ends by itself while an event stream is open', async () => {
    const stream = await nurse.fetch(`${demo.origin}${TRPC_PATH}/sync.watch`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const first = await stream.body?.getReader().read();
    expect(first?.done).toBe(false);
    const { code } = await demo.stop();
    expect(code).toBe(0);
  });
});
