import { err, ok, type Result } from '#base/result.ts';
import type { LocalError } from '#sync/ports.ts';
import type { Draw } from './prng.ts';

/** `strict`: on the disk when it says so. `relaxed`: the last commits may be gone after a crash of the whole device. */
export type Durability = 'strict' | 'relaxed';

/** Rows by `table/key`. A transaction changes all that it changes, or nothing. */
export class Store {
  readonly #rows = new Map<string, unknown>();
  readonly #durability: Durability;
  readonly #draw: Draw;
  /** How to take back what is not on the disk yet, commit by commit. */
  #volatile: Map<string, unknown>[] = [];
  full = false;

  constructor(durability: Durability, draw: Draw) {
    this.#durability = durability;
    this.#draw = draw;
  }

  get<T>(table: string, key: string | number): T | undefined {
    return this.#rows.get(`${table}/${key}`) as T | undefined;
  }

  all<T>(table: string): { key: string; row: T }[] {
    const prefix = `${table}/`;
    return [...this.#rows].flatMap(([name, row]) =>
      name.startsWith(prefix) ? [{ key: name.slice(prefix.length), row: row as T }] : [],
    );
  }

  /** Rows to put, and to delete (undefined). A full disk takes nothing new, and still lets go. */
  commit(changes: Readonly<Record<string, unknown>>): Result<void, LocalError> {
    const writes = Object.values(changes).some((row) => row !== undefined);
    if (this.full && writes) return err({ type: 'StorageFull' });
    this.#remember(Object.keys(changes));
    for (const [name, row] of Object.entries(changes)) {
      if (row === undefined) this.#rows.delete(name);
      else this.#rows.set(name, row);
    }
    return ok(undefined);
  }

  /** The power goes: of a relaxed store, a number of the last commits. Answers how many. */
  crash(): number {
    const lost = this.#draw.between(0, this.#volatile.length);
    for (let n = 0; n < lost; n++) {
      for (const [name, row] of this.#volatile.pop() ?? []) {
        if (row === undefined) this.#rows.delete(name);
        else this.#rows.set(name, row);
      }
    }
    this.#volatile = [];
    return lost;
  }

  #remember(names: readonly string[]): void {
    if (this.#durability === 'strict') return;
    // the system writes back when it likes
    if (this.#draw.chance(0.2)) this.#volatile = [];
    this.#volatile.push(new Map(names.map((name) => [name, this.#rows.get(name)])));
  }
}
