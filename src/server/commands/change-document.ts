import { standingOf, type Standing } from '#server/access.ts';
import {
  documentChanges,
  earlierVersions,
  factsOf,
  findDocumentRow,
  updateDocument,
  type DocumentRow,
} from '#server/repositories/documents.ts';
import { nextSeq } from '#server/repositories/dossiers.ts';
import { versionOf } from '#server/sync/version.ts';
import type { CommandBody } from '#wire/commands.ts';
import { DOCUMENT_CHANGE_ACTS } from '#wire/document-change-acts.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { DocumentChange } from '#wire/right-commands.ts';
import { decideOnDocument } from './decided.ts';
import { placeOf, type Place } from './place.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Body = Extract<CommandBody, { type: 'changeDocument' }>;

/**
 * TD3.3a-d. What changes of a document is small: its status and who sees it (R1111-49, R1111-50, R1111-53, EX_3.3-1045); its content
 * never does. Only its author deletes it, and what they wrote before they deleted it stays (TD3.3c NB2).
 */
export async function prepareChangeDocument(
  deps: CommandDeps,
  body: Body,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  const { dossierId } = body;
  let changed: readonly DocumentRow[] = [];
  return {
    ...place,
    effect: async (scope) => {
      const done = await change(deps, scope, place, body);
      changed = done.changed;
      return done.outcome;
    },
    moved: () => changed.map((row) => ({ dossierId, documentId: row.documentId, before: factsOf(row) })),
  };
}

/** `changed`: the rows as they were before. */
type Done = { outcome: Outcome; changed: readonly DocumentRow[] };

async function change(deps: CommandDeps, scope: Scope, place: Place, body: Body): Promise<Done> {
  const { tx } = scope;
  const { dossierId, documentId } = body;
  const standing = await standingOf(tx, scope, dossierId);
  const row = await findDocumentRow(tx, dossierId, documentId);
  const code = await decideOnDocument(scope, standing, askedOf(body, row), {
    fault: () => row && faultOf(deps, body, row),
    says: { documentId },
  });
  if (code || !row) return { outcome: refused(code ?? 'subjectUnknown'), changed: [] };
  await apply(scope, body.change, row);
  const earlier = IS_OF_STATUS.has(body.change) ? [] : await earlierVersions(tx, place.keys.seal, row);
  const followed = await follow(scope, standing, body, earlier);
  return { outcome: { type: 'done', dossierId }, changed: [row, ...followed] };
}

const askedOf = ({ change }: Body, row: DocumentRow | undefined) => ({
  ...DOCUMENT_CHANGE_ACTS[change],
  document: row && factsOf(row),
});

async function apply({ tx, now }: Scope, change: DocumentChange, row: DocumentRow): Promise<void> {
  await updateDocument(tx, row, { seq: await nextSeq(tx, row.dossierId, now), ...documentChanges(change) });
}

const IS_OF_STATUS: ReadonlySet<DocumentChange> = new Set(['archive', 'unarchive', 'delete']);

/** Who sees a document is one choice for all its versions: those that it replaced follow, each decided and traced. */
async function follow(
  scope: Scope,
  standing: Standing,
  body: Body,
  earlier: readonly DocumentRow[],
): Promise<DocumentRow[]> {
  const followed: DocumentRow[] = [];
  for (const row of earlier.filter((one) => one.status !== 'deleted' && !isSo(body.change, one))) {
    const says = { documentId: row.documentId };
    if (await decideOnDocument(scope, standing, askedOf(body, row), { says })) continue;
    await apply(scope, body.change, row);
    followed.push(row);
  }
  return followed;
}

/** What the state of the document does not allow. */
function faultOf(
  { versionKey }: CommandDeps,
  { change, basedOn }: Body,
  row: DocumentRow,
): RefusalCode | undefined {
  if (basedOn !== undefined && basedOn !== versionOf(versionKey, row.documentId, row.seq))
    return 'rightChanged';
  if (change === 'archive' && row.status !== 'current') return 'documentStateOther';
  if (change === 'unarchive' && row.status !== 'archived') return 'documentStateOther';
  return isSo(change, row) ? 'alreadySo' : undefined;
}

const isSo = (change: DocumentChange, row: DocumentRow): boolean =>
  Object.entries(documentChanges(change)).every(([name, value]) => row[name as keyof DocumentRow] === value);
