import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { systemRandom } from '#base/random.ts';
import { smtpMailer } from '#server/notices/mailer.ts';
import { noticeDispatcher } from '#server/notices/dispatcher.ts';
import { grantEntitlement } from '#server/repositories/entitlements.ts';
import { noticeRow } from '#server/schema/shard.ts';
import { openServer } from '#server/server.server.ts';
import {
  breakGlass,
  byTraits,
  cardOf,
  insCOf,
  makeDossier,
  REASON,
  tracesOf,
  trustCards,
  type TestCard,
} from '#test/support/server/emergency-world.ts';
import { freePort } from '#test/support/http/processes.ts';
import { DOCTOR, NURSE, registerDevice, type TestDevice } from '#test/support/server/test-device.ts';
import { makePki, type TestPki } from '#test/support/server/test-pki.ts';
import { startTestServer } from '#test/support/server/test-server.ts';
import { simpleParser, type ParsedMail } from 'mailparser';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { eq } from 'drizzle-orm';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const HOUR_MS = 3_600_000;
const FROM = 'relais@hopital.example';
const ADDRESS = 'jean.exemple@courriel.example';

let port: number;
let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
let pki: TestPki;
let card: TestCard;
let stops: (() => Promise<void>)[];

beforeAll(async () => {
  pki = await makePki();
  card = await cardOf(pki, DOCTOR);
});
beforeEach(async () => {
  stops = [];
  port = await freePort();
  running = await startTestServer({ mail: { url: `smtp://127.0.0.1:${port}`, from: FROM } });
  nurse = await registerDevice(running.server, NURSE);
  doctor = await registerDevice(running.server, DOCTOR);
  await trustCards(running.server, pki);
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await running.stop();
});

/** A real SMTP server of this process; `onRcptTo` may refuse. */
async function startSmtp(
  refuse?: (address: string) => { code: number; text: string } | undefined,
): Promise<{ mails: ParsedMail[]; stop: () => Promise<void> }> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const refusal = refuse?.(address);
      done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      });
    },
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const stop = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  stops.push(stop);
  return { mails, stop };
}

/** A server that takes connections and does with them what it likes. */
async function startOdd(onConnection: (socket: Socket) => void): Promise<{ stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  stops.push(stop);
  return { stop };
}

async function openedInEmergency(email: string | undefined = ADDRESS): Promise<DossierId> {
  const holderData = { personsToCall: [], ...(email !== '' && { email }) };
  const dossierId = await makeDossier(nurse, running.clock, { holderData });
  const opened = await breakGlass(running.server, doctor, card);
  if (opened.kind !== 'opened') throw new Error('not opened');
  await running.server.dispatcher.idle();
  return dossierId;
}

async function noticeOf(dossierId: DossierId) {
  const { db } = running.server.shards.newest.database;
  const [row] = await db.select().from(noticeRow).where(eq(noticeRow.dossierId, dossierId));
  if (!row) throw new Error('no notice');
  return row;
}

async function later(ms: number): Promise<void> {
  running.clock.advance(ms);
  running.server.dispatcher.kick();
  await running.server.dispatcher.idle();
}

const sendings = async (): Promise<{ allowed: boolean; because: string }[]> =>
  (await tracesOf(running.server, 'shard-1'))
    .map(({ leaf }) => leaf)
    .filter(({ act }) => act === 'sendNotice')
    .map(({ allowed, because }) => ({ allowed, because }));

/** What must stand in no e-mail: names, numbers, traits, places, what was written of it. */
const FORBIDDEN =
  /EXEMPLE|Jean|Camille|ESSAI|899700009902|1541187387477485562488|1950|inconscient|rue|Trouvé|https?:|[0-9a-f]{8}-[0-9a-f]{4}-/i;

describe('after break-glass', () => {
  it('the holder gets one e-mail that says what happened and what they can do, and nothing else', async () => {
    const { mails } = await startSmtp();
    const dossierId = await openedInEmergency();
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.from?.value).toMatchObject([{ address: FROM }]);
    expect(mail?.to).toMatchObject({ value: [{ address: ADDRESS, name: '' }] });
    const text = mail?.text ?? '';
    expect(text).toContain('Le 23 novembre 2026 à 10:00 (heure de Paris)');
    expect(text).toContain('bris de glace');
    expect(text).toContain('profession : Médecin');
    expect(text).toContain('vous opposer');
    expect(text).toContain('On 23 November 2026 at 10:00 (Paris time)');
    expect(text).toContain('profession: Doctor');
    expect(`${mail?.subject} ${text}`).not.toMatch(FORBIDDEN);
    expect(text).not.toContain(REASON);
    expect(mail?.html).toBe(false);
    const notice = await noticeOf(dossierId);
    expect(notice).toMatchObject({ channel: 'email', doneAt: running.clock.now(), nextTryAt: null });
    expect(mail?.messageId).toBe(`<${notice.noticeId}@localhost>`);
    expect(await sendings()).toEqual([{ allowed: true, because: 'sent' }]);
    await later(HOUR_MS);
    expect(mails).toHaveLength(1);
  });

  it('a regulating doctor is named by the profession alone as well', async () => {
    const { mails } = await startSmtp();
    const granted = { psIdNat: DOCTOR.psIdNat, entitlement: 'centre15', grantedAt: 1 } as const;
    await running.server.directory.write((tx) => grantEntitlement(tx, granted));
    await makeDossier(nurse, running.clock, { holderData: { personsToCall: [], email: ADDRESS } });
    await breakGlass(running.server, doctor, card, { mode: 'centre_15' });
    await running.server.dispatcher.idle();
    expect(mails[0]?.text).toContain('médecin régulateur');
    expect(mails[0]?.text).not.toMatch(FORBIDDEN);
  });

  it('a holder without an address gets a letter', async () => {
    const { mails } = await startSmtp();
    const dossierId = await openedInEmergency('');
    expect(mails).toEqual([]);
    expect(await noticeOf(dossierId)).toMatchObject({ channel: 'letter', doneAt: null });
  });
});

describe('a mail server', () => {
  it('that is away is asked again later and later, and the answer to the doctor does not wait for it', async () => {
    const dossierId = await openedInEmergency();
    expect(await noticeOf(dossierId)).toMatchObject({
      channel: 'email',
      doneAt: null,
      attempts: 1,
      nextTryAt: running.clock.now() + 60_000,
    });
    await later(59_999);
    expect((await noticeOf(dossierId)).attempts).toBe(1);
    await later(1);
    expect(await noticeOf(dossierId)).toMatchObject({
      attempts: 2,
      nextTryAt: running.clock.now() + 120_000,
    });
    const { mails } = await startSmtp();
    await later(120_000);
    expect(mails).toHaveLength(1);
    expect(await sendings()).toEqual([
      { allowed: false, because: 'smtpUnreachable' },
      { allowed: false, because: 'smtpUnreachable' },
      { allowed: true, because: 'sent' },
    ]);
  });

  it('that stays away for three days leaves it to a letter', async () => {
    const dossierId = await openedInEmergency();
    await later(72 * HOUR_MS - 1);
    expect(await noticeOf(dossierId)).toMatchObject({ channel: 'email' });
    await later(6 * HOUR_MS);
    expect(await noticeOf(dossierId)).toMatchObject({ channel: 'letter', doneAt: null, nextTryAt: null });
  });

  it('that refuses the recipient for good (550) leaves it to a letter at once', async () => {
    const { mails } = await startSmtp(() => ({ code: 550, text: `no such user ${ADDRESS}` }));
    const dossierId = await openedInEmergency();
    expect(mails).toEqual([]);
    expect(await noticeOf(dossierId)).toMatchObject({ channel: 'letter', doneAt: null, attempts: 1 });
    expect(await sendings()).toEqual([{ allowed: false, because: 'smtpRefused' }]);
    expect(JSON.stringify(await tracesOf(running.server, 'shard-1'))).not.toContain(ADDRESS);
  });

  it('that asks to come back (451) is asked again', async () => {
    let greylisted = true;
    const { mails } = await startSmtp(() => (greylisted ? { code: 451, text: 'later' } : undefined));
    const dossierId = await openedInEmergency();
    expect(await noticeOf(dossierId)).toMatchObject({ channel: 'email', attempts: 1 });
    greylisted = false;
    await later(60_000);
    expect(mails).toHaveLength(1);
  });

  it('that breaks off in the middle of a delivery is asked again', async () => {
    const odd = await startOdd((socket) => {
      socket.write('220 odd ESMTP\r\n');
      socket.on('data', (data) => {
        if (data.toString().startsWith('EHLO')) socket.write('250 odd\r\n');
        else socket.destroy();
      });
    });
    const dossierId = await openedInEmergency();
    expect(await noticeOf(dossierId)).toMatchObject({ channel: 'email', doneAt: null, attempts: 1 });
    await odd.stop();
    const { mails } = await startSmtp();
    await later(60_000);
    expect(mails).toHaveLength(1);
  });

  it('that says nothing, or never ends what it says, holds up nobody', async () => {
    const drips: NodeJS.Timeout[] = [];
    for (const onConnection of [
      () => undefined,
      (socket: Socket) => {
        const drip = setInterval(() => socket.write('220-wait\r\n'), 20);
        drips.push(drip);
        socket.on('close', () => clearInterval(drip));
      },
    ]) {
      const odd = await startOdd(onConnection);
      const mailer = smtpMailer(
        { url: `smtp://127.0.0.1:${port}`, from: FROM },
        { silenceMs: 200, wholeMs: 400 },
      );
      const mail = { to: ADDRESS, subject: 'a', text: 'b', messageId: 'c@d' };
      expect(await mailer.send(mail)).toEqual({ ok: false, error: 'smtpUnreachable' });
      await odd.stop();
    }
    for (const drip of drips) clearInterval(drip);
  });

  it('that hangs does not hold up the answer to the doctor, nor the stop of the server', async () => {
    await startOdd(() => undefined);
    const dossierId = await makeDossier(nurse, running.clock, {
      holderData: { personsToCall: [], email: ADDRESS },
    });
    const opened = await breakGlass(running.server, doctor, card);
    expect(opened).toMatchObject({ kind: 'opened', dossierId });
    expect((await noticeOf(dossierId)).attempts).toBe(0);
    await running.server.close();
    running.server = unwrap(await openServer(running.config, { clock: running.clock, random: systemRandom }));
    expect(await noticeOf(dossierId)).toMatchObject({ channel: 'email', doneAt: null });
  });
});

describe('a server', () => {
  it('that ended between the act and its e-mail sends it after the next start', async () => {
    const dossierId = await openedInEmergency();
    await running.server.close();
    running.clock.advance(60_000);
    const { mails } = await startSmtp();
    running.server = unwrap(await openServer(running.config, { clock: running.clock, random: systemRandom }));
    await later(0);
    expect(mails).toHaveLength(1);
    expect((await noticeOf(dossierId)).doneAt).not.toBeNull();
  });

  it('that ended between the e-mail and its mark sends it again under the same Message-ID', async () => {
    const { mails } = await startSmtp();
    const dossierId = await openedInEmergency();
    const { database } = running.server.shards.newest;
    const unmarked = { doneAt: null, nextTryAt: running.clock.now() };
    await database.write((tx) =>
      tx.update(noticeRow).set(unmarked).where(eq(noticeRow.dossierId, dossierId)),
    );
    await later(0);
    expect(mails).toHaveLength(2);
    expect(mails[1]?.messageId).toBe(mails[0]?.messageId);
  });

  it('sends one e-mail however often it is asked to at once', async () => {
    const dossierId = await openedInEmergency();
    const { mails } = await startSmtp();
    running.clock.advance(60_000);
    for (let i = 0; i < 20; i++) running.server.dispatcher.kick();
    await running.server.dispatcher.idle();
    expect(mails).toHaveLength(1);
    expect((await noticeOf(dossierId)).attempts).toBe(1);
  });

  it('without a mail server leaves everything to letters', async () => {
    const dossierId = await openedInEmergency();
    const { shards, keys, clock, config } = running.server;
    running.clock.advance(60_000);
    const none = noticeDispatcher({ shards, keys, clock, mailer: undefined, origin: config.origin });
    none.kick();
    await none.idle();
    expect(await noticeOf(dossierId)).toMatchObject({ channel: 'letter', doneAt: null });
    expect((await sendings()).at(-1)).toEqual({ allowed: false, because: 'mailNotSetUp' });
  });

  it('sends to the address that the holder has now, each to their own', async () => {
    const { mails } = await startSmtp();
    for (const n of [1, 2, 3])
      await makeDossier(nurse, running.clock, {
        insC: insCOf(n),
        holder: { familyName: 'EXEMPLE', firstName: `Jean ${'I'.repeat(n)}`, birthDate: '1950-08-01' },
        holderData: { personsToCall: [], email: `jean${n}@courriel.example` },
      });
    for (const n of [1, 2, 3])
      await breakGlass(running.server, doctor, card, {
        search: byTraits({ firstName: `Jean ${'I'.repeat(n)}` }),
      });
    await running.server.dispatcher.idle();
    const to = mails.map((mail) => (Array.isArray(mail.to) ? '' : mail.to?.text));
    expect(to.sort()).toEqual([1, 2, 3].map((n) => `jean${n}@courriel.example`));
  });
});
