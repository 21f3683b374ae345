import type { DocumentId } from '#base/brand.ts';
import type { DocumentFacts } from '#domain/access/question.ts';
import { traceKindOf } from '#domain/dossier/trace-kind.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import { attendingPhysicianOf } from '#domain/rights/rights.ts';
import { knowsOf, type Standing } from '#server/access.ts';
import type { TraceFilter } from '#wire/traces.ts';

/**
 * Which lines a reader who may read traces sees: the confirmed attending physician all of them (L1111-16); the others
 * none about a document that they may not see now, since the line would tell of it (R1111-49), but always their own.
 */
export function lineRights(
  standing: Standing,
  documents: readonly { documentId: DocumentId; facts: DocumentFacts }[],
): (line: TraceView) => boolean {
  const { psIdNat } = standing.asker.professional;
  if (attendingPhysicianOf(standing.rights, psIdNat) === 'confirmed') return () => true;
  const known = new Set(
    documents.filter(({ facts }) => knowsOf(standing, facts)).map(({ documentId }) => documentId),
  );
  return ({ documentId, actor }) =>
    documentId === undefined || known.has(documentId) || actor?.psIdNat === psIdNat;
}

/** Whether a line is among those asked for; times in ms of the server, both ends included. */
export const fits =
  ({ professional, kind, from, to }: TraceFilter) =>
  (line: TraceView): boolean =>
    (professional === undefined || line.actor?.psIdNat === professional) &&
    (kind === undefined || traceKindOf(line) === kind) &&
    (from === undefined || line.at >= from) &&
    (to === undefined || line.at <= to);
