import { fromBase64Url, utf8 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { verify } from 'node:crypto';
import { command, COMMAND_TAG, type Command, type Receipt, type SignedCommand } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { sha256Hex } from '#server/hash.ts';
import type { Asker } from '#server/access.ts';
import { findReceipt, insertReceipt } from '#server/repositories/receipts.ts';
import { prepareCreateDossier } from './create-dossier.ts';
import { prepareChangeDocument } from './change-document.ts';
import { prepareChangeHolderData } from './change-holder-data.ts';
import { prepareRightChange } from './change-right.ts';
import { prepareDossierLife } from './dossier-life.ts';
import { prepareNoteEmergency } from './note-emergency.ts';
import { prepareProvideDocument } from './provide-document.ts';
import { prepareRecordAccess } from './record-access.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope, type Sender } from './scope.ts';

/**
 * Executes one signed command and answers with its receipt. Effect, traces and receipt are one transaction; the same
 * command sent again gets the same receipt and has no second effect.
 */
export async function executeCommand(
  deps: CommandDeps,
  signed: SignedCommand,
  sender: Sender,
): Promise<Receipt> {
  const hash = sha256Hex(signed.payload);
  const read = readCommand(signed, sender);
  if (!read.ok) return refuseUnread(deps, { hash, n: numberIn(signed.payload), code: read.error, sender });
  return deps.journaled.around({ command: read.value, signed, sender }, (command, keepsRefusal) =>
    execute(deps, { command, hash, sender, keepsRefusal }),
  );
}

/** `keepsRefusal` false: a refusal leaves no receipt, since the same command may still be done (backup/journaled.ts). */
type Given = { command: Command; hash: string; sender: Sender; keepsRefusal: boolean };

async function execute(deps: CommandDeps, given: Given): Promise<Receipt> {
  const { command, hash, sender } = given;
  const prepared = await prepare(deps, command, sender);
  if (!('effect' in prepared)) return refuseOutside(deps, command, { hash, code: prepared.refused, sender });
  return runOnce(deps, prepared, given);
}

/** Signature first, then form, then whether the author is the one whom this device belongs to. */
function readCommand(signed: SignedCommand, sender: Sender): Result<Command, RefusalCode> {
  const signature = fromBase64Url(signed.signature);
  const message = utf8(COMMAND_TAG + signed.payload);
  // IEEE P1363, as WebCrypto signs; synchronous, for the reason given in server/seal.ts
  const key = { key: sender.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!signature || !verify('sha256', message, key, signature)) return err('signatureInvalid');
  const parsed = command.safeParse(parseJson(signed.payload));
  if (!parsed.success) return err('malformed');
  const { device, author } = parsed.data;
  if (device !== sender.device || author !== sender.professional.psIdNat) return err('authorMismatch');
  return ok(parsed.data);
}

function prepare(
  deps: CommandDeps,
  read: Command,
  sender: Sender,
): Promise<Prepared | { refused: RefusalCode }> {
  const { body } = read;
  switch (body.type) {
    case 'createDossier':
      return prepareCreateDossier(deps, body);
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
  const { command, hash, sender, keepsRefusal } = given;
  const { device, n } = command;
  const asker = askerOf(command, sender);
  const circumstances = await deps.circumstancesOf(sender.professional.psIdNat);
  const done = await prepared.shard.database.write(async (tx) => {
    const known = await findReceipt(tx, device, n);
    if (known) return { receipt: sameOrReused(known, hash), fresh: false };
    const now = deps.clock.now();
    const scope: Scope = { tx, now, asker, circumstances, command, shard: prepared.shard };
    const receipt = { device, n, hash, outcome: await prepared.effect(scope), at: scope.now };
    if (isFinal(receipt.outcome, keepsRefusal)) await insertReceipt(tx, receipt);
    return { receipt, fresh: true };
  });
  if (done.fresh) await afterCommit(deps, prepared, done.receipt.outcome);
  return done.receipt;
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The number that an unreadable command claims, so that its sender can find it again; 0 where it claims none. */
function numberIn(payload: string): number {
  const parsed = parseJson(payload);
  const n = typeof parsed === 'object' && parsed !== null && 'n' in parsed ? parsed.n : 0;
  return typeof n === 'number' && Number.isSafeInteger(n) ? n : 0;
}
