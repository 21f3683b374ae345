import type { DossierId } from '#base/brand.ts';
import { reduceRights } from '#domain/rights/rights.ts';
import { standingsOf, verdictOn, type Standing } from '#server/access.ts';
import type { Reader } from '#server/database.server.ts';
import { documentStatesByDossier } from '#server/repositories/document-states.ts';
import { movedSince, movesKept, type MovesKept } from '#server/repositories/moves.ts';
import type { Shard } from '#server/shard.ts';
import { MAX_MOVED, type ChangesOutput } from '#wire/sync.ts';
import { circumstancesDigest, MARK_MS, openMark, sealMark, type Mark, type MarkPoint } from './mark.ts';
import type { PullDeps, PullReader } from './pull.ts';
import type { PullAsking } from './read-dossiers.ts';
import { concernsSince, sightOf } from './told.ts';

/**
 * What moved among the dossiers that this device was sent, since its mark: one small question instead of one cursor for
 * each of them.
 *
 *   no mark, one that is not ours or too old, of other circumstances, of before a restore, of moves that are no longer
 *     kept, or too many dossiers ─▶ `everything`
 *   a dossier that moved, as far as a pull would tell this reader ─▶ named · one that was lost meanwhile ─▶ named, once ·
 *     one where only something moved that this reader does not see ─▶ not named
 *
 * Without a session only what was lost is named, and the mark stays where it was for all else.
 */
export async function changes(
  deps: PullDeps,
  since: string | null,
  reader: PullReader,
): Promise<Pick<ChangesOutput, 'kind' | 'dossiers' | 'mark'>> {
  const { asker, mayRead } = reader;
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, mayRead, circumstances, now: deps.clock.now() };
  const same = {
    circumstances: circumstancesDigest(asker, circumstances),
    restoreEpoch: deps.restoreEpoch,
  };
  const mark = since === null ? undefined : openMark(deps.cursorKey, since, same);
  const from = pointOf(mark, asking);
  const read = await Promise.all(deps.shards.all.map((shard) => readShard(shard, asking, from)));
  const reached = {
    at: asking.now,
    positions: Object.fromEntries(read.map(({ name, last }) => [name, last])),
  };
  const told = mayRead ? reached : (mark?.told ?? null);
  const sealed = sealMark(deps.cursorKey, { ...same, told, lost: reached });
  const moved = read.map(({ dossiers }) => dossiers);
  if (!areKnown(moved) || moved.flat().length > MAX_MOVED)
    return { kind: 'everything', dossiers: [], mark: sealed };
  return { kind: 'moved', dossiers: moved.flat(), mark: sealed };
}

/** From where on this question asks; undefined where all is to be asked for. */
function pointOf(mark: Mark | undefined, { mayRead, now }: PullAsking): MarkPoint | undefined {
  const point = mayRead ? mark?.told : mark?.lost;
  return point && point.at + MARK_MS > now ? point : undefined;
}

/** `dossiers`: undefined where what moved in this shard is not known. */
type ShardChanges = { name: string; last: number; dossiers: readonly DossierId[] | undefined };

const areKnown = (moved: readonly ShardChanges['dossiers'][]): moved is readonly (readonly DossierId[])[] =>
  !moved.includes(undefined);

/** In one state of the database: the position that the mark takes is that of the moves that were looked at. */
function readShard(
  { name, database }: Shard,
  asking: PullAsking,
  from: MarkPoint | undefined,
): Promise<ShardChanges> {
  return database.read(async (db) => {
    const kept = await movesKept(db);
    const position = from && positionIn(name, from, kept);
    if (!from || position === undefined) return { name, last: kept.last, dossiers: undefined };
    if (position === kept.last) return { name, last: kept.last, dossiers: [] };
    return { name, last: kept.last, dossiers: await namedSince(db, asking, { position, at: from.at }) };
  });
}

/** Undefined where moves after it may be missing, or where it lies in a history that was undone. */
function positionIn(name: string, { positions }: MarkPoint, { before, last }: MovesKept): number | undefined {
  const position = positions[name];
  return position !== undefined && position >= before && position <= last ? position : undefined;
}

async function namedSince(
  db: Reader,
  asking: PullAsking,
  { position, at }: { position: number; at: number },
): Promise<readonly DossierId[] | undefined> {
  const { device } = asking.asker;
  const moved = await movedSince(db, { device, position, limit: MAX_MOVED + 1 });
  if (moved.size > MAX_MOVED) return undefined;
  const standings = [...(await standingsOf(db, asking, [...moved.keys()]))].map(([dossierId, standing]) => {
    return { dossierId, standing, seqThen: moved.get(dossierId) ?? 0 };
  });
  const lost = standings.filter(({ standing, seqThen }) => isLostSince(standing, { seqThen, at }));
  const concerned = asking.mayRead ? await concernedAmong(db, standings) : [];
  return [...lost, ...concerned].map(({ dossierId }) => dossierId);
}

const mayConsult = (standing: Standing): boolean => verdictOn(standing, 'consultDossier').allowed;

/**
 * Whether the reader may no longer consult, and could when the mark was made or at some moment since: who lost it before
 * was told then, and is told nothing of what goes on in it. Of an erased dossier nothing is left to ask; it moves no more.
 */
function isLostSince(standing: Standing, { seqThen, at }: { seqThen: number; at: number }): boolean {
  const { row, acts } = standing;
  if (!row || mayConsult(standing)) return false;
  if (row.status === 'erased') return true;
  const couldConsult = (upTo: number, now: number): boolean => {
    const rights = reduceRights(acts.filter(({ seq }) => seq <= upTo));
    const status = rights.closed ? 'closed' : 'active';
    return mayConsult({ ...standing, row: { ...row, status }, rights, now });
  };
  const since = acts.filter(({ seq }) => seq > seqThen);
  return couldConsult(seqThen, at) || since.some((act) => couldConsult(act.seq, act.at));
}

type Moved = { dossierId: DossierId; standing: Standing; seqThen: number };

/** Those of which a pull would tell this reader something. */
async function concernedAmong(db: Reader, moved: readonly Moved[]): Promise<readonly Moved[]> {
  const open = moved.filter(({ standing }) => mayConsult(standing));
  const headerMoved = ({ standing, seqThen }: Moved) => (standing.row?.headerSeq ?? 0) > seqThen;
  const inDoubt = open.filter((one) => !headerMoved(one)).map(({ dossierId }) => dossierId);
  const states = await documentStatesByDossier(db, inDoubt);
  return open.filter(
    (one) =>
      headerMoved(one) || concernsSince(sightOf(one.standing), states.get(one.dossierId) ?? [], one.seqThen),
  );
}
