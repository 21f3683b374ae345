import type { Command, Receipt, SignedCommand } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { Asker } from '#server/access.ts';
import type { Circumstances } from '#server/circumstances.ts';
import type { Transaction } from '#server/database.server.ts';
import { findReceipt, insertReceipt } from '#server/repositories/receipts.ts';
import { prepareCreateDossier } from './create-dossier.ts';
import { prepareChangeDocument } from './change-document.ts';
import { prepareChangeHolderData } from './change-holder-data.ts';
import { prepareRightChange } from './change-right.ts';
import { prepareDossierLife } from './dossier-life.ts';
import { groupsOf } from './groups.ts';
import { placesInLine, type Place } from './in-line.ts';
import { withTrueDossier } from './place.ts';
import { prepareNoteEmergency } from './note-emergency.ts';
import { prepareProvideDocument } from './provide-document.ts';
import { claimedNumber, receive, type Received } from './read-command.ts';
import { prepareRecordAccess } from './record-access.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope, type Sender } from './scope.ts';

/**
 * Executes the commands of one request, in their order, and answers with their receipts. Effect, traces and receipt of each
 * are its own transaction, behind a savepoint where several share a commit; the same command sent again gets the same
 * receipt and has no second effect. Where one fails unexpectedly, those behind it are not carried out.
 */
export async function executeCommands(
  deps: CommandDeps,
  signed: readonly SignedCommand[],
  sender: Sender,
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const group of groupsOf(signed.map((one) => receive(one, sender)))) {
    const places = placesInLine(group.length);
    const circumstances = await deps.circumstancesOf(sender.professional.psIdNat);
    const done = await Promise.allSettled(
      group.map((received, index) =>
        executeOne(deps, received, { sender, circumstances, place: places[index] }),
      ),
    );
    for (const one of done) receipts.push(valueOf(one));
  }
  return receipts;
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
  const circumstances = await deps.circumstancesOf(sender.professional.psIdNat);
  return executeOne(deps, receive(signed, sender), { sender, circumstances });
}

type InLine = { sender: Sender; circumstances: Circumstances; place?: Place | undefined };

async function executeOne(
  deps: CommandDeps,
  { signed, hash, read }: Received,
  inLine: InLine,
): Promise<Receipt> {
  const { sender, place } = inLine;
  try {
    if (!read.ok)
      return await refuseUnread(deps, { hash, n: claimedNumber(signed), code: read.error, sender });
    const command = await withTrueDossier(deps, read.value);
    return await deps.journaled.around({ command, signed, sender }, (command, keepsRefusal) =>
      execute(deps, { ...inLine, command, hash, keepsRefusal }),
    );
  } catch (error) {
    place?.fail();
    throw error;
  } finally {
    place?.leave();
  }
}

/** `keepsRefusal` false: a refusal leaves no receipt, since the same command may still be done (backup/journaled.ts). */
type Given = InLine & { command: Command; hash: string; keepsRefusal: boolean };

async function execute(deps: CommandDeps, given: Given): Promise<Receipt> {
  const { command, hash, sender } = given;
  const prepared = await prepare(deps, command, sender);
  if (!('effect' in prepared)) return refuseOutside(deps, command, { hash, code: prepared.refused, sender });
  return runOnce(deps, prepared, given);
}

function prepare(
  deps: CommandDeps,
  read: Command,
  sender: Sender,
): Promise<Prepared | { refused: RefusalCode }> {
  const { body } = read;
  switch (body.type) {
    case 'createDossier':
      return prepareCreateDossier(deps, body, sender.professional);
    case 'provideDocument':
      return prepareProvideDocument(deps, body, sender);
    case 'grantAuthorisation':
    case 'withdrawAuthorisation':
    case 'blockProfessional':
    case 'unblockProfessional':
    case 'declareAttendingPhysician':
    case 'confirmAttendingPhysician':
    case 'endAttendingPhysician':
    case 'authoriseCareTeam':
    case 'changeCareTeam':
    case 'withdrawCareTeam':
    case 'setOppositions':
    case 'recordRepresentative':
    case 'endRepresentative':
      return prepareRightChange(deps, body, sender.professional);
    case 'changeDocument':
      return prepareChangeDocument(deps, body);
    case 'changeHolderData':
      return prepareChangeHolderData(deps, body);
    case 'closeDossier':
    case 'reactivateDossier':
    case 'requestErasure':
      return prepareDossierLife(deps, body);
    case 'noteEmergency':
      return prepareNoteEmergency(deps, body);
    case 'recordAccess':
      return prepareRecordAccess(deps, body);
  }
}

async function runOnce(deps: CommandDeps, prepared: Prepared, given: Given): Promise<Receipt> {
  const { place } = given;
  await place?.turn();
  const written = prepared.shard.database.write((tx) =>
    holding(place, () => carryOut(deps, tx, { ...given, prepared })),
  );
  place?.leave();
  // a commit that failed too: before the next one begins
  written.catch(() => place?.fail());
  const done = await written;
  if (done.fresh) await afterCommit(deps, prepared, done.receipt.outcome);
  return done.receipt;
}

/** Those behind it in the queue learn of a failure before they begin, in the same commit too. */
async function holding<T>(place: Place | undefined, work: () => Promise<T>): Promise<T> {
  place?.check();
  try {
    return await work();
  } catch (error) {
    place?.fail();
    throw error;
  }
}

async function carryOut(
  deps: CommandDeps,
  tx: Transaction,
  given: Given & { prepared: Prepared },
): Promise<{ receipt: Receipt; fresh: boolean }> {
  const { prepared, circumstances, command, hash, sender, keepsRefusal } = given;
  const { device, n } = command;
  const known = await findReceipt(tx, device, n);
  if (known) return { receipt: sameOrReused(known, hash), fresh: false };
  const now = deps.clock.now();
  const asker = askerOf(command, sender);
  const scope: Scope = { tx, now, asker, circumstances, command, shard: prepared.shard };
  const receipt = { device, n, hash, outcome: await prepared.effect(scope), at: scope.now };
  if (isFinal(receipt.outcome, keepsRefusal)) await insertReceipt(tx, receipt);
  return { receipt, fresh: true };
}

const askerOf = ({ organisation, confidential }: Command, { professional, device }: Sender): Asker => ({
  professional,
  device,
  ...(organisation && { organisation }),
  ...(confidential && { confidential }),
});

async function afterCommit(deps: CommandDeps, prepared: Prepared, outcome: Outcome): Promise<void> {
  await prepared.after?.(outcome);
  if (outcome.type !== 'done') return;
  const moved = prepared.moved?.() ?? [{ dossierId: outcome.dossierId }];
  for (const one of moved) deps.notices.tell(one);
}

/** A content that has not arrived may still come: the same command is welcome again then. */
const isFinal = (outcome: Outcome, keepsRefusal: boolean): boolean =>
  outcome.type === 'done' || (keepsRefusal && outcome.code !== 'contentMissing');

/** A number that comes back with another content is a fault of the device: the first receipt stands. */
const sameOrReused = (known: Receipt, hash: string): Receipt =>
  known.hash === hash ? known : { ...known, hash, outcome: refused('numberReused') };

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
