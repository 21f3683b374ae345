import type { DossierAction } from '#domain/access/action.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import { standingOf } from '#server/access.ts';
import {
  documentChanges,
  factsOf,
  findDocumentRow,
  updateDocument,
  type DocumentRow,
} from '#server/repositories/documents.ts';
import { nextSeq } from '#server/repositories/dossiers.ts';
import { versionOf } from '#server/sync/version.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { DocumentChange } from '#wire/right-commands.ts';
import { decideOnDocument } from './decided.ts';
import { placeOf } from './place.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Body = Extract<CommandBody, { type: 'changeDocument' }>;

/** TD3.3a-d: the question that each change asks, and the trace that it leaves (R1111-43). */
const CHANGES: Readonly<Record<DocumentChange, { action: DossierAction; act: TraceAct }>> = {
  mask: { action: 'maskDocument', act: 'maskDocument' },
  unmask: { action: 'unmaskDocument', act: 'unmaskDocument' },
  revealToHolder: { action: 'revealToHolder', act: 'revealToHolder' },
  revealToRepresentatives: { action: 'revealToRepresentatives', act: 'revealToRepresentatives' },
  archive: { action: 'archiveDocument', act: 'archiveDocument' },
  unarchive: { action: 'archiveDocument', act: 'unarchiveDocument' },
  delete: { action: 'deleteDocument', act: 'deleteDocument' },
};

/**
 * What changes of a document is small: its status and who sees it (R1111-49, R1111-50, R1111-53, EX_3.3-1045); its content
 * never does. Only its author deletes it, and what they wrote before they deleted it stays (TD3.3c NB2).
 */
export async function prepareChangeDocument(
  deps: CommandDeps,
  body: Body,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  const { dossierId, documentId } = body;
  let before: DocumentRow | undefined;
  return {
    ...place,
    effect: async (scope) => {
      before = await findDocumentRow(scope.tx, dossierId, documentId);
      return change(deps, scope, body, before);
    },
    moved: () => [{ dossierId, documentId, ...(before && { before: factsOf(before) }) }],
  };
}

async function change(
  deps: CommandDeps,
  scope: Scope,
  body: Body,
  row: DocumentRow | undefined,
): Promise<Outcome> {
  const { tx } = scope;
  const { dossierId, documentId } = body;
  const standing = await standingOf(tx, scope, dossierId);
  const asked = { ...CHANGES[body.change], document: row && factsOf(row) };
  const code = await decideOnDocument(scope, standing, asked, {
    fault: () => row && faultOf(deps, body, row),
    says: { documentId },
  });
  if (code || !row) return refused(code ?? 'subjectUnknown');
  const seq = await nextSeq(tx, dossierId);
  await updateDocument(tx, row, { seq, ...documentChanges(body.change) });
  return { type: 'done', dossierId };
}

/** What the state of the document does not allow. */
function faultOf(
  { versionKey }: CommandDeps,
  { change, basedOn }: Body,
  row: DocumentRow,
): RefusalCode | undefined {
  if (basedOn !== undefined && basedOn !== versionOf(versionKey, row.documentId, row.seq))
    return 'rightChanged';
  const wanted = documentChanges(change);
  if (change === 'archive' && row.status !== 'current') return 'documentStateOther';
  if (change === 'unarchive' && row.status !== 'archived') return 'documentStateOther';
  const same = Object.entries(wanted).every(([name, value]) => row[name as keyof DocumentRow] === value);
  return same ? 'alreadySo' : undefined;
}
