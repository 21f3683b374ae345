import type { DossierId } from '#base/brand.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { accessOf, rightsEpochOf, standingsOf, type Asker, type Standing } from '#server/access.ts';
import type { Circumstances } from '#server/circumstances.ts';
import type { Reader } from '#server/database.server.ts';
import type { DossierKeys } from '#server/keys/key-store.ts';
import { changedDocumentsOf } from '#server/repositories/changed-documents.ts';
import { documentStatesByDossier, type DocumentState } from '#server/repositories/document-states.ts';
import type { DossierRow } from '#server/repositories/dossiers.ts';
import type { PullResult } from '#wire/sync.ts';
import { openCursor } from './cursor.ts';
import { buildPages, type PageDeps } from './pages.ts';
import { sightOf, toldSince, type Sight, type Told } from './told.ts';
import { fitByWeight, roomOfEntry } from './weigh.ts';

export type ReadDeps = PageDeps;
/** One dossier that is asked for, where it was found. */
export type PlacedWant = { dossierId: DossierId; cursor: string | null; keys: DossierKeys };
/** `mayRead`: false without a session. */
export type PullAsking = { asker: Asker; circumstances: Circumstances; mayRead: boolean; now: number };
export type Page = Extract<PullResult, { kind: 'page' }>;

/** What one dossier comes to; `epoch` and `page` of what may go out, if the rights still are the same by then. */
export type DossierReading = {
  dossierId: DossierId;
  kind: 'removed' | 'unchanged' | 'page';
  epoch?: string;
  page?: Page;
};

/** A dossier that this reader may consult, and from where on they are told. */
export type Open = {
  want: PlacedWant;
  standing: Standing;
  row: DossierRow;
  access: DossierHeader['access'];
  epoch: string;
  since: number;
  /** Whether all up to `since` was told: then a header that did not change is not told again. */
  complete: boolean;
};
/** A page that is to be: what of the changes it shows, and whether that is the last of them. */
export type Draft = Open & {
  sees: Sight;
  states: readonly DocumentState[];
  shown: readonly Told[];
  last: boolean;
};

/** A page without entries counts as one, so that headers do not pile up without a bound. */
export const roomOf = ({ entries }: Pick<Page, 'entries'>): number =>
  Math.max(
    1,
    entries.reduce((sum, entry) => sum + roomOfEntry(entry), 0),
  );

type Given = { wants: readonly PlacedWant[]; asking: PullAsking; room: number };

/**
 * Reads the first of the wanted dossiers, as many as there is room for, all in the one state of the database that the
 * transaction sees: rights, rows and numbers belong together. In a handful of statements, however many dossiers.
 */
export async function readDossiers(
  deps: ReadDeps,
  db: Reader,
  { wants, asking, room }: Given,
): Promise<DossierReading[]> {
  const ids = wants.map(({ dossierId }) => dossierId);
  const standings = await standingsOf(db, asking, ids);
  const looked = wants.map((want) => lookAt(deps, asking, want, standings.get(want.dossierId)));
  const fitting = await upToRoom(db, looked, room);
  const { drafts, left } = await fitByWeight(db, await draftsOf(db, fitting.filter(isOpen), room), room);
  const pages = await buildPages(
    deps,
    db,
    [...drafts.values()].filter((draft) => draft !== undefined),
  );
  const end = fitting.findIndex((one) => isOpen(one) && left.has(one.row.dossierId));
  const answered = end < 0 ? fitting : fitting.slice(0, end);
  return answered.map((one) => (isOpen(one) ? readingOf(one, pages.get(one.row.dossierId)) : one));
}

type Looked = Open | DossierReading;
const isOpen = (looked: Looked): looked is Open => 'standing' in looked;

function lookAt(
  deps: ReadDeps,
  asking: PullAsking,
  want: PlacedWant,
  standing: Standing | undefined,
): Looked {
  const { dossierId } = want;
  const access = standing && accessOf(standing);
  if (!standing?.row || !access) return { dossierId, kind: 'removed' };
  // after the session's end a device only learns what it must let go of
  if (!asking.mayRead) return { dossierId, kind: 'unchanged' };
  const { row } = standing;
  const epoch = rightsEpochOf(standing);
  const from = cursorOf(deps, { standing, row }, { want, epoch });
  if (from?.complete && from.seq === row.seq) return { dossierId, kind: 'unchanged' };
  return { want, standing, row, access, epoch, since: from?.seq ?? 0, complete: from?.complete ?? false };
}

function cursorOf(
  deps: ReadDeps,
  { standing: { asker, now }, row }: { standing: Standing; row: DossierRow },
  { want, epoch }: { want: PlacedWant; epoch: string },
) {
  if (want.cursor === null) return undefined;
  const expected = {
    dossierId: want.dossierId,
    reader: asker.professional.psIdNat,
    rightsEpoch: epoch,
    restoreEpoch: deps.restoreEpoch,
    now,
  };
  const facts = openCursor(deps.cursorKey, want.cursor, expected);
  // a number that the dossier has not reached yet is from a history that was undone
  return facts && facts.seq <= row.seq ? facts : undefined;
}

/** The first of them, until those that changed may fill the room; always one at least. */
async function upToRoom(db: Reader, looked: readonly Looked[], room: number): Promise<readonly Looked[]> {
  const since = new Map(looked.filter(isOpen).map((open) => [open.row.dossierId, open.since]));
  const changed = await changedDocumentsOf(db, since);
  let left = room;
  const end = looked.findIndex((one) => {
    if (isOpen(one)) left -= Math.max(1, changed.get(one.row.dossierId) ?? 0);
    return left <= 0;
  });
  return end < 0 ? looked : looked.slice(0, end + 1);
}

/** Undefined for a dossier of which there is nothing to tell. */
async function draftsOf(
  db: Reader,
  opens: readonly Open[],
  room: number,
): Promise<ReadonlyMap<DossierId, Draft | undefined>> {
  const states = await documentStatesByDossier(
    db,
    opens.map(({ row }) => row.dossierId),
  );
  let left = room;
  const drafts = new Map<DossierId, Draft | undefined>();
  for (const open of opens) {
    const draft = draftOf(open, states.get(open.row.dossierId) ?? [], left);
    if (draft) left -= Math.max(1, draft.shown.filter(({ seen }) => seen).length);
    drafts.set(open.row.dossierId, draft);
  }
  return drafts;
}

function draftOf(open: Open, states: readonly DocumentState[], room: number): Draft | undefined {
  const { standing, row, since, complete } = open;
  const sees = sightOf(standing);
  const told = toldSince(sees, states, since);
  if (complete && told.length === 0 && row.headerSeq <= since) return undefined;
  return { ...open, sees, states, shown: told.slice(0, room), last: told.length <= room };
}

const readingOf = ({ row: { dossierId }, epoch }: Open, page: Page | undefined): DossierReading =>
  page ? { dossierId, kind: 'page', epoch, page } : { dossierId, kind: 'unchanged' };
