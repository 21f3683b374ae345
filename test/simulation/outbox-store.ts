import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { LocalError, Outbox, OutboxItem, Receipted } from '#sync/ports.ts';
import type { Receipt } from '#wire/commands.ts';
import type { Store } from './disk.ts';

export type OutboxRow = { item: OutboxItem; content: Bytes | null; neverSent?: true };
export type SettledRow = { row: OutboxRow; receipt: Receipt };

/** Waits for the disk, or for ever where the tab is gone; may fail. */
export type Disk = { store: Store; wait: () => Promise<Result<void, LocalError>> };

export const OUTBOX = 'outbox';
export const SETTLED = 'settled';
export const QUARANTINE = 'quarantine';

/** What was written on a device, as store/outbox-repository.ts keeps it: each change of a row is one transaction. */
export function outboxStore({ store, wait }: Disk): Outbox {
  const find = (n: number): OutboxRow | undefined => store.get(OUTBOX, n);

  async function move(to: string, done: readonly Receipted[]): Promise<Result<void, LocalError>> {
    const ready = await wait();
    if (!ready.ok) return ready;
    const changes = done.flatMap(({ item: { command }, receipt }): [string, unknown][] => {
      const row = find(command.n);
      const moved: SettledRow | undefined = row && { row, receipt };
      return moved
        ? [
            [`${OUTBOX}/${command.n}`, undefined],
            [`${to}/${command.n}`, moved],
          ]
        : [];
    });
    return store.commit(Object.fromEntries(changes));
  }

  return {
    list: async () => ok(waitingIn(store).map(({ item }) => item)),

    async contentOf(n) {
      const row = find(n);
      if (!row?.content || !row.item.content) return err({ type: 'VaultDamaged' });
      const { content } = row;
      const slice = async (start: number, end: number) => ok(content.slice(start, end));
      return ok({ ...row.item.content, slice });
    },

    async setUploadUrl(n, uploadUrl) {
      const ready = await wait();
      if (!ready.ok) return ready;
      const row = find(n);
      return row
        ? store.commit({ [`${OUTBOX}/${n}`]: { ...row, item: { ...row.item, uploadUrl } } })
        : ok(undefined);
    },

    async offer(ns) {
      const ready = await wait();
      if (!ready.ok) return ready;
      const there = ns.filter((n) => find(n));
      const fresh = there.flatMap((n): [string, unknown][] => {
        const { neverSent, ...row } = find(n) ?? {};
        return neverSent ? [[`${OUTBOX}/${n}`, row]] : [];
      });
      const done = fresh.length > 0 ? store.commit(Object.fromEntries(fresh)) : ok(undefined);
      return done.ok ? ok(new Set(there)) : done;
    },

    settle: (done) => move(SETTLED, done),
    refuse: (item, receipt) => move(QUARANTINE, [{ item, receipt }]),

    async offerAgain() {
      const ready = await wait();
      if (!ready.ok) return ready;
      const settled = store.all<SettledRow>(SETTLED);
      const changes = settled.flatMap(({ key, row: { row } }): [string, unknown][] => [
        [`${SETTLED}/${key}`, undefined],
        [`${OUTBOX}/${key}`, { ...row, item: { ...row.item, uploadUrl: null } }],
      ]);
      const done = store.commit(Object.fromEntries(changes));
      return done.ok ? ok(settled.length) : done;
    },
  };
}

/** As store/outbox-repository.ts does: all of them or none, and only what was never offered to the server. */
export async function takeBack(
  { store, wait }: Disk,
  ns: readonly number[],
): Promise<Result<boolean, LocalError>> {
  const ready = await wait();
  if (!ready.ok) return ready;
  if (!ns.every((n) => store.get<OutboxRow>(OUTBOX, n)?.neverSent)) return ok(false);
  const gone = store.commit(Object.fromEntries(ns.map((n) => [`${OUTBOX}/${n}`, undefined])));
  return gone.ok ? ok(true) : gone;
}

/** By number. */
export const waitingIn = (store: Store): OutboxRow[] =>
  store
    .all<OutboxRow>(OUTBOX)
    .map(({ row }) => row)
    .sort((a, b) => a.item.command.n - b.item.command.n);
