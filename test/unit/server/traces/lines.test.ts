import type { DossierId } from '#base/brand.ts';
import { MOST_SCANNED, readLines } from '#server/traces/lines.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newDossierId } from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let dossierId: DossierId;
const LINES = MOST_SCANNED + 50;

beforeEach(async () => {
  running = await startTestServer();
  dossierId = newDossierId();
  const { database, traces } = running.server.shards.newest;
  const act = { act: 'findDossier', mode: 'normal', allowed: true, because: 'anyProfessional' } as const;
  await database.write(async (tx) => {
    for (let at = 1; at <= LINES; at++) await traces.record(tx, { at, dossierId, ...act });
  });
});
afterEach(() => running.stop());

describe('reading lines', () => {
  it('looks at so many rows and no more, and says where to go on', async () => {
    const source = { shard: running.server.shards.newest, traceKey: running.server.traceKey, dossierId };
    const isWanted = ({ at }: { at: number }) => at === 7;
    const first = await readLines(source, { before: undefined, limit: 10, isWanted });
    expect(first).toEqual({ lines: [], next: LINES - MOST_SCANNED + 1 });
    const second = await readLines(source, { before: first.next, limit: 10, isWanted });
    expect(second).toMatchObject({ lines: [{ at: 7 }], next: undefined });
  });
});
