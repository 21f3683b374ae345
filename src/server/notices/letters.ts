import { err, ok, type Result } from '#base/result.ts';
import type { RefusedBecause } from '#domain/access/question.ts';
import type { PostalAddress } from '#domain/dossier/holder-data.ts';
import { isMinor, standingOf, traceIn, type Asker, type Standing } from '#server/access.ts';
import type { Database, Transaction } from '#server/database.server.ts';
import type { DossierKeys } from '#server/keys/key-store.ts';
import { openDossierContent } from '#server/repositories/dossiers.ts';
import { newestHolderData } from '#server/repositories/holder-data.ts';
import {
  findLetter,
  letterRows,
  markLetterPrinted,
  openNotice,
  type NoticeRow,
} from '#server/repositories/notices.ts';
import { actDetailsOf } from '#server/repositories/right-acts.ts';
import type { Shard } from '#server/shard.ts';
import type { TraceRecorder } from '#server/traces/recorder.ts';
import type { Letter, LetterLine } from '#wire/notices.ts';
import type { InboxDeps } from './inbox.ts';
import { isNoticeKind } from './kinds.ts';
import { verdictOutside, type Asking } from './verdict.ts';

export type LetterDeps = InboxDeps & { directory: Database; directoryTraces: TraceRecorder };

/** Printed letters stay in the list this long, ms. */
const PRINTED_SHOWN_MS = 30 * 24 * 3_600_000;
const MOST_LETTERS = 1000;

/** Letters to print (R1111-48: a holder without an e-mail address is told by post), the oldest first. Names nobody. */
export async function listLetters(
  deps: LetterDeps,
  asker: Asker,
): Promise<Result<LetterLine[], RefusedBecause>> {
  const asking = await admitted(deps, asker);
  if (!asking.ok) return asking;
  const since = asking.value.now - PRINTED_SHOWN_MS;
  const found = await Promise.all(
    deps.shards.all.map(({ database }) => letterRows(database.db, since, MOST_LETTERS)),
  );
  return ok(
    found
      .flat()
      .sort((a, b) => a.at - b.at)
      .flatMap(({ noticeId, kind, at, doneAt }) =>
        isNoticeKind(kind) ? [{ letterId: noticeId, kind, at, printedAt: doneAt }] : [],
      ),
  );
}

/** To whom and where one letter goes: traced in the dossier, since it tells that this person has one. */
export async function openLetter(
  deps: LetterDeps,
  letterId: string,
  asker: Asker,
): Promise<Result<Letter, RefusedBecause | 'letterAbsent'>> {
  const asking = await admitted(deps, asker);
  if (!asking.ok) return asking;
  return withLetter(deps, letterId, async ({ shard, row, keys }) =>
    shard.database.write(async (tx): Promise<Result<Letter, 'letterAbsent'>> => {
      const standing = await standingOf(tx, asking.value, row.dossierId);
      const letter = await letterOf(tx, standing, { row, keys });
      const verdict = letter ? ALLOWED : { ...ALLOWED, allowed: false, because: 'dossierErased' };
      await shard.traces.record(tx, traceIn(standing, 'printLetter', verdict));
      return letter ? ok(letter) : err('letterAbsent');
    }),
  );
}

/** It was printed and goes out; traced. Printed again, it keeps the time of the first. */
export async function letterPrinted(
  deps: LetterDeps,
  letterId: string,
  asker: Asker,
): Promise<Result<void, RefusedBecause | 'letterAbsent'>> {
  const asking = await admitted(deps, asker);
  if (!asking.ok) return asking;
  return withLetter(deps, letterId, async ({ shard, row }) =>
    shard.database.write(async (tx) => {
      const standing = await standingOf(tx, asking.value, row.dossierId);
      await markLetterPrinted(tx, letterId, asking.value.now);
      await shard.traces.record(tx, traceIn(standing, 'printLetter', { ...ALLOWED, because: 'printed' }));
      return ok(undefined);
    }),
  );
}

const ALLOWED = { allowed: true, because: 'operatorEntitled', rule: 'R1111-48' };

/** Who is not entitled is refused before anything is looked at, and traced outside the dossiers. */
async function admitted(deps: LetterDeps, asker: Asker): Promise<Result<Asking, RefusedBecause>> {
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, circumstances, now: deps.clock.now() };
  const verdict = verdictOutside(asking, 'printLetter');
  if (verdict.allowed) return ok(asking);
  await deps.directory.write((tx) =>
    deps.directoryTraces.record(tx, traceIn(asking, 'printLetter', verdict)),
  );
  return err(verdict.because);
}

type Place = { shard: Shard; row: NoticeRow; keys: DossierKeys | undefined };

async function withLetter<T, E>(
  deps: LetterDeps,
  letterId: string,
  work: (place: Place) => Promise<Result<T, E>>,
): Promise<Result<T, E | 'letterAbsent'>> {
  for (const shard of deps.shards.all) {
    const row = await findLetter(shard.database.db, letterId);
    if (row) return work({ shard, row, keys: await deps.keys.find(row.dossierId) });
  }
  return err('letterAbsent');
}

/** Undefined where the dossier was erased: nobody knows any more whom it was about. */
async function letterOf(
  tx: Transaction,
  standing: Standing,
  { row, keys }: Pick<Place, 'row' | 'keys'>,
): Promise<Letter | undefined> {
  const { noticeId, kind, at, dossierId } = row;
  if (!keys || !isNoticeKind(kind)) return undefined;
  const { actor, mode } = openNotice(keys.seal, row);
  const { data } = await newestHolderData(tx, keys.seal, dossierId);
  return {
    letterId: noticeId,
    kind,
    at,
    recipient: await recipientOf(tx, standing, keys),
    address: data.address ? addressLines(data.address) : [],
    ...(actor && { actor }),
    ...(mode && { mode }),
  };
}

/** The holder; for a minor the first representative in force, where there is one. */
async function recipientOf(tx: Transaction, standing: Standing, { seal }: DossierKeys): Promise<string> {
  const { row, rights, now } = standing;
  if (!row) throw new Error('a letter of a dossier that was never written');
  if (isMinor(row, now)) {
    const inForce = [...rights.representatives.values()].filter(
      ({ endsAt }) => endsAt === null || endsAt > now,
    );
    const details = await actDetailsOf(tx, seal, row.dossierId);
    for (const { seq } of inForce) {
      const representative = details.get(seq)?.representative;
      if (representative) return fullName(representative);
    }
  }
  return fullName(openDossierContent(seal, row).holder);
}

const fullName = (person: { firstName: string; usedName?: string; familyName: string }): string =>
  `${person.firstName} ${person.usedName ?? person.familyName}`;

/** As it is printed (NF Z10-011): the lines, postal code and city, the country where it is another one. */
const addressLines = ({ lines, postalCode, city, country }: PostalAddress): string[] => [
  ...lines,
  `${postalCode} ${city}`,
  ...(country === undefined ? [] : [country]),
];
