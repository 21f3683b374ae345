import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryDevice } from '#test/support/sync/device.ts';
import { MemoryRemote } from '#test/support/sync/memory-remote.ts';
import { dossierNo, provide } from '#test/support/sync/sample.ts';

const DOSSIERS = [1, 2];

const step = fc.oneof(
  fc.record({ do: fc.constant('write' as const), device: fc.nat(1), dossier: fc.constantFrom(...DOSSIERS) }),
  fc.record({ do: fc.constant('sync' as const), device: fc.nat(1), tabs: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('lose' as const), answer: fc.constantFrom('push' as const, 'pull' as const) }),
  fc.record({ do: fc.constant('crash' as const), device: fc.nat(1) }),
  fc.record({ do: fc.constant('breakUpload' as const), after: fc.constantFrom(0, 4, 8) }),
  fc.record({ do: fc.constant('network' as const), up: fc.boolean() }),
);

describe('two devices under lost answers, crashes, broken uploads and several tabs', () => {
  test('end with every document on the server exactly once, in the order of writing, and seen by both', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const remote = new MemoryRemote();
        for (const dossier of DOSSIERS) remote.dossier(dossierNo(dossier));
        const devices = [memoryDevice(remote), memoryDevice(remote)];
        const written = DOSSIERS.map((): string[][] => [[], []]);
        let documents = 0;
        for (const one of steps) {
          const device = 'device' in one ? devices[one.device] : undefined;
          if (one.do === 'write' && device) {
            // numbers of the two devices are apart: their receipts must be too
            await device.outbox.write(provide(one.dossier, ++documents), one.device === 0 ? 't' : 'u');
            written[one.dossier - 1]?.[one.device]?.push(`Note ${documents}`);
          } else if (one.do === 'sync' && device) {
            await Promise.all(Array.from({ length: one.tabs }, () => device.tab().engine.syncNow()));
          } else if (one.do === 'lose') remote.loseAnswer = one.answer;
          else if (one.do === 'crash' && device) device.outbox.crashBeforeSettle = true;
          else if (one.do === 'breakUpload') remote.breakUploadAfter = one.after;
          else if (one.do === 'network') remote.reachable = one.up;
        }
        await settle(remote, devices);
        for (const dossier of DOSSIERS) {
          const titles = remote.titles(dossierNo(dossier));
          for (const own of written[dossier - 1] ?? [])
            expect(titles.filter((title) => own.includes(title))).toEqual(own);
          for (const { outbox, dossiers } of devices) {
            expect(outbox.rows.size).toBe(0);
            expect(dossiers.titles(dossierNo(dossier))).toEqual(titles);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** The nemeses stop; what is left must go through. */
async function settle(remote: MemoryRemote, devices: ReturnType<typeof memoryDevice>[]): Promise<void> {
  remote.reachable = true;
  remote.loseAnswer = 'none';
  remote.breakUploadAfter = undefined;
  for (const device of devices) device.outbox.crashBeforeSettle = false;
  for (const device of devices) expect((await device.tab().engine.push()).ok).toBe(true);
  const wants = new Map(DOSSIERS.map((n) => [dossierNo(n), null]));
  for (const device of devices) expect((await device.tab().engine.pull(wants)).ok).toBe(true);
}
