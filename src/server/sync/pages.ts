import type { DocumentId, DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { ReadDocument } from '#documents/reading/read-document.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { Reader } from '#server/database.server.ts';
import { sha256Hex } from '#server/hash.ts';
import { openDocumentEntry, sealedDocumentsOf, type SealedDocument } from '#server/repositories/documents.ts';
import { newestHolderDataByDossier, type HolderDataVersion } from '#server/repositories/holder-data.ts';
import { openReading } from '#server/repositories/readings.ts';
import { actDetailsByDossier, type ActDetails } from '#server/repositories/right-acts.ts';
import type { SealKey } from '#server/seal.ts';
import type { Checkpoint } from '#wire/sync.ts';
import { visibleSetText } from '#wire/visible-set.ts';
import { CURSOR_MS, sealCursor } from './cursor.ts';
import { headerOf, mayReadRights } from './header.ts';
import type { Draft, Page } from './read-dossiers.ts';
import { removalsAmong } from './told.ts';
import { versionOf } from './version.ts';

export type PageDeps = { cursorKey: SealKey; versionKey: Bytes; restoreEpoch: number };

/** What the pages of one request are made of beside the drafts: each kind of row in one statement. */
type Rows = {
  data: ReadonlyMap<DossierId, HolderDataVersion>;
  details: ReadonlyMap<DossierId, ReadonlyMap<number, ActDetails>>;
  documents: ReadonlyMap<DocumentId, SealedDocument>;
};

export async function buildPages(
  deps: PageDeps,
  db: Reader,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<DossierId, Page>> {
  if (drafts.length === 0) return new Map();
  const keysOf = (some: readonly Draft[]) =>
    new Map(some.map(({ row, want }) => [row.dossierId, want.keys.seal]));
  const rows: Rows = {
    data: await newestHolderDataByDossier(db, keysOf(drafts)),
    details: await actDetailsByDossier(db, keysOf(drafts.filter(({ standing }) => mayReadRights(standing)))),
    documents: await sealedDocumentsOf(db, drafts.flatMap(shownBetween)),
  };
  return new Map(drafts.map((draft) => [draft.row.dossierId, pageOf(deps, draft, rows)]));
}

/** Nothing where no entry is shown. */
function shownBetween({ row: { dossierId }, since, shown }: Draft) {
  const upTo = shown.findLast(({ seen }) => seen)?.seq;
  return upTo === undefined ? [] : [{ dossierId, after: since, upTo }];
}

function pageOf(deps: PageDeps, draft: Draft, rows: Rows): Page {
  const { want, standing, row, access, since, shown, last } = draft;
  const { dossierId } = row;
  const key = want.keys.seal;
  const versionIn = versionsIn(deps);
  const data = rows.data.get(dossierId);
  if (!data) throw new Error('the administrative data of a dossier were not looked for');
  const upTo = last ? row.seq : (shown.at(-1)?.seq ?? since);
  const header = headerOf(deps, { standing, row, access, key, data, details: rows.details.get(dossierId) });
  return {
    kind: 'page',
    dossierId,
    fresh: since === 0,
    header,
    entries: entriesOf(draft, rows.documents, versionIn),
    removals: removalsAmong(shown),
    cursor: cursorAt(deps, draft, { seq: upTo, complete: last }),
    ...(last && { checkpoint: checkpointOf(draft, header.version, versionIn) }),
  };
}

function cursorAt(
  deps: PageDeps,
  { standing: { asker, now }, row: { dossierId }, epoch: rightsEpoch }: Draft,
  reached: { seq: number; complete: boolean },
): string {
  const reader = asker.professional.psIdNat;
  const { restoreEpoch } = deps;
  const facts = { dossierId, ...reached, reader, rightsEpoch, validUntil: now + CURSOR_MS, restoreEpoch };
  return sealCursor(deps.cursorKey, facts);
}

type VersionIn = (state: { documentId: DocumentId; seq: number }) => string;

/** Asked twice of most documents: for the entry and for the checkpoint. */
function versionsIn({ versionKey }: PageDeps): VersionIn {
  const known = new Map<DocumentId, string>();
  return ({ documentId, seq }) => {
    const version = known.get(documentId) ?? versionOf(versionKey, documentId, seq);
    known.set(documentId, version);
    return version;
  };
}

function entriesOf(
  { want, row: { dossierId }, shown }: Draft,
  documents: Rows['documents'],
  versionIn: VersionIn,
): DocumentEntry[] {
  return shown.flatMap((told) => {
    const { documentId, submittedAt, revealAt, facts } = told;
    const found = documents.get(documentId);
    if (!told.seen || !found) return [];
    const { sealed, reading } = found;
    const row = { dossierId, documentId, submittedAt, revealAt, facts, sealed };
    const entry = openDocumentEntry(want.keys.seal, row, versionIn(told));
    return [reading ? withReading(entry, openReading(want.keys.seal, row, reading)) : entry];
  });
}

/** A text that is empty is not sent: `reading.text` says why there is none. */
const withReading = (entry: DocumentEntry, { reading, text }: ReadDocument): DocumentEntry =>
  Object.assign(entry, { reading, ...(text !== '' && { text }) });

/** As `visibleSetDigest`, which is for devices: here a hop to the thread pool costs more than the hash. */
function checkpointOf({ sees, states }: Draft, header: string, versionIn: VersionIn): Checkpoint {
  const visible = states
    .filter(({ facts }) => sees(facts))
    .map((state) => ({ documentId: state.documentId, version: versionIn(state) }));
  return { count: visible.length, digest: sha256Hex(visibleSetText(header, visible)) };
}
