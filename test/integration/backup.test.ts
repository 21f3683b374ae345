import type { DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { Receipt, SignedCommand } from '#wire/commands.ts';
import { noteCommand, signedInClient, type HttpClient } from '#test/support/http/client.ts';
import type { DemoProcess } from '#test/support/http/processes.ts';
import { launchRelais, relais } from '#test/support/http/relais-command.ts';
import { environmentOf, pullAll, startedDemo } from '#test/support/http/started-demo.ts';
import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let demo: DemoProcess;
let nurse: HttpClient;
let doctor: HttpClient;
let dossierId: DossierId;
let env: Record<string, string>;

beforeAll(async () => {
  ({ demo, nurse, dossierId } = await startedDemo());
  doctor = await signedInClient(demo.origin, 'cps-urgentiste');
  env = environmentOf(demo);
});
afterAll(async () => {
  await demo.remove();
  // what lies beside the folder has its name in front: backups, former folders, what a restore gathered
  for (const name of readdirSync(dirname(demo.folder)))
    if (name.startsWith(basename(demo.folder)))
      rmSync(join(dirname(demo.folder), name), { recursive: true, force: true });
});

type Sent = { signed: SignedCommand; content?: Bytes; receipt: Receipt };

async function push(client: HttpClient, signed: SignedCommand): Promise<Receipt> {
  const { receipts } = unwrap(await client.api.push([signed], null));
  if (!receipts[0]) throw new Error('no receipt');
  return receipts[0];
}

async function provide(text: string): Promise<Sent> {
  const { body, content } = await noteCommand(dossierId, text);
  await nurse.upload(content);
  const signed = await nurse.sign(body);
  return { signed, content, receipt: await push(nurse, signed) };
}

async function tell(body: Parameters<HttpClient['sign']>[0]): Promise<Sent> {
  const signed = await nurse.sign(body);
  return { signed, receipt: await push(nurse, signed) };
}

const grantToDoctor = () =>
  ({
    type: 'grantAuthorisation',
    dossierId,
    professional: doctor.session.professional.psIdNat,
    presence: { kind: 'vitale', readAt: Date.now() },
  }) as const;
const withdrawFromDoctor = () =>
  ({
    type: 'withdrawAuthorisation',
    dossierId,
    professional: doctor.session.professional.psIdNat,
  }) as const;

const titles = async (): Promise<string[]> =>
  (await pullAll(nurse, dossierId)).map(({ title }) => title).sort();
const doctorGets = async (): Promise<string | undefined> => {
  const wants = [{ dossierId, cursor: null }];
  return unwrap(await doctor.api.pull({ wants, pageSize: 10 })).results[0]?.kind;
};
async function restored(file: string): Promise<void> {
  await demo.stop();
  expect(await relais(env, ['restore', file, '--replace', '--json'])).toMatchObject({ code: 0 });
  await demo.start();
  await nurse.signInAgain();
  await doctor.signInAgain();
}

describe('a backup made while the server writes, and restored later', () => {
  it('holds a whole state, keeps withdrawals, and takes once what is offered again', async () => {
    const file = `${demo.folder}.first-backup`;
    await tell(grantToDoctor());
    expect(await doctorGets()).toBe('page');
    const before: Sent[] = [];
    let over = false;
    const writing = (async () => {
      for (let i = 0; !over; i++) before.push(await provide(`Pendant la sauvegarde ${i}`));
    })();
    const backup = await relais(env, ['backup', file, '--json']);
    over = true;
    await writing;
    expect(backup).toMatchObject({ code: 0 });
    const after = [await provide('Après la sauvegarde'), await tell(withdrawFromDoctor())];
    expect(await doctorGets()).toBe('dossierRemoved');
    const all = await titles();

    await restored(file);
    expect(await doctorGets()).toBe('dossierRemoved');
    const left = await titles();
    expect(all).toEqual(expect.arrayContaining(left));
    expect(left).not.toContain('Après la sauvegarde');
    // as a device does: everything of late, in order, and contents where they are asked for
    for (const { signed, content, receipt } of [...before, ...after]) {
      let again = await push(nurse, signed);
      if (again.outcome.type === 'refused' && again.outcome.code === 'contentMissing' && content) {
        await nurse.upload(content);
        again = await push(nurse, signed);
      }
      expect(again.outcome).toEqual(receipt.outcome);
      expect(await push(nurse, signed)).toEqual(again);
    }
    expect(await titles()).toEqual(all);
    expect(await doctorGets()).toBe('dossierRemoved');
    const audit = await relais(env, ['audit', 'verify', '--json']);
    expect(audit).toMatchObject({ code: 0 });
  });

  it('tells devices by a higher epoch, and takes none of their cursors', async () => {
    const file = `${demo.folder}.second-backup`;
    const { restoreEpoch } = unwrap(await nurse.api.pull({ wants: [], pageSize: 1 }));
    const pulled = unwrap(await nurse.api.pull({ wants: [{ dossierId, cursor: null }], pageSize: 500 }));
    const [page] = pulled.results;
    if (page?.kind !== 'page') throw new Error('no page');
    expect(await relais(env, ['backup', file, '--json'])).toMatchObject({ code: 0 });
    await restored(file);
    const wants = [{ dossierId, cursor: page.cursor }];
    const answer = unwrap(await nurse.api.pull({ wants, pageSize: 500 }));
    expect(answer.restoreEpoch).toBeGreaterThan(restoreEpoch);
    expect(answer.results[0]).toMatchObject({ kind: 'page', fresh: true });
  });
});

describe('a restore', () => {
  it('is refused while the server runs, of a truncated file, and of keys and data that changed places', async () => {
    const file = `${demo.folder}.third-backup`;
    expect(await relais(env, ['backup', file, '--json'])).toMatchObject({ code: 0 });
    const running = await relais(env, ['restore', file, '--replace', '--json']);
    expect(running).toMatchObject({ code: 1, out: '{"error":"InUse"}\n' });
    const swapped = await relais(env, ['restore', `${file}.keys`, '--keys', file, '--json']);
    expect(swapped).toMatchObject({ code: 1, out: '{"error":"OtherKind"}\n' });
    truncateSync(file, 100_000);
    const truncated = await relais(env, ['restore', file, '--replace', '--json']);
    expect(truncated).toMatchObject({ code: 1, out: '{"error":"Altered"}\n' });
    expect(truncated.said).toContain(file);
  });

  it('that is killed leaves the former data or the new, and is ended by the same command', async () => {
    const file = `${demo.folder}.fourth-backup`;
    const all = await titles();
    expect(await relais(env, ['backup', file, '--json'])).toMatchObject({ code: 0 });
    await demo.stop();
    for (let round = 0; round < 6; round++) {
      const { child, ended } = launchRelais(env, ['restore', file, '--replace']);
      await new Promise((resolve) => setTimeout(resolve, 700 + round * 150));
      child.kill('SIGKILL');
      await ended;
    }
    expect(await relais(env, ['restore', file, '--replace', '--json'])).toMatchObject({ code: 0 });
    await demo.start();
    await nurse.signInAgain();
    expect(await titles()).toEqual(all);
  });
});

describe('a backup', () => {
  it('that is killed leaves nothing under its name, or all of it, and the next one is whole', async () => {
    const file = `${demo.folder}.fifth-backup`;
    for (let round = 0; round < 5; round++) {
      const { child, ended } = launchRelais(env, ['backup', file]);
      await new Promise((resolve) => setTimeout(resolve, 600 + round * 80));
      child.kill('SIGKILL');
      await ended;
      if (existsSync(file)) break;
      rmSync(`${file}.keys`, { force: true });
    }
    if (!existsSync(file)) expect(await relais(env, ['backup', file])).toMatchObject({ code: 0 });
    const elsewhere = `${demo.folder}.elsewhere`;
    const restored = await relais(env, ['restore', file, '--to', elsewhere, '--json']);
    expect(restored).toMatchObject({ code: 0 });
    expect((await nurse.api.listDossiers()).ok).toBe(true);
  });
});
