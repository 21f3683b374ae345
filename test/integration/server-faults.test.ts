import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { contentPath, exportPath } from '#wire/endpoints.ts';
import { createClient } from '@libsql/client';
import { noteCommand, type HttpClient } from '#test/support/http/client.ts';
import type { DemoProcess } from '#test/support/http/processes.ts';
import { environmentOf, openStopped, pullAll, startedDemo } from '#test/support/http/started-demo.ts';
import { readConfig } from '#server/config.ts';
import { derive } from '#server/keys/key-store.ts';
import { auditTree } from '#server/traces/audit.ts';
import { toHex } from '#base/bytes.ts';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

let demo: DemoProcess;
let nurse: HttpClient;
let dossierId: DossierId;

afterEach(() => demo.remove());

async function provided(text: string) {
  const { body, content } = await noteCommand(dossierId, text);
  await nurse.upload(content);
  return nurse.sign(body);
}
const titles = async (): Promise<string[]> =>
  (await pullAll(nurse, dossierId)).map(({ title }) => title).sort();

/** Root alone may give a process a file system of its own. */
const mayMount = (): boolean => {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Takes what room there is, and leaves the file. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  const zeros = Buffer.alloc(64 * 1024);
  try {
    for (let size = zeros.length; size >= 1; size = Math.floor(size / 2))
      for (;;)
        try {
          if (writeSync(file, zeros, 0, size) < size) break;
        } catch {
          break;
        }
  } finally {
    closeSync(file);
  }
}

describe.skipIf(!mayMount())('a full disk (needs a mount namespace: run as root)', () => {
  it('refuses by a code, loses nothing, and takes the same command once there is room', async () => {
    ({ demo, nurse, dossierId } = await startedDemo(32));
    const filler = `/proc/${demo.pid()}/root${demo.folder}/filler`;
    const signed = await provided('Écrite sur un disque plein');
    const before = await titles();
    const [first] = await pullAll(nurse, dossierId);
    if (!first) throw new Error('the dossier has no document');
    fill(filler);
    // rights write to the key database first, and are refused there already
    const right = await nurse.sign({ type: 'setOppositions', dossierId, ...NONE });
    for (const command of [signed, right]) {
      const refused = await nurse.api.push([command], null);
      expect(refused).toEqual({ ok: false, error: STORAGE_FULL });
    }
    // what is read leaves a trace first, and so is refused too; what leaves none goes on
    expect(await nurse.api.pull({ wants: [{ dossierId, cursor: null }], pageSize: 500 })).toEqual({
      ok: false,
      error: STORAGE_FULL,
    });
    for (const path of [contentPath(dossierId, first.documentId), exportPath(dossierId, 'holder')]) {
      const answer = await nurse.fetch(`${demo.origin}${path}`);
      expect([answer.status, await answer.json()]).toEqual([500, STORAGE_FULL.error]);
    }
    expect((await fetch(`${demo.origin}/api/health`)).ok).toBe(true);
    expect((await fetch(`${demo.origin}/`)).ok).toBe(true);
    rmSync(filler);
    const { receipts } = unwrap(await nurse.api.push([signed, right], null));
    expect(receipts.map(({ outcome }) => outcome.type)).toEqual(['done', 'done']);
    expect(await titles()).toEqual([...before, 'Écrite sur un disque plein'].sort());
    expect(demo.log()).toContain('"databaseRefused"');
    expect(demo.log()).not.toContain('disque plein');
  });

  it('refuses an upload, which goes on where it was once there is room', async () => {
    ({ demo, nurse, dossierId } = await startedDemo(32));
    const filler = `/proc/${demo.pid()}/root${demo.folder}/filler`;
    const { body, content } = await noteCommand(dossierId, 'x'.repeat(900_000));
    fill(filler);
    await expect(nurse.upload(content)).rejects.toThrow(JSON.stringify(STORAGE_FULL));
    rmSync(filler);
    await nurse.upload(content);
    const { receipts } = unwrap(await nurse.api.push([await nurse.sign(body)], null));
    expect(receipts[0]?.outcome.type).toBe('done');
  });
});

const NONE = { breakGlass: true, dispatchCentre: true } as const;
const STORAGE_FULL = { type: 'Server', error: { code: 'internal', because: 'storageFull' } };

describe('a database that another program holds', () => {
  it('is waited for without stopping reads; a write is then refused as one to send again, and nothing is lost', async () => {
    ({ demo, nurse, dossierId } = await startedDemo());
    const signed = await provided('Écrite pendant un verrou');
    const letGo = await hold(demo, 'shard-1.db');
    const waiting = nurse.api.push([signed], null);
    for (let i = 0; i < 20; i++) {
      expect((await fetch(`${demo.origin}/api/health`)).ok).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await waiting).toEqual({
      ok: false,
      error: { type: 'Server', error: { code: 'internal', because: 'busy' } },
    });
    await letGo();
    const { receipts } = unwrap(await nurse.api.push([signed], null));
    expect(receipts[0]?.outcome.type).toBe('done');
    expect((await titles()).filter((title) => title === 'Écrite pendant un verrou')).toHaveLength(1);
  });

  it('that is let go in time is written as if nothing had been', async () => {
    ({ demo, nurse, dossierId } = await startedDemo());
    const signed = await provided('Écrite après un court verrou');
    const letGo = await hold(demo, 'shard-1.db');
    const waiting = nurse.api.push([signed], null);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await letGo();
    expect(unwrap(await waiting).receipts[0]?.outcome.type).toBe('done');
  });
});

/** Holds the write lock of a database; returns the way to let go. */
async function hold(of: DemoProcess, name: string): Promise<() => Promise<void>> {
  const { operatorKey } = unwrap(readConfig(environmentOf(of), 'demo'));
  const encryptionKey = toHex(await derive(operatorKey, 'relais-database-v1'));
  const client = createClient({ url: `file:${join(of.folder, name)}`, timeout: 1000, encryptionKey });
  const holding = await client.transaction('write');
  return async () => {
    await holding.rollback();
    client.close();
  };
}

describe('a server killed while it starts', () => {
  it('starts again, with all that it had', async () => {
    ({ demo, nurse, dossierId } = await startedDemo());
    const signed = await provided('Écrite avant les arrêts');
    unwrap(await nurse.api.push([signed], null));
    const before = await titles();
    for (let round = 0; round < 8; round++) {
      await demo.kill();
      await demo.launch();
      await new Promise((resolve) => setTimeout(resolve, 150 + round * 90));
    }
    await demo.kill();
    await demo.start();
    expect(await titles()).toEqual(before);
    await demo.stop();
    const server = await openStopped(demo);
    const { database, name } = server.shards.newest;
    const report = await auditTree({ database, tree: name, traceKey: server.traceKey });
    expect(report.first).toBeUndefined();
    await server.close();
  });
});
