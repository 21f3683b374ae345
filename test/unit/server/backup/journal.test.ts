import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { JOURNAL_MS } from '#server/backup/journal.ts';
import { isRestoreUnfinished, stagingOf } from '#server/backup/places.ts';
import { executeCommand } from '#server/commands/execute.ts';
import { tidy } from '#server/housekeeping.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import { systemRandom } from '#base/random.ts';
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
import { removeBeside } from './remove-beside.ts';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let running: OpenedDossier['running'];
let nurse: TestDevice;
let dossierId: DossierId;
let current: RelaisServer;
let file: string;

beforeEach(async () => {
  ({ running, nurse, dossierId } = await openedDossier());
  current = running.server;
  file = `${running.config.dataDir}.backup`;
});
afterEach(async () => {
  await current.close();
  removeBeside(running.config.dataDir);
});

const kinds = async (): Promise<string[]> =>
  (await current.journal.rows()).map(({ entry }) =>
    entry.kind === 'command'
      ? (JSON.parse(entry.signed.payload) as { body: { type: string } }).body.type
      : entry.kind,
  );
const withdraw = () => ({ type: 'withdrawAuthorisation', dossierId, professional: DOCTOR.psIdNat }) as const;

describe('the journal', () => {
  it('has every command on rights before it takes effect: one that fails on the way is there', async () => {
    const before = (await kinds()).length;
    const shard = current.shards.newest;
    const broken = {
      ...current.commands,
      shards: {
        ...current.shards,
        of: async () => ({
          ...shard,
          database: { ...shard.database, write: () => Promise.reject(new Error('the disk went away')) },
        }),
      },
    };
    const signed = await nurse.sign(withdraw());
    await expect(executeCommand(broken, signed, nurse.sender)).rejects.toThrow('the disk went away');
    expect((await kinds()).slice(before)).toEqual(['withdrawAuthorisation']);
  });

  it('keeps no command that was refused, and none that is not about rights', async () => {
    const before = await kinds();
    await provideNote(nurse, dossierId, 'Une note.');
    await nurse.send(withdraw());
    expect(await kinds()).toEqual(before);
    await nurse.send(grantBody(dossierId, DOCTOR.psIdNat, running.clock.now()));
    await nurse.send(withdraw());
    expect(await kinds()).toEqual([...before, 'grantAuthorisation', 'withdrawAuthorisation']);
  });

  it('forgets what is older than any backup that is put back', async () => {
    await nurse.send(grantBody(dossierId, DOCTOR.psIdNat, running.clock.now()));
    running.clock.advance(JOURNAL_MS + 1);
    await nurse.send(withdraw());
    await tidy(current);
    expect(await kinds()).toEqual(['withdrawAuthorisation']);
  });

  it('shows no dossier, person or command in the database file', async () => {
    await nurse.send(grantBody(dossierId, DOCTOR.psIdNat, running.clock.now()));
    const { rows } = await import('#server/backup/snapshot.ts').then(({ withDatabase }) =>
      withDatabase(
        { path: join(running.config.dataDir, 'keys.db'), operatorKey: running.config.operatorKey },
        (client) => client.execute('SELECT sealed FROM revocation_journal'),
      ),
    );
    for (const row of rows) {
      const sealed = Buffer.from(row[0] as ArrayBuffer);
      for (const marker of [dossierId, DOCTOR.psIdNat, 'Authorisation'])
        expect(sealed.includes(marker)).toBe(false);
    }
  });
});

describe('what a restore could not do again yet', () => {
  it('goes on waiting through a restart', async () => {
    await backUp(running, file);
    const content = note('Masquée après la sauvegarde.');
    await nurse.upload(content);
    const body = await noteBody(dossierId, content);
    const provided = await nurse.sign(body);
    await nurse.sendSigned(provided);
    await nurse.send(changeBody(dossierId, body.document.documentId, 'mask'));
    await current.close();
    expect(unwrap(await restore(running, file))).toMatchObject({ waiting: 1 });
    await (await reopen(running)).close();
    current = await reopen(running);
    const { uploadWhole } = await import('#demo/server/upload-whole.ts');
    await uploadWhole(current, content, { device: nurse.device, professional: nurse.actor });
    expect((await executeCommand(current.commands, provided, nurse.sender)).outcome.type).toBe('done');
    const { document } = await import('#server/schema/shard.ts');
    const rows = await current.shards.newest.database.db.select().from(document);
    expect(rows.map((row) => row.hiddenFromProfessionals)).toEqual([true]);
  });
});

describe('keys that were destroyed', () => {
  it('stay so, whichever of the two files of keys is the older one', async () => {
    await backUp(running, file);
    await current.keys.destroy(dossierId);
    const later = `${file}-later`;
    await backUp(running, later);
    await current.close();
    const kept = join(running.config.dataDir, '..', 'kept-keys');
    rmSync(kept, { force: true });
    // the folder still has the key that the later file of keys knows to be destroyed
    rmSync(running.config.dataDir, { recursive: true });
    unwrap(await restore(running, file));
    expect(unwrap(await restore(running, file, { keysFile: `${later}.keys` }))).toMatchObject({
      keys: 'merged',
      erased: 1,
    });
    current = await reopen(running);
    expect(await current.keys.find(dossierId)).toBeUndefined();
  });
});

describe('a restore cut off between its two renames', () => {
  it('keeps the server from starting on nothing, and is ended by the same command', async () => {
    await backUp(running, file);
    await current.close();
    unwrap(await restore(running, file));
    const { dataDir } = running.config;
    renameSync(dataDir, stagingOf(dataDir));
    expect(await isRestoreUnfinished(dataDir)).toBe(true);
    const ports = { clock: running.clock, random: systemRandom };
    expect(await openServer(running.config, ports)).toEqual({
      ok: false,
      error: { type: 'RestoreUnfinished' },
    });
    expect(existsSync(dataDir)).toBe(false);
    expect(await restore(running, file)).toMatchObject({ ok: true });
    current = await reopen(running);
  });

  it('keeps what else the operator has in the folder', async () => {
    await backUp(running, file);
    await current.close();
    writeFileSync(join(running.config.dataDir, 'operator-note.txt'), 'mine');
    unwrap(await restore(running, file));
    expect(existsSync(join(running.config.dataDir, 'operator-note.txt'))).toBe(true);
    current = await reopen(running);
  });
});
