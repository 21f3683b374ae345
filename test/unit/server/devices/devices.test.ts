import { createApi } from '#app/api.ts';
import { hex, toBase64Url } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { removeProfessional } from '#server/auth/professionals.ts';
import { DEVICE_MS, startSession } from '#server/auth/sessions.ts';
import { sessionStands } from '#server/auth/session-stands.ts';
import { askWipeByOperator, revokeByOperator } from '#server/devices/operator.ts';
import { callerOf } from '#server/endpoint.ts';
import { sha256Hex } from '#server/hash.ts';
import { device as deviceTable } from '#server/schema/directory.ts';
import { traceRow } from '#server/schema/trace.ts';
import { readTraceView } from '#server/traces/view.ts';
import {
  DOCTOR,
  newDossierId,
  NURSE,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';
import { trpcFetch } from '#test/support/server/trpc-fetch.ts';
import { createDpopFetch, type Fetch } from '#wire/client/dpop-fetch.ts';
import { TRPC_PATH, UPLOADS_PATH, WIPE_HEADER } from '#wire/endpoints.ts';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let started: Awaited<ReturnType<typeof startTestServer>>;
let tablet: TestDevice;
let phone: TestDevice;
beforeEach(async () => {
  started = await startTestServer();
  tablet = await registerDevice(started.server, NURSE);
  started.clock.advance(1000);
  phone = await registerDevice(started.server, NURSE);
});
afterEach(() => started.stop());

const refused = (code: string) => ({ ok: false, error: { type: 'Server', error: { code } } });

/** Requests as the app makes them, with DPoP; `answers` keeps the headers of what came back. */
async function ask({ publicJwk, privateKey }: TestDevice, token?: string) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const publicKey = await crypto.subtle.importKey('jwk', publicJwk, algorithm, true, ['verify']);
  const { origin } = started.config;
  const answers: Headers[] = [];
  const server = trpcFetch(started.server);
  const keeping: Fetch = async (input, init) => {
    const answer = await server(input, init);
    answers.push(answer.headers);
    return answer;
  };
  const identity = () => ({ keys: { publicKey, privateKey }, token });
  const fetch = createDpopFetch({ fetch: keeping, origin, identity });
  return { ...createApi({ fetch, origin }), fetch, answers };
}

async function sessionOn({ device, actor }: TestDevice): Promise<string> {
  const { server } = started;
  const opened = { device, professional: actor, certificate: { issuerHash: 'a', serial: '1' } };
  const { token } = await server.directory.write((tx) => startSession(server.auth, tx, opened));
  return token;
}

const rowOf = async ({ device }: TestDevice) => {
  const { db } = started.server.directory;
  const [row] = await db.select().from(deviceTable).where(eq(deviceTable.deviceId, device));
  return row;
};

async function traces() {
  const { server } = started;
  const rows = await server.directory.db.select().from(traceRow).orderBy(asc(traceRow.leafIndex));
  return rows.map((row) => readTraceView(server.traceKey, 'directory', row));
}

describe('the list of devices', () => {
  it('names those of the professional who asks, newest first, and which of them asks', async () => {
    await registerDevice(started.server, DOCTOR);
    const listed = unwrap(await (await ask(phone, await sessionOn(phone))).devices());
    expect(listed).toMatchObject([
      { deviceId: phone.device, name: 'essai', state: 'active', thisOne: true, wipedAt: null },
      { deviceId: tablet.device, state: 'active', thisOne: false },
    ]);
  });

  it('is for a session alone', async () => {
    expect(await (await ask(phone)).devices()).toEqual(refused('sessionMissing'));
  });

  it('leaves out after three months what ended, but never what still has to be wiped', async () => {
    await (await ask(phone, await sessionOn(phone))).askWipe(tablet.device);
    const old = await registerDevice(started.server, NURSE);
    await revokeByOperator(started.server.auth, old.device);
    const states = async () =>
      unwrap(await (await ask(phone, await sessionOn(phone))).devices()).map(({ state }) => state);
    expect((await states()).sort()).toEqual(['active', 'revoked', 'wipeAsked']);
    for (let month = 0; month < 4; month++) {
      started.clock.advance(DEVICE_MS - 1);
      await (await ask(phone)).deviceState();
    }
    expect((await states()).sort()).toEqual(['active', 'wipeAsked']);
  });
});

describe('a device that was reported lost', () => {
  let token: string;
  let session: string;
  beforeEach(async () => {
    [token, session] = [await sessionOn(tablet), await sessionOn(phone)];
    unwrap(await (await ask(phone, session)).askWipe(tablet.device));
  });

  it('is refused on everything, with its session and without, and told so in the header of every answer', async () => {
    for (const presented of [token, undefined, 'x'.repeat(43)]) {
      const lost = await ask(tablet, presented);
      const answers = [
        await lost.challenge(),
        await lost.push(
          [
            await tablet.sign({
              type: 'blockProfessional',
              dossierId: newDossierId(),
              professional: DOCTOR.psIdNat,
            }),
          ],
          null,
        ),
        await lost.pull({ wants: [], pageSize: 100 }),
        await lost.listDossiers(),
        await lost.devices(),
        await lost.deviceState(),
        await lost.signOut(),
      ];
      for (const answer of answers) expect(answer).toEqual(refused('wipeAsked'));
      const told = lost.answers.filter((headers) => headers.has(WIPE_HEADER));
      expect(told).toHaveLength(answers.length);
    }
  });

  it('learns it from the event stream too, whose answer is no refusal', async () => {
    const stream = await (await ask(tablet)).fetch(`${TRPC_PATH}/sync.watch`);
    expect(stream.headers.get(WIPE_HEADER)).toBe('asked');
    expect(await stream.text()).toContain('wipeAsked');
    const spared = await (await ask(phone, session)).fetch(`${TRPC_PATH}/devices.list`);
    expect(spared.headers.has(WIPE_HEADER)).toBe(false);
  });

  it('is refused by the endpoints of files', async () => {
    const seen: Request[] = [];
    const { publicJwk, privateKey } = tablet;
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const publicKey = await crypto.subtle.importKey('jwk', publicJwk, algorithm, true, ['verify']);
    const nonce = started.server.dpop.freshNonce();
    const fetch = createDpopFetch({
      origin: started.config.origin,
      identity: () => ({ keys: { publicKey, privateKey }, token: undefined }),
      async fetch(input, init) {
        seen.push(new Request(input, init));
        return new Response('', {
          status: seen.length === 1 ? 401 : 200,
          headers: { 'DPoP-Nonce': nonce, 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"' },
        });
      },
    });
    await fetch(UPLOADS_PATH, { method: 'POST' });
    const proven = seen.at(-1);
    if (!proven) throw new Error('no request');
    expect(await callerOf(started.server, proven)).toEqual({ ok: false, error: 'wipeAsked' });
  });

  it('learns it before it learns that its app is too old', async () => {
    const { server } = started;
    const old: Fetch = (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('relais-wire', '1');
      return trpcFetch(server)(input, { ...init, headers });
    };
    const { publicJwk, privateKey } = tablet;
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const publicKey = await crypto.subtle.importKey('jwk', publicJwk, algorithm, true, ['verify']);
    const { origin } = started.config;
    const identity = () => ({ keys: { publicKey, privateKey }, token: undefined });
    const api = createApi({ fetch: createDpopFetch({ fetch: old, origin, identity }), origin });
    expect(await api.deviceState()).toEqual(refused('wipeAsked'));
    expect(await api.confirmWiped()).toMatchObject({ ok: true });
  });

  it('has no session left, not even for a stream that is open', async () => {
    expect(await sessionStands(started.server.auth, { tokenHash: sha256Hex(token) })).toBe(false);
    expect(await sessionStands(started.server.auth, { tokenHash: sha256Hex(session) })).toBe(true);
  });

  it('says once that it is wiped, and is a stranger from then on', async () => {
    const lost = await ask(tablet);
    started.clock.advance(5000);
    unwrap(await lost.confirmWiped());
    const wipedAt = started.clock.now();
    expect(await rowOf(tablet)).toMatchObject({ wipedAt, revokedAt: wipedAt, lastSeenAt: wipedAt });
    started.clock.advance(5000);
    // the first answer may have been lost
    unwrap(await lost.confirmWiped());
    expect(await rowOf(tablet)).toMatchObject({ wipedAt });
    expect(await lost.deviceState()).toEqual({ ok: true, value: { known: false } });
    expect(await lost.challenge()).toMatchObject({ ok: true });
    expect(await lost.pull({ wants: [], pageSize: 100 })).toEqual(refused('deviceUnknown'));
    expect(await (await ask(tablet, token)).devices()).toEqual(refused('deviceUnknown'));
    const [, line] = unwrap(await (await ask(phone, session)).devices());
    expect(line).toMatchObject({ state: 'wiped', wipedAt });
  });

  it('is told so even where it was revoked, had expired, or its professional was removed', async () => {
    await revokeByOperator(started.server.auth, tablet.device);
    await removeProfessional(started.server, NURSE.psIdNat);
    started.clock.advance(2 * DEVICE_MS);
    expect(await (await ask(tablet)).deviceState()).toEqual(refused('wipeAsked'));
    unwrap(await (await ask(tablet)).confirmWiped());
  });

  it('leaves traces of who asked and of its own confirmation', async () => {
    unwrap(await (await ask(phone, session)).askWipe(tablet.device)); // asked before: nothing more
    unwrap(await (await ask(tablet)).confirmWiped());
    expect(await traces()).toMatchObject([
      {
        act: 'askWipe',
        allowed: true,
        device: phone.device,
        reason: 'essai',
        actor: { psIdNat: NURSE.psIdNat },
      },
      { act: 'confirmWipe', allowed: true, device: tablet.device, reason: 'essai' },
    ]);
  });
});

describe('asking for a wipe', () => {
  it('is refused for the device that asks, for another professional’s and for none; each is traced', async () => {
    const other = await registerDevice(started.server, DOCTOR);
    const api = await ask(phone, await sessionOn(phone));
    expect(await api.askWipe(phone.device)).toEqual({
      ok: false,
      error: { type: 'Server', error: { code: 'forbidden', because: 'thisDevice' } },
    });
    expect(await api.askWipe(other.device)).toEqual(refused('notFound'));
    expect(await api.askWipe(newKeyName())).toEqual(refused('notFound'));
    expect(await rowOf(other)).toMatchObject({ wipeAskedAt: null });
    const all = await traces();
    expect(all.map(({ allowed, because }) => [allowed, because])).toEqual([
      [false, 'thisDevice'],
      [false, 'notFound'],
      [false, 'notFound'],
    ]);
  });

  it('needs a card that was there within a quarter of an hour', async () => {
    const api = await ask(phone, await sessionOn(phone));
    started.clock.advance(16 * 60_000);
    expect(await api.askWipe(tablet.device)).toEqual(refused('signInNotFresh'));
    expect(await rowOf(tablet)).toMatchObject({ wipeAskedAt: null });
    expect(await (await ask(phone)).askWipe(tablet.device)).toEqual(refused('sessionMissing'));
  });

  it('can be done by the operator, without an actor in the trace', async () => {
    expect(await askWipeByOperator(started.server.auth, tablet.device)).toBe(true);
    expect(await (await ask(tablet)).deviceState()).toEqual(refused('wipeAsked'));
    const [trace] = await traces();
    expect(trace).toMatchObject({ act: 'askWipe', because: 'byOperator', device: tablet.device });
    expect(trace?.actor).toBeUndefined();
  });
});

describe('a device that nobody reported lost', () => {
  it('cannot say that it is wiped, and stays what it was', async () => {
    expect(await (await ask(phone)).confirmWiped()).toEqual(refused('forbidden'));
    expect(await (await ask(phone, await sessionOn(phone))).confirmWiped()).toEqual(refused('forbidden'));
    expect(await rowOf(phone)).toMatchObject({ wipedAt: null, revokedAt: null });
  });

  it('is no longer let in once revoked, and cannot claim a wipe that nobody asked for', async () => {
    await revokeByOperator(started.server.auth, phone.device);
    expect(await (await ask(phone)).deviceState()).toEqual({ ok: true, value: { known: false } });
    expect(await (await ask(phone)).confirmWiped()).toEqual(refused('deviceUnknown'));
  });
});

const newKeyName = () => {
  const name = toBase64Url(hex('07'.repeat(32)));
  if (!isDeviceName(name)) throw new Error('no name of a device');
  return name;
};
const isDeviceName = (name: string): name is TestDevice['device'] => name.length === 43;
