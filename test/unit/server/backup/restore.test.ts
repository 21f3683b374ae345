import type { DocumentId, DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { ERASURE_DELAY_MS } from '#domain/access/durations.ts';
import { executeCommand } from '#server/commands/execute.ts';
import { eraseDue } from '#server/erasure/erase-due.ts';
import { NOTICE_WAIT_MS } from '#server/erasure/rows.ts';
import { findDossierRow } from '#server/repositories/dossiers.ts';
import { session } from '#server/schema/directory.ts';
import { document } from '#server/schema/shard.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { auditTree } from '#server/traces/audit.ts';
import type { SignedCommand } from '#wire/commands.ts';
import { backUp, reopen, restore } from '#test/support/server/backed-up.ts';
import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import {
  changeBody,
  DOCTOR,
  grantBody,
  note,
  noteBody,
  provideNote,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { eraseBody } from '../life/acts.ts';
import { removeBeside } from './remove-beside.ts';
import { eq } from 'drizzle-orm';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let running: OpenedDossier['running'];
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;
let file: string;
let restored: RelaisServer | undefined;

beforeEach(async () => {
  ({ running, nurse, doctor, dossierId } = await openedDossier());
  file = `${running.config.dataDir}.backup`;
});
afterEach(async () => {
  await (restored ?? running.server).close();
  restored = undefined;
  removeBeside(running.config.dataDir);
});

async function goBack(): Promise<RelaisServer> {
  await running.server.close();
  unwrap(await restore(running, file));
  return (restored = await reopen(running));
}
const sendTo = (server: RelaisServer, device: TestDevice, signed: SignedCommand) =>
  executeCommand(server.commands, signed, device.sender);
const mayRead = async (server: RelaisServer, device: TestDevice): Promise<string> => {
  const { pull } = await import('#server/sync/pull.ts');
  const reader = { asker: { device: device.device, professional: device.actor }, mayRead: true };
  const wants = [{ dossierId, cursor: null }];
  const [result] = await pull(server.pull, { wants, pageSize: 100 }, reader);
  return result?.kind ?? 'nothing';
};
const withdraw = () => ({ type: 'withdrawAuthorisation', dossierId, professional: DOCTOR.psIdNat }) as const;

describe('a restored backup', () => {
  it('holds what was there then, contents too, and ends every session', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Avant la sauvegarde.');
    const report = await backUp(running, file);
    expect(report).toMatchObject({ dossiers: 1, documents: 1, contents: 1, missing: 0 });
    await provideNote(nurse, dossierId, 'Après la sauvegarde.');
    const server = await goBack();
    const rows = await server.shards.newest.database.db.select().from(document);
    expect(rows.map((row) => row.documentId)).toEqual([documentId]);
    expect((await server.directory.db.select().from(session)).filter((row) => row.endedAt === null)).toEqual(
      [],
    );
    expect(server.instance.restoreEpoch).toBeGreaterThan(1);
    expect(readdirSync(join(running.config.dataDir, 'blobs'), { recursive: true })).toContainEqual(
      expect.stringContaining(rows[0]?.blobId ?? 'none'),
    );
  });

  it('does not give back a right that was withdrawn since', async () => {
    await nurse.send(grantBody(dossierId, DOCTOR.psIdNat, running.clock.now()));
    await backUp(running, file);
    await nurse.send(withdraw());
    const server = await goBack();
    expect(await mayRead(server, doctor)).toBe('dossierRemoved');
    expect(await mayRead(server, nurse)).toBe('page');
  });

  it('does not let a grant that is offered again come behind the withdrawal that followed it', async () => {
    await backUp(running, file);
    const grant = await nurse.sign(grantBody(dossierId, DOCTOR.psIdNat, running.clock.now()));
    const taken = await nurse.sign(withdraw());
    for (const signed of [grant, taken]) await nurse.sendSigned(signed);
    const server = await goBack();
    // from two devices they may come in any order
    for (const signed of [taken, grant])
      expect((await sendTo(server, nurse, signed)).outcome.type).toBe('done');
    expect(await mayRead(server, doctor)).toBe('dossierRemoved');
  });

  it('takes what is offered again once, and gives the same receipt the second time', async () => {
    await backUp(running, file);
    const content = note('Perdue, et offerte de nouveau.');
    await nurse.upload(content);
    const signed = await nurse.sign(await noteBody(dossierId, content));
    expect((await nurse.sendSigned(signed)).outcome.type).toBe('done');
    const server = await goBack();
    // the content was on its way back then: it comes again, as the receipt asks
    expect((await sendTo(server, nurse, signed)).outcome).toEqual({
      type: 'refused',
      code: 'contentMissing',
    });
    const { uploadWhole } = await import('#demo/server/upload-whole.ts');
    await uploadWhole(server, content, { device: nurse.device, professional: nurse.actor });
    const first = await sendTo(server, nurse, signed);
    expect(first.outcome.type).toBe('done');
    expect(await sendTo(server, nurse, signed)).toEqual(first);
    expect(await server.shards.newest.database.db.select().from(document)).toHaveLength(1);
  });

  it('masks a document again as soon as it is offered again, whoever offers first', async () => {
    await backUp(running, file);
    const content = note('Masquée après la sauvegarde.');
    await nurse.upload(content);
    const body = await noteBody(dossierId, content);
    const provided = await nurse.sign(body);
    await nurse.sendSigned(provided);
    const { documentId } = body.document;
    const mask = await nurse.sign(changeBody(dossierId, documentId, 'mask'));
    expect((await nurse.sendSigned(mask)).outcome.type).toBe('done');
    const server = await goBack();
    expect((await sendTo(server, nurse, mask)).outcome.type).toBe('refused');
    const { uploadWhole } = await import('#demo/server/upload-whole.ts');
    await uploadWhole(server, content, { device: nurse.device, professional: nurse.actor });
    expect((await sendTo(server, nurse, provided)).outcome.type).toBe('done');
    expect(await isMasked(server, documentId)).toBe(true);
    expect((await sendTo(server, nurse, mask)).outcome.type).toBe('done');
  });

  it('keeps an erased dossier erased, and removes what came back of it', async () => {
    await provideNote(nurse, dossierId, 'Détruite ensuite.');
    await backUp(running, file);
    await nurse.send(eraseBody(dossierId));
    running.clock.advance(ERASURE_DELAY_MS);
    await eraseDue(running.server);
    running.clock.advance(NOTICE_WAIT_MS);
    expect(await eraseDue(running.server)).toEqual({ erased: 1 });
    const server = await goBack();
    const { database } = server.shards.newest;
    expect((await findDossierRow(database.db, dossierId))?.status).toBe('erased');
    expect(await database.db.select().from(document)).toEqual([]);
    const files = readdirSync(join(running.config.dataDir, 'blobs'), {
      recursive: true,
      withFileTypes: true,
    });
    expect(files.filter((entry) => entry.isFile())).toEqual([]);
    expect(await mayRead(server, nurse)).toBe('dossierRemoved');
  });

  it('has traces that hold together, and tells of the restore', async () => {
    await backUp(running, file);
    await nurse.send(withdraw());
    const server = await goBack();
    const { traceKey, directory } = server;
    const { database, name } = server.shards.newest;
    expect((await auditTree({ database, tree: name, traceKey })).first).toBeUndefined();
    expect((await auditTree({ database: directory, tree: 'directory', traceKey })).first).toBeUndefined();
  });

  it('may be restored twice, and each time its epoch is another', async () => {
    await backUp(running, file);
    const first = (await goBack()).instance.restoreEpoch;
    await restored?.close();
    unwrap(await restore(running, file));
    restored = await reopen(running);
    expect(restored.instance.restoreEpoch).toBeGreaterThan(first);
  });
});

async function isMasked(server: RelaisServer, documentId: DocumentId): Promise<boolean | undefined> {
  const rows = await server.shards.newest.database.db
    .select()
    .from(document)
    .where(eq(document.documentId, documentId));
  return rows[0]?.hiddenFromProfessionals;
}

describe('a restore', () => {
  it('is refused while a server runs on the folder', async () => {
    await backUp(running, file);
    expect(await restore(running, file)).toEqual({ ok: false, error: { type: 'InUse' } });
    expect((await running.server.journal.rows()).length).toBeGreaterThan(0);
  });

  it('is refused where an instance is in the folder, and moves it aside only when told to', async () => {
    await backUp(running, file);
    await running.server.close();
    expect(await restore(running, file, { replace: false })).toEqual({
      ok: false,
      error: { type: 'Occupied' },
    });
    const report = unwrap(await restore(running, file));
    expect(existsSync(join(report.aside ?? '', 'keys.db'))).toBe(true);
    restored = await reopen(running);
  });

  it('needs keys of the same instance, no older than the data', async () => {
    const early = `${file}.early`;
    await backUp(running, early);
    running.clock.advance(1000);
    await backUp(running, file);
    await running.server.close();
    const { dataDir } = running.config;
    rmSync(dataDir, { recursive: true });
    expect(await restore(running, file, { keysFile: `${early}.keys` })).toMatchObject({
      error: { type: 'KeysOlder' },
    });
    expect(await restore(running, file, { keysFile: `${file}.none` })).toMatchObject({
      error: { type: 'KeysMissing' },
    });
    expect(unwrap(await restore(running, file)).keys).toBe('fromFile');
    restored = await reopen(running);
    expect(await mayRead(restored, nurse)).toBe('page');
  });
});
