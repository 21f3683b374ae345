import type { Asker } from '#server/access.ts';
import type { Circumstances } from '#server/circumstances.ts';
import type { Transaction } from '#server/database.server.ts';
import { findReceipts, insertReceipts } from '#server/repositories/receipts.ts';
import type { Shard } from '#server/shard.ts';
import type { TracesTogether } from '#server/traces/recorder.ts';
import type { Command, Receipt } from '#wire/commands.ts';
import { gathering, type Gathering } from './gathered.ts';
import { behindFailure } from './line.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope, type Sender } from './scope.ts';

/** A command of which all is known but the rows of its shard. */
export type Ready = {
  prepared: Prepared;
  command: Command;
  hash: string;
  sender: Sender;
  circumstances: Circumstances;
  /** False: a refusal leaves no receipt, since the same command may still be done (backup/journaled.ts). */
  keepsRefusal: boolean;
};

/** `fresh`: it was carried out now, and not before. */
export type Carried = { receipt: Receipt; fresh: boolean };
type Settled = PromiseSettledResult<Carried>;

/**
 * Carries out commands of one sender in their order: those of one shard, as they follow each other, in one transaction.
 * Where one fails unexpectedly, those before it stay and none behind it is carried out.
 */
export async function carryOut(
  deps: Pick<CommandDeps, 'clock'>,
  ready: readonly Ready[],
): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (const some of runsOfOneShard(ready)) {
    const failed = settled.some(({ status }) => status === 'rejected');
    settled.push(
      ...(failed ? some.map(() => rejected(behindFailure())) : await carryOutTogether(deps, some)),
    );
  }
  return settled;
}

function runsOfOneShard(ready: readonly Ready[]): Ready[][] {
  const runs: Ready[][] = [];
  for (const one of ready) {
    const run = runs.at(-1);
    if (run?.[0]?.prepared.shard === one.prepared.shard) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

const rejected = (reason: unknown): Settled => ({ status: 'rejected', reason });

/** One that fails takes the transaction with it: those before it are then carried out again without it. */
async function carryOutTogether(
  deps: Pick<CommandDeps, 'clock'>,
  ready: readonly Ready[],
): Promise<readonly Settled[]> {
  const [first] = ready;
  if (!first) return [];
  const progress = { at: -1 };
  try {
    const { shard } = first.prepared;
    const work = (tx: Transaction) => carryOutIn(deps, tx, { shard, ready, progress });
    const carried = await shard.database.write(work, ready.length);
    return carried.map((value) => ({ status: 'fulfilled', value }));
  } catch (reason) {
    const { at } = progress;
    // the transaction did not begin, or did not end
    if (at < 0 || at === ready.length) return ready.map(() => rejected(reason));
    const before = await carryOutTogether(deps, ready.slice(0, at));
    const behind = ready.slice(at + 1).map(() => rejected(behindFailure()));
    return [...before, rejected(reason), ...behind];
  }
}

/** `progress`: the index of the command that is being carried out; their number once all were. */
async function carryOutIn(
  deps: Pick<CommandDeps, 'clock'>,
  tx: Transaction,
  given: { shard: Shard; ready: readonly Ready[]; progress: { at: number } },
): Promise<Carried[]> {
  const { shard, ready, progress } = given;
  const dossierIds = [...new Set(ready.map(({ command }) => command.body.dossierId))];
  const held: Held = {
    known: await receiptsOf(tx, ready),
    fresh: [],
    traces: await shard.traces.together(tx, dossierIds),
    gathered: gathering(tx, dossierIds),
  };
  const carried: Carried[] = [];
  for (const [index, one] of ready.entries()) {
    progress.at = index;
    carried.push(await carryOutOne(deps, tx, one, held));
  }
  progress.at = ready.length;
  await held.gathered.write();
  await held.traces.write();
  await insertReceipts(tx, held.fresh);
  return carried;
}

/** What waits for the end of the transaction, and what was read at its beginning. */
type Held = {
  /** By number, those of this transaction too. */
  known: Map<number, Receipt>;
  fresh: Receipt[];
  traces: TracesTogether;
  gathered: Gathering;
};

async function receiptsOf(tx: Transaction, ready: readonly Ready[]): Promise<Map<number, Receipt>> {
  const [first] = ready;
  const ns = ready.map(({ command }) => command.n);
  return first ? findReceipts(tx, first.sender.device, ns) : new Map<number, Receipt>();
}

async function carryOutOne(
  deps: Pick<CommandDeps, 'clock'>,
  tx: Transaction,
  ready: Ready,
  { known, fresh, traces, gathered }: Held,
): Promise<Carried> {
  const { prepared, command, hash, sender, circumstances } = ready;
  const { device, n } = command;
  const before = known.get(n);
  if (before) return { receipt: sameOrReused(before, hash), fresh: false };
  const now = deps.clock.now();
  const scope: Scope = { tx, now, asker: askerOf(command, sender), circumstances, command, traces, gathered };
  const receipt = { device, n, hash, outcome: await effectOf(prepared, scope, gathered), at: now };
  if (isFinal(receipt.outcome, ready.keepsRefusal)) {
    known.set(n, receipt);
    fresh.push(receipt);
  }
  return { receipt, fresh: true };
}

/** Whoever goes past what is held back finds it in the database, and what they write there is read again. */
async function effectOf(prepared: Prepared, scope: Scope, gathered: Gathering): Promise<Outcome> {
  if (prepared.gathers) return prepared.effect(scope);
  await gathered.write();
  gathered.forget();
  return prepared.effect(scope);
}

const askerOf = ({ organisation, confidential }: Command, { professional, device }: Sender): Asker => ({
  professional,
  device,
  ...(organisation && { organisation }),
  ...(confidential && { confidential }),
});

/** A content that has not arrived may still come: the same command is welcome again then. */
const isFinal = (outcome: Outcome, keepsRefusal: boolean): boolean =>
  outcome.type === 'done' || (keepsRefusal && outcome.code !== 'contentMissing');

/** A number that comes back with another content is a fault of the device: the first receipt stands. */
const sameOrReused = (known: Receipt, hash: string): Receipt =>
  known.hash === hash ? known : { ...known, hash, outcome: refused('numberReused') };
