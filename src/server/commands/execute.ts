import type { Command, Receipt, SignedCommand } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { Circumstances } from '#server/circumstances.ts';
import { carryOut, type Carried, type Ready } from './carry-out.ts';
import { groupsOf } from './groups.ts';
import { lineOf, type Line } from './line.ts';
import { withTrueDossier } from './place.ts';
import { prepare } from './prepare.ts';
import { claimedNumber, receive, type Received } from './read-command.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Sender } from './scope.ts';

/**
 * Executes the commands of one request, in their order, and answers with their receipts. Effect, traces and receipt of each
 * are in one transaction, which those prepared together share; the same command sent again gets the same receipt and has
 * no second effect. Where one fails unexpectedly, those before it stay and those behind it are not carried out.
 */
export async function executeCommands(
  deps: CommandDeps,
  signed: readonly SignedCommand[],
  sender: Sender,
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  const received = await Promise.all(signed.map((one) => receive(one, sender)));
  for (const group of groupsOf(received)) receipts.push(...(await executeGroup(deps, group, sender)));
  return receipts;
}

async function executeGroup(
  deps: CommandDeps,
  group: readonly Received[],
  sender: Sender,
): Promise<Receipt[]> {
  const circumstances = await deps.circumstancesOf(sender.professional.psIdNat);
  const line = lineOf(group.length, (ready: readonly Ready[]) => carryOut(deps, ready));
  const done = await Promise.allSettled(
    group.map((received, index) => executeOne(deps, received, { sender, circumstances, line, index })),
  );
  return done.map(valueOf);
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'fulfilled') return settled.value;
  throw settled.reason;
}

/** One command alone. */
export async function executeCommand(
  deps: CommandDeps,
  signed: SignedCommand,
  sender: Sender,
): Promise<Receipt> {
  const [receipt] = await executeCommands(deps, [signed], sender);
  if (!receipt) throw new Error('a command got no receipt');
  return receipt;
}

type InLine = {
  sender: Sender;
  circumstances: Circumstances;
  line: Line<Ready, Carried>;
  /** In the line. */
  index: number;
};

async function executeOne(
  deps: CommandDeps,
  { signed, hash, read }: Received,
  inLine: InLine,
): Promise<Receipt> {
  const { sender, line, index } = inLine;
  try {
    if (!read.ok)
      return await refuseUnread(deps, { hash, n: claimedNumber(signed), code: read.error, sender });
    const command = await withTrueDossier(deps, read.value);
    return await deps.journaled.around({ command, signed, sender }, (command, keepsRefusal) =>
      execute(deps, { ...inLine, command, hash, keepsRefusal }),
    );
  } catch (error) {
    line.leave(index, 'failed');
    throw error;
  } finally {
    line.leave(index, 'answered');
  }
}

async function execute(
  deps: CommandDeps,
  { line, index, ...given }: InLine & Omit<Ready, 'prepared'>,
): Promise<Receipt> {
  const { command, hash, sender } = given;
  const prepared = await prepare(deps, command, sender);
  if (!('effect' in prepared)) {
    line.leave(index, 'answered');
    return refuseOutside(deps, command, { hash, code: prepared.refused, sender });
  }
  const { receipt, fresh } = await line.join(index, { ...given, prepared });
  if (fresh) await afterCommit(deps, prepared, receipt.outcome);
  return receipt;
}

async function afterCommit(deps: CommandDeps, prepared: Prepared, outcome: Outcome): Promise<void> {
  await prepared.after?.(outcome);
  if (outcome.type !== 'done') return;
  const moved = prepared.moved?.() ?? [{ dossierId: outcome.dossierId }];
  for (const one of moved) deps.notices.tell(one);
}

/** A command that cannot be attributed: refused and traced, but no receipt is kept, since its number proves nothing. */
async function refuseUnread(
  deps: CommandDeps,
  given: { hash: string; n: number; code: RefusalCode; sender: Sender },
): Promise<Receipt> {
  const { hash, n, code, sender } = given;
  const at = deps.clock.now();
  await traceRefusal(deps, sender, at, code);
  return { device: sender.device, n, hash, outcome: refused(code), at };
}

/** A command for a dossier that is nowhere: there is no shard to keep its receipt in, and asking again tells the same. */
async function refuseOutside(
  deps: CommandDeps,
  { device, n }: Command,
  given: { hash: string; code: RefusalCode; sender: Sender },
): Promise<Receipt> {
  const at = deps.clock.now();
  await traceRefusal(deps, given.sender, at, given.code);
  return { device, n, hash: given.hash, outcome: refused(given.code), at };
}

async function traceRefusal(
  deps: CommandDeps,
  sender: Sender,
  at: number,
  because: RefusalCode,
): Promise<void> {
  await deps.directory.write((tx) =>
    deps.directoryTraces.record(tx, {
      at,
      act: 'refuseCommand',
      mode: 'normal',
      allowed: false,
      because,
      actor: sender.professional,
      device: sender.device,
    }),
  );
}
