import { err, ok, type Result } from '#base/result.ts';
import { holderTraits } from '#wire/actor.ts';
import { command, receipt as receiptSchema, signedCommand, type Receipt } from '#wire/commands.ts';
import { time } from '#wire/primitives.ts';
import { documentReading } from '#wire/reading.ts';
import type { Place } from '#vault/associated-data.ts';
import type { Envelope } from '#vault/envelope.ts';
import { type OpenVault, OUTBOX_KEY } from '#vault/open-vault.ts';
import * as z from 'zod/mini';
import type { ContentStore } from './content-store.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { OutboxRow, QuarantineRow, VaultDatabase } from './vault-database.ts';

const entrySchema = z.object({
  command,
  signed: signedCommand,
  /** SHA-256 (hex) of the payload. */
  hash: z.string(),
  /** For the list, where the dossier itself may have left the device. */
  holder: z.nullable(holderTraits),
  /** Content to be uploaded first; in the vault's own tables, so that it survives the dossier. */
  content: z.nullable(z.object({ blobId: z.string(), sha256: z.string(), size: z.int() })),
  /** What the document says, as it was read here; the server reads it again. */
  read: z.exactOptional(z.object({ reading: documentReading, text: z.string() })),
});
/** A command written here, as it stays until a matching receipt. */
export type OutboxEntry = z.infer<typeof entrySchema>;
/** `uploadUrl`: where the content's upload was begun; `neverSent`: no attempt was ever made to send the command. */
export type WaitingEntry = OutboxEntry & { uploadUrl: string | null; neverSent: boolean };

const settledSchema = z.object({
  entry: entrySchema,
  receipt: receiptSchema,
  /** When the receipt came, by the device's clock. */
  settledAt: time,
});
/** A command with its receipt: refused ones wait in the quarantine for the user. */
export type SettledEntry = z.infer<typeof settledSchema>;

/** A waiting entry with the receipt that answers it. */
export type ReceiptedEntry = { entry: OutboxEntry; receipt: Receipt };

const progressSchema = z.object({ uploadUrl: z.string() });

/** Accepted commands are kept this long, and so many of them: a server restored from a backup is offered them again. */
export const KEPT_RECEIPTS = 500;
export const KEPT_RECEIPTS_MS = 30 * 24 * 3600_000;
/** Of these, the lists of the screens ask for the last ones. */
const LISTED_RECEIPTS = 50;

/** What was written on this device, by what became of it; in the order of writing. */
export type WrittenHere = {
  waiting: readonly WaitingEntry[];
  refused: readonly SettledEntry[];
  settled: readonly SettledEntry[];
};

export type OutboxRepository = ReturnType<typeof outboxRepository>;

/** What was written on this device: waiting, refused, and lately sent. Sealed under the outbox key. */
export function outboxRepository(deps: { db: VaultDatabase; contents: ContentStore; vault: OpenVault }) {
  const { db, contents, vault } = deps;
  const place = (store: string, n: number): Place => ({ store, row: String(n), dossier: '' });
  const seal = (store: string, n: number, value: unknown) =>
    vault.sealJson(OUTBOX_KEY, place(store, n), value);

  async function open<T>(
    store: string,
    n: number,
    envelope: Envelope,
    schema: z.ZodMiniType<T>,
  ): Promise<Result<T, StoreError>> {
    const opened = await vault.openJson(place(store, n), envelope);
    if (!opened.ok) return opened;
    const parsed = schema.safeParse(opened.value);
    return parsed.success ? ok(parsed.data) : err({ type: 'VaultDamaged' });
  }

  async function openWaiting(row: OutboxRow): Promise<Result<WaitingEntry, StoreError>> {
    const entry = await open('outbox', row.n, row.sealed, entrySchema);
    if (!entry.ok) return entry;
    const neverSent = row.neverSent === true;
    if (!row.progress) return ok({ ...entry.value, uploadUrl: null, neverSent });
    const progress = await open('outbox/progress', row.n, row.progress, progressSchema);
    // where the upload stood is not worth an entry: it begins again
    return ok({ ...entry.value, uploadUrl: progress.ok ? progress.value.uploadUrl : null, neverSent });
  }

  async function openAll<Row extends { n: number }, T>(
    rows: Result<Row[], StoreError>,
    openOne: (row: Row) => Promise<Result<T, StoreError>>,
  ): Promise<Result<Opened<T>, StoreError>> {
    if (!rows.ok) return rows;
    const opened = await Promise.all(rows.value.map(openOne));
    const entries: T[] = [];
    const damaged: number[] = [];
    for (const [index, entry] of opened.entries()) {
      const n = rows.value[index]?.n;
      if (entry.ok) entries.push(entry.value);
      else if (entry.error.type !== 'VaultDamaged') return entry;
      else if (n !== undefined) damaged.push(n);
    }
    return ok({ entries, damaged });
  }

  const settledFrom = (store: 'quarantine' | 'settled') => (row: { n: number; sealed: Envelope }) =>
    open(store, row.n, row.sealed, settledSchema);

  async function sealReceipted(
    target: 'quarantine' | 'settled',
    { entry, receipt }: ReceiptedEntry,
    settledAt: number,
  ): Promise<Result<QuarantineRow, StoreError>> {
    const { n } = entry.command;
    const sealed = await seal(target, n, { entry: withoutText(entryOf(entry)), receipt, settledAt });
    return sealed.ok ? ok({ n, sealed: sealed.value, blobId: entry.content?.blobId ?? null }) : sealed;
  }

  /** Moves entries out of the outbox in one transaction; answers those that were still there. */
  async function move(
    target: 'quarantine' | 'settled',
    done: readonly ReceiptedEntry[],
    settledAt: number,
  ): Promise<Result<number[], StoreError>> {
    const sealed = await Promise.all(done.map((one) => sealReceipted(target, one, settledAt)));
    const rows: QuarantineRow[] = [];
    for (const one of sealed) {
      if (!one.ok) return one;
      rows.push(one.value);
    }
    return guarded(db, () =>
      db.transaction('rw', [db.outbox, db.quarantine, db.settled], async () => {
        const waiting = await waitingAmong(rows);
        const moved = rows.filter(({ n }) => waiting.has(n));
        await (target === 'quarantine'
          ? db.quarantine.bulkPut(moved)
          : db.settled.bulkPut(moved.map(({ n, sealed }) => ({ n, sealed }))));
        const ns = moved.map(({ n }) => n);
        for (const [first, last] of runsOf(ns))
          await db.outbox.where('n').between(first, last, true, true).delete();
        if (target === 'settled') await pruneSettled();
        return ns;
      }),
    );
  }

  /** Their numbers alone: a row is as long as what it says. */
  async function waitingAmong(rows: readonly QuarantineRow[]): Promise<ReadonlySet<number>> {
    const ns = rows.map(({ n }) => n);
    const between = db.outbox.where('n').between(Math.min(...ns), Math.max(...ns), true, true);
    return new Set(rows.length > 0 ? await between.primaryKeys() : []);
  }

  /** Inside the transaction that adds to them. */
  async function pruneSettled(): Promise<void> {
    const old = (await db.settled.count()) - KEPT_RECEIPTS;
    if (old <= 0) return;
    const [last] = (await db.settled.orderBy('n').limit(old).primaryKeys()).slice(-1);
    if (last !== undefined) await db.settled.where('n').belowOrEqual(last).delete();
  }

  /** Those of the last weeks; older ones are no longer kept. Told by the server's time alone: no clock here counts. */
  async function settledLately(): Promise<Result<SettledEntry[], StoreError>> {
    const rows = await guarded(db, () => db.settled.orderBy('n').toArray());
    const opened = await openAll(rows, settledFrom('settled'));
    if (!opened.ok) return opened;
    const { entries } = opened.value;
    const newest = entries.reduce((latest, { receipt }) => Math.max(latest, receipt.at), 0);
    const isOld = ({ receipt }: SettledEntry): boolean => receipt.at < newest - KEPT_RECEIPTS_MS;
    const old = entries.filter(isOld).map(({ entry }) => entry.command.n);
    const gone = await guarded(db, () => db.settled.bulkDelete(old));
    return gone.ok ? ok(entries.filter((entry) => !isOld(entry))) : gone;
  }

  return {
    async add(entry: OutboxEntry): Promise<Result<void, StoreError>> {
      const { n } = entry.command;
      const sealed = await seal('outbox', n, entryOf(entry));
      if (!sealed.ok) return sealed;
      const blobId = entry.content?.blobId ?? null;
      const row: OutboxRow = { n, sealed: sealed.value, progress: null, blobId, neverSent: true };
      const put = await guarded(db, () => db.outbox.put(row));
      return put.ok ? ok(undefined) : put;
    },

    /** In the order they were written. A row that does not open stays and is named, and blocks no other. */
    list: async () => openAll(await guarded(db, () => db.outbox.orderBy('n').toArray()), openWaiting),

    async find(n: number): Promise<Result<WaitingEntry | undefined, StoreError>> {
      const row = await guarded(db, () => db.outbox.get(n));
      if (!row.ok) return row;
      return row.value ? openWaiting(row.value) : ok(undefined);
    },

    async setUploadUrl(n: number, uploadUrl: string): Promise<Result<void, StoreError>> {
      const progress = await seal('outbox/progress', n, { uploadUrl });
      if (!progress.ok) return progress;
      const put = await guarded(db, () => db.outbox.update(n, { progress: progress.value }));
      return put.ok ? ok(undefined) : put;
    },

    /** They are about to leave this device: from here on they are not taken back. Answers those that are still there. */
    offer: (ns: readonly number[]): Promise<Result<ReadonlySet<number>, StoreError>> =>
      guarded(db, () =>
        db.transaction('rw', db.outbox, async () => {
          const rows = (await db.outbox.bulkGet([...ns])).filter((row) => row !== undefined);
          const fresh = rows.filter(({ neverSent }) => neverSent);
          await db.outbox.bulkPut(fresh.map(({ neverSent: _, ...row }) => row));
          return new Set(rows.map(({ n }) => n));
        }),
      ),

    /**
     * Destroys rows that never left this device, with their contents: all of them, or none where one is gone or was
     * offered to the server. One transaction, as `offer` is: whatever the tabs, one of the two comes first.
     */
    async takeBack(ns: readonly number[]): Promise<Result<boolean, StoreError>> {
      const blobs = await guarded(db, () =>
        db.transaction('rw', db.outbox, async () => {
          const rows = await db.outbox.bulkGet([...ns]);
          if (!rows.every((row) => row?.neverSent)) return undefined;
          await db.outbox.bulkDelete([...ns]);
          return rows.flatMap((row) => row?.blobId ?? []);
        }),
      );
      if (!blobs.ok || !blobs.value) return blobs.ok ? ok(false) : blobs;
      const removed = blobs.value.length > 0 ? await contents.remove(blobs.value) : ok(undefined);
      return removed.ok ? ok(true) : removed;
    },

    /** Accepted by the server: they leave the outbox, their contents too. Answers those that were still there. */
    async settle(done: readonly ReceiptedEntry[], at: number): Promise<Result<number[], StoreError>> {
      const moved = await move('settled', done, at);
      if (!moved.ok) return moved;
      const blobs = done.flatMap(({ entry }) => entry.content?.blobId ?? []);
      const removed = blobs.length > 0 ? await contents.remove(blobs) : ok(undefined);
      return removed.ok ? moved : removed;
    },

    /** Refused by the server: waits in the quarantine, with its content, until the user has seen to it. */
    async refuse(entry: OutboxEntry, receipt: Receipt, at: number): Promise<Result<boolean, StoreError>> {
      const moved = await move('quarantine', [{ entry, receipt }], at);
      return moved.ok ? ok(moved.value.length > 0) : moved;
    },

    /**
     * What was accepted in the last weeks waits again, as it was signed and in its order; without its content, which the
     * server asks for where it lacks it. Answers how many.
     */
    async offerAgain(): Promise<Result<number, StoreError>> {
      const settled = await settledLately();
      if (!settled.ok) return settled;
      const rows: OutboxRow[] = [];
      for (const { entry } of settled.value) {
        const { n } = entry.command;
        const sealed = await seal('outbox', n, { ...entryOf(entry), content: null });
        if (!sealed.ok) return sealed;
        rows.push({ n, sealed: sealed.value, progress: null, blobId: null });
      }
      return guarded(db, () =>
        db.transaction('rw', [db.outbox, db.settled], async () => {
          const there = await db.settled.bulkGet(rows.map(({ n }) => n));
          const offered = rows.filter((_row, index) => there[index]);
          await db.outbox.bulkPut(offered);
          await db.settled.bulkDelete(offered.map(({ n }) => n));
          return offered.length;
        }),
      );
    },

    /** Names the content of an entry that was offered again without it. */
    async nameContent(
      n: number,
      content: NonNullable<OutboxEntry['content']>,
    ): Promise<Result<void, StoreError>> {
      const row = await guarded(db, () => db.outbox.get(n));
      if (!row.ok) return row;
      if (!row.value) return ok(undefined);
      const entry = await openWaiting(row.value);
      if (!entry.ok) return entry;
      const sealed = await seal('outbox', n, { ...entryOf(entry.value), content });
      if (!sealed.ok) return sealed;
      const changes = { sealed: sealed.value, blobId: content.blobId };
      const put = await guarded(db, () => db.outbox.update(n, changes));
      return put.ok ? ok(undefined) : put;
    },

    listRefused: async () =>
      openAll(await guarded(db, () => db.quarantine.orderBy('n').toArray()), settledFrom('quarantine')),

    /** Everything at one moment, of what was accepted the latest: read one after the other, an entry on its way would be seen twice, or not at all. */
    async listAll(): Promise<Result<WrittenHere, StoreError>> {
      const rows = await guarded(db, () =>
        db.transaction('r', [db.outbox, db.quarantine, db.settled], () =>
          Promise.all([
            db.outbox.orderBy('n').toArray(),
            db.quarantine.orderBy('n').toArray(),
            db.settled.orderBy('n').reverse().limit(LISTED_RECEIPTS).toArray(),
          ]),
        ),
      );
      if (!rows.ok) return rows;
      const waiting = await openAll(ok(rows.value[0]), openWaiting);
      if (!waiting.ok) return waiting;
      const refused = await openAll(ok(rows.value[1]), settledFrom('quarantine'));
      if (!refused.ok) return refused;
      const settled = await openAll(ok(rows.value[2].reverse()), settledFrom('settled'));
      if (!settled.ok) return settled;
      return ok({
        waiting: waiting.value.entries,
        refused: refused.value.entries,
        settled: settled.value.entries,
      });
    },

    /** The receipt of a command, whichever tab got it. */
    async receiptOf(n: number): Promise<Result<Receipt | undefined, StoreError>> {
      for (const store of ['settled', 'quarantine'] as const) {
        const row = await guarded(db, () => db[store].get(n));
        if (!row.ok) return row;
        if (!row.value) continue;
        const opened = await settledFrom(store)(row.value);
        return opened.ok ? ok(opened.value.receipt) : opened;
      }
      return ok(undefined);
    },

    /**
     * Drops receipts that are too old, and contents that no row names: what an interrupted `settle` or a closed tab left
     * a day ago.
     */
    async sweep(): Promise<Result<void, StoreError>> {
      const pruned = await settledLately();
      if (!pruned.ok) return pruned;
      const rows = await guarded(db, async () => [
        ...(await db.outbox.toArray()),
        ...(await db.quarantine.toArray()),
      ]);
      if (!rows.ok) return rows;
      return contents.sweep(new Set(rows.value.flatMap((row) => row.blobId ?? [])));
    },

    async discardRefused(n: number): Promise<Result<void, StoreError>> {
      const row = await guarded(db, () => db.quarantine.get(n));
      if (!row.ok) return row;
      const gone = await guarded(db, () => db.quarantine.delete(n));
      if (!gone.ok) return gone;
      return row.value?.blobId ? contents.remove([row.value.blobId]) : ok(undefined);
    },
  };
}

export type Opened<T> = { entries: T[]; damaged: number[] };

/** Numbers as stretches without a gap: a stretch is deleted in one request. */
function runsOf(ns: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const n of ns.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.[1] === n - 1) run[1] = n;
    else runs.push([n, n]);
  }
  return runs;
}

/** Without what a waiting entry adds. */
const entryOf = ({ command, signed, hash, holder, content, read }: OutboxEntry): OutboxEntry => ({
  command,
  signed,
  hash,
  holder,
  content,
  ...(read && { read }),
});

/** Of what was sent only the facts stay, until the server's own reading comes. */
const withoutText = ({ read, ...entry }: OutboxEntry): OutboxEntry => ({
  ...entry,
  ...(read && { read: { ...read, text: '' } }),
});
