import type { Clock } from '#base/clock.ts';
import type { Result } from '#base/result.ts';
import type { TreeHeadRow } from '#store/device-database.ts';
import type { TreeHeadRepository } from '#store/tree-head-repository.ts';
import type { RemoteError } from '#sync/ports.ts';
import type { Instance } from '#wire/auth.ts';
import { verifyConsistency } from '#wire/consistency.ts';
import type { Contact } from '#wire/sync.ts';
import type { HeadsOutput, TreeHead } from '#wire/traces.ts';
import { verifyTreeHead } from '#wire/tree-head.ts';

/** What a check asks of the server. */
export type HeadsApi = {
  instance(): Promise<Result<Pick<Instance, 'instanceId' | 'headKey'>, RemoteError>>;
  heads(known: readonly { tree: string; size: number }[]): Promise<Result<HeadsOutput, RemoteError>>;
  /** Asked for what every answer of the exchange tells: which restore of the server this is. */
  changes(since: string | null): Promise<Result<Pick<Contact, 'restoreEpoch'>, RemoteError>>;
};

export type HistoryCheck = ReturnType<typeof historyCheck>;

type Deps = {
  api: () => Promise<HeadsApi>;
  heads: TreeHeadRepository;
  clock: Clock;
  /** Of the session: whose history this device follows. */
  instanceId: string;
};

/**
 * `checked`: the server answered at least once since this page was opened, and proofs were looked at. `restoredAt`: when
 * this device last saw that the server was restored from a backup, its traces gone back with it; ms.
 */
export type HistoryVerdict = {
  altered: readonly string[];
  checked: boolean;
  restoredAt: number | undefined;
};

/** Between two checks that nobody forced. */
export const CHECK_EVERY_MS = 3600 * 1000;

/**
 * The device's own watch over the traces (R1111-43: they are kept): it remembers the last head of every tree that the
 * server signed, and demands that each new one continues it (RFC 6962 §2.1.2). A server whose whole history was rewritten,
 * with its own keys even, is found out by every device that saw it before. A server that says that it was restored from a
 * backup may go back once for that restore: this is told as what it is, with the former head kept as a note.
 */
export function historyCheck(deps: Deps) {
  let checkedAt: number | undefined;
  let running: Promise<HistoryVerdict> | undefined;

  return {
    /**
     * Asks the server where the last time was an hour ago or more, or at once when forced (at sign-in). Names the trees
     * that were found altered, now or ever: the evidence stays on the device. Offline, what was known before.
     */
    check(force = false): Promise<HistoryVerdict> {
      const isDue = force || checkedAt === undefined || deps.clock.monotonic() - checkedAt >= CHECK_EVERY_MS;
      running ??= (isDue ? ask() : known()).finally(() => (running = undefined));
      return running;
    },
  };

  async function ask(): Promise<HistoryVerdict> {
    if (await demandConsistency(deps)) checkedAt = deps.clock.monotonic();
    return known();
  }

  async function known(): Promise<HistoryVerdict> {
    const rows = await deps.heads.list(deps.instanceId);
    const known = rows.ok ? rows.value : [];
    const restores = known.flatMap(({ restored }) => restored?.at ?? []);
    return {
      altered: known.filter(isAltered).map(({ tree }) => tree),
      checked: checkedAt !== undefined,
      restoredAt: restores.length > 0 ? Math.max(...restores) : undefined,
    };
  }
}

const isAltered = ({ altered }: TreeHeadRow): boolean => altered !== null;

/** False where the server or the storage did not answer: nothing is known then, and nothing is held against anybody. */
async function demandConsistency(deps: Deps): Promise<boolean> {
  const api = await deps.api();
  const [headKey, rows] = [await headKeyFrom(api, deps), await deps.heads.list(deps.instanceId)];
  if (headKey === undefined || !rows.ok) return false;
  const known = rows.value.flatMap(({ head }) => (head ? [{ tree: head.tree, size: head.size }] : []));
  const told = await api.changes(null);
  const answer = await api.heads(known);
  if (!told.ok || !answer.ok) return false;
  const { restoreEpoch } = told.value;
  for (const offered of answer.value) {
    const row = rows.value.find(({ tree }) => tree === offered.head.tree);
    await judge(deps, { row, offered, headKey, restoreEpoch });
  }
  const offered = new Set(answer.value.map(({ head }) => head.tree));
  for (const row of rows.value) if (!offered.has(row.tree)) await breakOff(deps, row, null, restoreEpoch);
  return true;
}

type Offer = {
  row: TreeHeadRow | undefined;
  offered: HeadsOutput[number];
  headKey: string;
  restoreEpoch: number;
};

async function judge(deps: Deps, { row, offered, headKey, restoreEpoch }: Offer): Promise<void> {
  const { head, proof } = offered;
  const ours = head.instanceId === deps.instanceId && (await verifyTreeHead(headKey, head)) !== 'notSigned';
  if (!ours) return void (await markAltered(deps, head.tree, head));
  const known = row?.head ?? undefined;
  if (known && !(await verifyConsistency(known, head, proof)))
    return breakOff(deps, row ?? head, head, restoreEpoch);
  await deps.heads.keep(head, restoreEpoch);
}

/** The history does not go on from what was known: by a restore that was not seen before, or by an alteration. */
async function breakOff(
  deps: Deps,
  { tree, ...row }: { tree: string; restoreEpoch?: number },
  head: TreeHead | null,
  restoreEpoch: number,
): Promise<void> {
  const at = deps.clock.now();
  // rows of before know of no restore
  if (restoreEpoch > (row.restoreEpoch ?? 1))
    await deps.heads.acceptRestored({ instanceId: deps.instanceId, tree }, { at, head, restoreEpoch });
  else await markAltered(deps, tree, head);
}

const markAltered = (deps: Deps, tree: string, offered: TreeHead | null) =>
  deps.heads.markAltered({ instanceId: deps.instanceId, tree }, { at: deps.clock.now(), offered });

/** Taken from the server at the first check, pinned from then on. */
async function headKeyFrom(api: HeadsApi, { heads, instanceId }: Deps): Promise<string | undefined> {
  const pinned = await heads.pinnedKey(instanceId);
  if (!pinned.ok || pinned.value !== undefined) return pinned.ok ? pinned.value : undefined;
  const told = await api.instance();
  if (!told.ok || told.value.instanceId !== instanceId) return undefined;
  const kept = await heads.pinKey(instanceId, told.value.headKey);
  return kept.ok ? kept.value : undefined;
}
