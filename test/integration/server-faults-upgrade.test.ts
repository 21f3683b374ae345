import type { DossierId } from '#base/brand.ts';
import { toBase64Url } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { readConfig } from '#server/config.ts';
import { openServer } from '#server/server.server.ts';
import { document, rightAct } from '#server/schema/shard.ts';
import { newDossierId } from '#test/support/server/test-device.ts';
import {
  oldDocument,
  oldDossier,
  openOldServer,
  type OldServer,
} from '#test/unit/server/upgrade/old-server.ts';
import { eq } from 'drizzle-orm';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const DOSSIERS = 30;
const DOCUMENTS = 10;
/** Each start is let live a little longer than the one before, until one comes to its end; ms. */
const FIRST_MS = 400;
const STEP_MS = 90;

let old: OldServer;
let env: Record<string, string>;
const dossiers: DossierId[] = [];

beforeEach(async () => {
  old = await openOldServer();
  const keyFile = join(old.dataDir, 'key');
  writeFileSync(keyFile, toBase64Url(new Uint8Array(32).fill(7)));
  env = { ORIGIN: 'http://localhost:3000', RELAIS_DATA: old.dataDir, RELAIS_KEY_FILE: keyFile };
  for (let i = 0; i < DOSSIERS; i++) {
    const dossierId = newDossierId();
    dossiers.push(dossierId);
    await oldDossier(old, dossierId);
    for (let seq = 2; seq < DOCUMENTS + 2; seq++)
      await oldDocument(old, { dossierId, seq }, { typeCode: '11506-3' });
  }
  await old.close();
});
afterEach(() => old.remove());

/** The first start of this version, killed; true where it had come to its end before. */
async function startKilledAfter(ms: number): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/server/open-instance.ts'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const exit = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const [code] = (await exit) as [number | null];
  clearTimeout(timer);
  return code === 0;
}

describe('an update killed in the middle of its first start', () => {
  it('goes on at the next one: every dossier and document is brought over, once', async () => {
    let killed = 0;
    for (let ms = FIRST_MS; !(await startKilledAfter(ms)); ms += STEP_MS) killed += 1;
    expect(killed).toBeGreaterThan(0);
    const server = unwrap(await openServer(unwrap(readConfig(env, 'demo'))));
    const { db } = server.shards.newest.database;
    for (const dossierId of dossiers) {
      const documents = await db.select().from(document).where(eq(document.dossierId, dossierId));
      expect(documents.map(({ typeCode }) => typeCode)).toEqual(
        Array.from({ length: DOCUMENTS }, () => '11506-3'),
      );
      const acts = await db.select().from(rightAct).where(eq(rightAct.dossierId, dossierId));
      expect(acts.map(({ kind }) => kind)).toEqual(['oppositionsSet']);
    }
    await server.close();
  });
});
