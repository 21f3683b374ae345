import { systemRandom } from '#base/random.ts';
import { PART_BYTES } from '#base/sealed-parts.ts';
import { readBackup } from '#server/backup/check.ts';
import { writeMembers, type MemberFile } from '#server/backup/members.ts';
import { writeSealedFile } from '#server/backup/sealed-file.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'relais-sealed-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const operatorKey = new Uint8Array(32).fill(7);
const deps = { operatorKey, random: systemRandom };
const FACTS = {
  backupId: 'b',
  instanceId: 'i',
  instanceKind: 'demo',
  restoreEpoch: 1,
  at: 1,
  keysFingerprint: 'f',
  migrations: {},
  dossiers: 0,
  documents: 0,
  contents: 0,
  missing: 0,
} as const;
const told = { written: () => undefined, gone: async () => undefined };

function memberOf(name: string, content: Uint8Array): MemberFile {
  const path = join(folder, `${systemRandom.uuid()}.member`);
  writeFileSync(path, content);
  return { name, path };
}

async function write(contents: readonly Uint8Array[]): Promise<string> {
  const path = join(folder, systemRandom.uuid());
  const files = contents.map((content, index) => memberOf(`m${index}`, content));
  await writeSealedFile(
    deps,
    { path, kind: 'data' },
    writeMembers('data', files, () => FACTS, told),
  );
  return path;
}

async function read(path: string, key = operatorKey, kind: 'data' | 'keys' = 'data') {
  const members: Buffer[][] = [];
  const result = await readBackup(key, { path, kind }, async () => {
    const chunks: Buffer[] = [];
    members.push(chunks);
    return { write: async (bytes) => void chunks.push(Buffer.from(bytes)), end: async () => undefined };
  });
  return { result, contents: members.map((chunks) => Buffer.concat(chunks)) };
}

describe('a sealed backup', () => {
  it('gives back what went in, whatever the sizes', async () => {
    const sizes = fc.array(fc.constantFrom(0, 1, 15, PART_BYTES - 40, PART_BYTES, 2 * PART_BYTES + 7), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (lengths) => {
        const contents = lengths.map((length) => Buffer.from(systemRandom.bytes(Math.min(length, 65_536))));
        const grown = contents.map((content, index) =>
          Buffer.concat([content, Buffer.alloc((lengths[index] ?? 0) - content.length, index)]),
        );
        const back = await read(await write(grown));
        expect(back.result).toMatchObject({ ok: true, value: { ...FACTS, kind: 'data' } });
        expect(back.contents.map((one) => one.toString('hex'))).toEqual(
          grown.map((one) => one.toString('hex')),
        );
      }),
      { numRuns: 15 },
    );
  });

  it('that was altered or cut anywhere is refused, and never read as whole', async () => {
    const path = await write([Buffer.alloc(PART_BYTES + 1000, 1), Buffer.from('fin')]);
    const whole = readFileSync(path);
    const place = fc.integer({ min: 0, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.boolean(), async (at, cut) => {
        const bent = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) bent[at] = (bent[at] ?? 0) ^ 1;
        const other = join(folder, 'bent');
        writeFileSync(other, bent);
        const { result } = await read(other);
        expect(result.ok).toBe(false);
        if (at >= 64) expect(result).toEqual({ ok: false, error: { type: 'Altered' } });
      }),
      { numRuns: 60 },
    );
  });

  it('with a part taken out, doubled or moved is refused', async () => {
    const path = await write([Buffer.alloc(3 * PART_BYTES, 1)]);
    const whole = readFileSync(path);
    const part = (index: number) =>
      whole.subarray(64 + index * (PART_BYTES + 16), 64 + (index + 1) * (PART_BYTES + 16));
    const [head, last] = [whole.subarray(0, 64), whole.subarray(64 + 3 * (PART_BYTES + 16))];
    for (const parts of [
      [part(0), part(2), last],
      [part(0), part(0), part(1), part(2), last],
      [part(1), part(0), part(2), last],
      [part(0), part(1), part(2)],
    ]) {
      writeFileSync(path, Buffer.concat([head, ...parts]));
      expect((await read(path)).result).toEqual({ ok: false, error: { type: 'Altered' } });
    }
  });

  it('tells another key, another kind and another file by name', async () => {
    const path = await write([]);
    expect((await read(path, new Uint8Array(32).fill(8))).result).toMatchObject({
      error: { type: 'WrongKey' },
    });
    expect((await read(path, operatorKey, 'keys')).result).toMatchObject({ error: { type: 'OtherKind' } });
    writeFileSync(path, 'PK something else');
    expect((await read(path)).result).toMatchObject({ error: { type: 'NotBackup' } });
    writeFileSync(path, '');
    expect((await read(path)).result).toMatchObject({ error: { type: 'NotBackup' } });
    expect((await read(join(folder, 'absent'))).result).toMatchObject({ error: { type: 'Unreadable' } });
  });

  it('holds nothing in clear', async () => {
    const path = await write([Buffer.from('MARQUE-EN-CLAIR '.repeat(100))]);
    expect(readFileSync(path).includes('MARQUE')).toBe(false);
  });
});
