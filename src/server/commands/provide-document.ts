import { isDocumentTypeCode } from '#domain/nomenclature/document-types.ts';
import { standingOf, verdictOn } from '#server/access.ts';
import {
  contentTagOf,
  findContentByTag,
  insertContent,
  isContentTaken,
} from '#server/repositories/contents.ts';
import { documentIdTaken, insertDocument } from '#server/repositories/documents.ts';
import { findDossierRow, nextSeq, openDossierContent } from '#server/repositories/dossiers.ts';
import type { UploadedContent } from '#server/uploaded-contents.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { checkContent } from './content-check.ts';
import { placeOf, type Place } from './place.ts';
import {
  refused,
  traceOf,
  type CommandDeps,
  type Outcome,
  type Prepared,
  type Scope,
  type Sender,
} from './scope.ts';

type Body = Extract<CommandBody, { type: 'provideDocument' }>;
type Content = { upload: UploadedContent; contentTag: string; fault: RefusalCode | undefined };

/**
 * ITI-65. The content came before, as an upload of the same author, and is read here once: what it is and whose name
 * stands in it must agree with what the command says. Only then is the shard's one writer asked.
 */
export async function prepareProvideDocument(
  deps: CommandDeps,
  body: Body,
  sender: Sender,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  const content = await findContent(deps, place, body, sender);
  let fileKept = false;
  return {
    ...place,
    effect: async (scope) => {
      const { outcome, usedFile } = await provide(scope, place, body, content);
      fileKept = usedFile;
      return outcome;
    },
    after: async (outcome) => {
      if (content && outcome.type === 'done') await deps.uploads.forget(content.upload.uploadId, fileKept);
    },
  };
}

async function findContent(
  deps: CommandDeps,
  place: Place,
  body: Body,
  sender: Sender,
): Promise<Content | undefined> {
  const { sha256 } = body.document;
  const upload = await deps.uploads.find(sender.professional.psIdNat, sha256);
  const row = await findDossierRow(place.shard.database.db, body.dossierId);
  if (!upload || !row) return undefined;
  const { holder, insC } = openDossierContent(place.keys.seal, row);
  const bytes = await deps.uploads.read(upload);
  const fault = await checkContent(bytes, body.document, { traits: holder, insC });
  return { upload, contentTag: await contentTagOf(place.keys, sha256), fault };
}

async function provide(
  scope: Scope,
  place: Place,
  body: Body,
  content: Content | undefined,
): Promise<{ outcome: Outcome; usedFile: boolean }> {
  const { tx, asker, shard } = scope;
  const standing = await standingOf(tx, scope, body.dossierId);
  const { typeCode, visibility } = body.document;
  const facts = { depositor: asker.professional.psIdNat, typeCode, status: 'current', visibility } as const;
  const verdict = verdictOn(standing, 'provideDocument', facts);
  const code = verdict.allowed ? await faultOf(scope, body, content) : verdict.because;
  const traced = traceOf(
    scope,
    standing,
    'provideDocument',
    code ? { ...verdict, allowed: false, because: code } : verdict,
  );
  const reason = body.document.identityException?.reason;
  const { documentId } = body.document;
  await shard.traces.record(tx, { ...traced, documentId, ...(reason !== undefined && { reason }) });
  if (code || !content) return { outcome: refused(code ?? 'contentMissing'), usedFile: false };
  const usedFile = await store(scope, place, body, content);
  return { outcome: { type: 'done', dossierId: body.dossierId }, usedFile };
}

async function faultOf(
  { tx }: Scope,
  { document }: Body,
  content: Content | undefined,
): Promise<RefusalCode | undefined> {
  if (!isDocumentTypeCode(document.typeCode)) return 'typeUnknown';
  if (!content) return 'contentMissing';
  if (content.fault) return content.fault;
  // another command of the same author took the upload meanwhile: a file belongs to one dossier alone
  if (await isContentTaken(tx, content.upload.blobId)) return 'contentMissing';
  return (await documentIdTaken(tx, document.documentId)) ? 'documentExists' : undefined;
}

/** Writes the document; a content that the dossier has already is not kept twice. Answers whether the new file is used. */
async function store(scope: Scope, place: Place, body: Body, content: Content): Promise<boolean> {
  const { tx, now, asker } = scope;
  const { dossierId } = body;
  const { upload, contentTag } = content;
  const known = await findContentByTag(tx, dossierId, contentTag);
  const { blobId, size, key } = upload;
  if (!known) await insertContent(tx, { blobId, dossierId, contentTag, size, key }, place.keys);
  const seq = await nextSeq(tx, dossierId);
  const row = { dossierId, seq, submittedAt: now, blobId: known?.blobId ?? blobId };
  const described = { description: body.document, depositor: asker.professional };
  await insertDocument(tx, { ...row, content: described }, place.keys.seal);
  return known === undefined;
}
