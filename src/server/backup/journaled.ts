import type { DossierId } from '#base/brand.ts';
import type { Sender } from '#server/commands/scope.ts';
import type { Command, Receipt, SignedCommand } from '#wire/commands.ts';
import { isJournaled, publicJwk, type CommandEntry } from './journal-entry.ts';
import type { RevocationJournal } from './journal.ts';

/** A command that was read, with the bytes that were signed. */
export type ReadCommand = { command: Command; signed: SignedCommand; sender: Sender };

/** Runs a command; `keepsRefusal` false: a refusal writes no receipt, since the same command may still be done. */
type Run = (command: Command, keepsRefusal: boolean) => Promise<Receipt>;

/** What stands around the execution of each command. */
export type Journaled = {
  around(read: ReadCommand, run: Run): Promise<Receipt>;
  /** After a restore: what waits for a document or dossier that its device has yet to offer again. */
  wait(entries: readonly Waiting[]): void;
};

export type Waiting = { at: number; entry: CommandEntry };
/** Does one journaled command again, as of then. */
export type DoAgain = (waiting: Waiting) => Promise<Receipt>;

const ARRIVALS: ReadonlySet<Command['body']['type']> = new Set(['createDossier', 'provideDocument']);

/**
 * Notes a command on rights before it runs, and takes the note back where it was refused. After a restore it also does
 * what waited, as soon as the document or dossier that it was about arrives again: nothing that was masked shows in
 * between for longer than one transaction takes.
 */
export function journaled(journal: RevocationJournal, doAgain: DoAgain): Journaled {
  const waiting = new Map<string, Waiting[]>();

  async function arrive(dossierId: DossierId): Promise<void> {
    const left: Waiting[] = [];
    for (const one of waiting.get(dossierId) ?? [])
      if ((await doAgain(one)).outcome.type === 'refused') left.push(one);
    if (left.length > 0) waiting.set(dossierId, left);
    else waiting.delete(dossierId);
  }

  const isWaiting = ({ device, n, body }: Command): boolean =>
    (waiting.get(body.dossierId) ?? []).some(({ entry }) => entry.device === device && entry.n === n);

  return {
    async around(read, run) {
      const { command } = read;
      if (!isJournaled(command.body.type)) {
        const receipt = await run(command, true);
        if (waiting.size > 0 && ARRIVALS.has(command.body.type) && receipt.outcome.type === 'done')
          await arrive(receipt.outcome.dossierId);
        return receipt;
      }
      const position = await journal.note(entryOf(read));
      const receipt = await run(command, !isWaiting(command));
      if (receipt.outcome.type === 'refused') await journal.forget(position);
      return receipt;
    },
    wait(entries) {
      for (const one of entries)
        waiting.set(one.entry.dossierId, [...(waiting.get(one.entry.dossierId) ?? []), one]);
    },
  };
}

const entryOf = ({ command, signed, sender }: ReadCommand): CommandEntry => ({
  kind: 'command',
  signed,
  device: command.device,
  n: command.n,
  dossierId: command.body.dossierId,
  publicKey: publicJwk.parse(sender.publicKey.export({ format: 'jwk' })),
  professional: sender.professional,
});
