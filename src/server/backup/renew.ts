import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { removeProfessional } from '#server/auth/professionals.ts';
import { finishDestroyed } from '#server/erasure/finish-destroyed.ts';
import { device, instance, loginNonce, passkeyChallenge, session, upload } from '#server/schema/directory.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { and, eq, isNull } from 'drizzle-orm';
import { doAgain } from './do-again.ts';
import type { JournalRow } from './journal.ts';

/** What a restore did again: `waiting` for a document or dossier that its device has yet to offer again. */
export type Renewed = { restoreEpoch: number; redone: number; waiting: number; erased: number };

/**
 * Brings rows of then into the present: the epoch is raised, so that devices ask for everything anew; every session ends;
 * what took rights away since is done again; dossiers whose key was destroyed are erased. Idempotent.
 */
export async function renew(server: RelaisServer, restoreEpoch: number): Promise<Renewed> {
  await raiseEpoch(server, restoreEpoch);
  const { redone, waiting } = await redo(server);
  const deps = { ...server, shardOf: (dossierId: DossierId) => server.shards.of(dossierId) };
  const erased = await finishDestroyed(deps, await server.journal.destroyedDossiers());
  return { restoreEpoch, redone, waiting, erased };
}

async function raiseEpoch({ directory, directoryTraces, clock }: RelaisServer, restoreEpoch: number) {
  const at = clock.now();
  await directory.write(async (tx) => {
    await tx.update(instance).set({ restoreEpoch });
    await tx.update(session).set({ endedAt: at }).where(isNull(session.endedAt));
    // contents on their way are not backed up: their devices send them again
    for (const table of [upload, loginNonce, passkeyChallenge]) await tx.delete(table);
    const told = { act: 'restoreBackup', mode: 'normal', allowed: true, because: 'byOperator' } as const;
    await directoryTraces.record(tx, { at, ...told });
  });
}

async function redo(server: RelaisServer): Promise<{ redone: number; waiting: number }> {
  const destroyed = new Set<string>(await server.journal.destroyedDossiers());
  const waiting: number[] = [];
  let redone = 0;
  for (const row of await server.journal.rows())
    if (await redoOne(server, row, destroyed)) redone += 1;
    else if (row.entry.kind === 'command' && !destroyed.has(row.entry.dossierId)) waiting.push(row.position);
  await server.journal.note({ kind: 'restored', waiting });
  return { redone, waiting: waiting.length };
}

/** False where it could not be done, or not yet. */
async function redoOne(
  server: RelaisServer,
  { at, entry }: JournalRow,
  destroyed: ReadonlySet<string>,
): Promise<boolean> {
  const then: Clock = { now: () => at, monotonic: () => server.clock.monotonic() };
  switch (entry.kind) {
    case 'command': {
      if (destroyed.has(entry.dossierId)) return false;
      const { outcome } = await doAgain(server.commands, { at, entry });
      return outcome.type === 'done' || outcome.code === 'alreadySo';
    }
    case 'wipeAsked':
      await server.directory.write(async (tx) => {
        const { device: deviceId, by: wipeAskedBy, row } = entry;
        const known = { deviceId, ...row, lastSeenAt: at, expiresAt: at };
        await tx.insert(device).values(known).onConflictDoNothing();
        await tx
          .update(device)
          .set({ wipeAskedAt: at, wipeAskedBy })
          .where(and(eq(device.deviceId, deviceId), isNull(device.wipeAskedAt)));
      });
      return true;
    case 'deviceRevoked':
      await server.directory.write((tx) =>
        tx
          .update(device)
          .set({ revokedAt: at })
          .where(and(eq(device.deviceId, entry.device), isNull(device.revokedAt))),
      );
      return true;
    case 'professionalRemoved':
      await removeProfessional({ directory: server.directory, clock: then }, entry.psIdNat);
      return true;
    case 'restored':
      return false;
  }
}
