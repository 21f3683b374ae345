import { absenceOf, verdictOn, type Standing } from '#server/access.ts';
import { factsOf, findDocumentRow, type DocumentRow } from '#server/repositories/documents.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { placeOf } from './place.ts';
import { traceOf, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Body = Extract<CommandBody, { type: 'recordAccess' }>;

/** A reading that happened on a device without network: it cannot be refused any more, only traced, with today's verdict. */
export async function prepareRecordAccess(
  deps: CommandDeps,
  body: Body,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  return place
    ? { ...place, effect: (scope) => trace(scope, body), gathers: true, moved: () => [] }
    : { refused: 'dossierAbsent' };
}

async function trace(scope: Scope, body: Body): Promise<Outcome> {
  const { tx, traces } = scope;
  const { dossierId, documentId, readAt } = body;
  const standing = await scope.gathered.standingOf(scope, dossierId);
  const verdict =
    documentId === undefined
      ? verdictOn(standing, 'consultDossier')
      : verdictOnReading(standing, await findDocumentRow(tx, dossierId, documentId));
  await traces.record(tx, {
    ...traceOf(scope, standing, 'recordAccess', verdict),
    deviceAt: readAt,
    ...(documentId && { documentId }),
  });
  return { type: 'done', dossierId };
}

const verdictOnReading = (standing: Standing, row: DocumentRow | undefined) =>
  row
    ? verdictOn(standing, 'retrieveDocument', factsOf(row))
    : { allowed: false, because: absenceOf(standing) };
