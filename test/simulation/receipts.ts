import { receiptOutcome, type Command, type Receipt } from '#wire/commands.ts';
import type { Database } from '#server/database.server.ts';
import type { LogEntry, Model } from './model.ts';

export const commandKey = (device: string, n: number): string => `${device}/${n}`;

/** Follows the server's receipts, in the order in which they were committed. */
export class ReceiptLog {
  #last = 0;
  readonly byCommand = new Map<string, Receipt['outcome']>();
  readonly #issued: ReadonlyMap<string, Command>;
  readonly #model: Model;

  constructor(issued: ReadonlyMap<string, Command>, model: Model) {
    this.#issued = issued;
    this.#model = model;
  }

  /** A restore went back to so many rows: these were in the others. */
  forget(lost: readonly LogEntry[], rows: number): void {
    this.#last = rows;
    for (const { command } of lost) this.byCommand.delete(commandKey(command.device, command.n));
  }

  /** Takes over what was committed since the last time. */
  async catchUp({ client }: Pick<Database, 'client'>): Promise<void> {
    const sql =
      'SELECT rowid AS place, device_id, n, outcome, at FROM receipt WHERE rowid > ? ORDER BY rowid';
    const { rows } = await client.execute({ sql, args: [this.#last] });
    for (const { place, device_id, n, outcome, at } of rows) {
      if (Number(place) <= this.#last) continue; // told meanwhile, by a commit beside this one
      // rows are never deleted: a backup, whose copy numbers them anew, has the same numbers
      if (Number(place) !== this.#last + 1) throw new Error('a receipt is missing');
      this.#last = Number(place);
      const key = commandKey(textOf(device_id), Number(n));
      const command = this.#issued.get(key);
      if (!command) throw new Error('the server carried out a command that nobody wrote');
      const parsed = receiptOutcome.parse(JSON.parse(textOf(outcome)));
      this.byCommand.set(key, parsed);
      this.#model.apply({ command, outcome: parsed, at: Number(at) });
    }
  }
}

/** A column that holds a text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
