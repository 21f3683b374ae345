import type { DossierId } from '#base/brand.ts';
import { auditTree } from '#server/traces/audit.ts';
import { figure, type Figure } from '../figure.ts';
import { openWorld, type World } from './world.ts';
import { writeTraces } from './write-traces.ts';

const TRACES = 100_000;
const DOSSIERS = 500;
const ROUNDS = 3;

/** `relais audit verify` over a whole tree in an encrypted database file: leaves, chains, commitments, root. */
export async function auditSpeed(): Promise<Figure[]> {
  const world = await openWorld();
  try {
    await fill(world);
    const samples: number[] = [];
    for (let round = 0; round < ROUNDS; round++) samples.push(await rate(world));
    const goal = { atLeast: 50_000 };
    return [figure(`audit verify over ${TRACES / 1000},000 traces`, 'traces/s', samples, goal)];
  } finally {
    await world.close();
  }
}

async function rate({ server }: World): Promise<number> {
  const { name: tree, database } = server.shards.newest;
  const from = performance.now();
  const { first, traces } = await auditTree({ database, tree, traceKey: server.traceKey });
  const seconds = (performance.now() - from) / 1000;
  if (first || traces < TRACES) throw new Error('the tree is not whole');
  return traces / seconds;
}

/** Of reads, by two professionals, over many dossiers. */
async function fill({ server, nurse, doctor }: World): Promise<void> {
  const dossiers = Array.from({ length: DOSSIERS }, () => crypto.randomUUID() as DossierId);
  const inputs = Array.from({ length: TRACES }, (_, i) => {
    const { actor, device } = i % 2 === 0 ? nurse : doctor;
    const dossierId = dossiers[i % DOSSIERS];
    return {
      at: server.clock.now(),
      act: 'retrieveDocument',
      mode: 'normal',
      allowed: true,
      because: 'authorised',
      rule: 'L1111-17 I',
      matrix: 'relais-2026-11',
      ...(dossierId && { dossierId }),
      device,
      actor,
    } as const;
  });
  await writeTraces(server.shards.newest, server, inputs);
}
