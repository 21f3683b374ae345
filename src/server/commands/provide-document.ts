import type { ReadDocument } from '#documents/reading/read-document.ts';
import { isDocumentTypeCode } from '#domain/nomenclature/document-types.ts';
import type { DocumentDescription } from '#domain/dossier/document-entry.ts';
import { standingOf, type Standing } from '#server/access.ts';
import type { Moved } from '#server/notices.ts';
import {
  contentTagOf,
  findContentByTag,
  insertContent,
  isContentTaken,
} from '#server/repositories/contents.ts';
import { documentIdTaken, factsOf, insertDocument } from '#server/repositories/documents.ts';
import { putReading } from '#server/repositories/readings.ts';
import { findDossierRow, nextSeq, openDossierContent } from '#server/repositories/dossiers.ts';
import type { UploadedContent } from '#server/uploaded-contents.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { checkContent } from './content-check.ts';
import { placeOf, type Place } from './place.ts';
import { decideAndTrace, decideOnDocument } from './decided.ts';
import { deprecate, findReplaced, replacementFault, seenAs, type Replaced } from './replacement.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope, type Sender } from './scope.ts';

type Body = Extract<CommandBody, { type: 'provideDocument' }>;
type Content = {
  upload: UploadedContent;
  contentTag: string;
  fault: RefusalCode | undefined;
  /** What it says; not looked at where something is wrong with it. */
  read: ReadDocument | undefined;
};
/** What the transaction leaves for after its commit. */
type Done = { outcome: Outcome; usedFile: boolean; replaced?: Replaced | undefined };

/**
 * ITI-65, TD2.1; with `replaces` TD2.1b. The content came before, as an upload of the same author, and is read here once:
 * what it is and whose name stands in it must agree with what the command says. Only then is the shard's one writer asked.
 */
export async function prepareProvideDocument(
  deps: CommandDeps,
  body: Body,
  sender: Sender,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  const content = await findContent(deps, place, body, sender);
  let done: Done | undefined;
  return {
    ...place,
    effect: async (scope) => {
      done = await provide(scope, place, body, content);
      return done.outcome;
    },
    moved: () => movedBy(body, done?.replaced),
    after: async (outcome) => {
      if (content && outcome.type === 'done')
        await deps.uploads.forget(content.upload.uploadId, done?.usedFile ?? false);
    },
  };
}

const movedBy = ({ dossierId, document }: Body, replaced: Replaced | undefined): Moved[] => [
  { dossierId, documentId: document.documentId },
  ...(replaced ? [{ dossierId, documentId: replaced.row.documentId }] : []),
];

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
  const file = deps.uploads.source(upload);
  const fault = await checkContent(file, body.document, { traits: holder, insC });
  const read = fault ? undefined : await deps.reader.read(file, body.document.mediaType);
  return { upload, contentTag: await contentTagOf(place.keys, sha256), fault, read };
}

async function provide(scope: Scope, place: Place, body: Body, content: Content | undefined): Promise<Done> {
  const standing = await standingOf(scope.tx, scope, body.dossierId);
  const replaced = await findReplaced(scope.tx, body.dossierId, body.document, place.keys.seal);
  const code = await decide(scope, standing, { body, content, replaced });
  if (code || !content) return { outcome: refused(code ?? 'contentMissing'), usedFile: false };
  const usedFile = await store(scope, place, body, { ...content, replaced });
  if (replaced) await deprecate(scope, replaced);
  return { outcome: { type: 'done', dossierId: body.dossierId }, usedFile, replaced };
}

type Facts = { body: Body; content: Content | undefined; replaced: Replaced | undefined };

/** Feeding needs no authorisation to consult (IG TD0.2 NB2, R1111-47); a replacement is its author's alone. */
function decide(
  scope: Scope,
  standing: Standing,
  { body, content, replaced }: Facts,
): Promise<RefusalCode | undefined> {
  const { document } = body;
  const fault = () => faultOf(scope, { body, content, replaced });
  const given = { fault, says: saysOf(document) };
  if (document.replaces !== undefined) {
    const asked = { action: 'replaceDocument', act: 'replaceDocument' } as const;
    return decideOnDocument(
      scope,
      standing,
      { ...asked, document: replaced && factsOf(replaced.row) },
      given,
    );
  }
  const { typeCode, visibility } = document;
  const depositor = scope.asker.professional.psIdNat;
  const facts = { depositor, typeCode, status: 'current', visibility } as const;
  const asked = { action: 'provideDocument', act: 'provideDocument', document: facts } as const;
  return decideAndTrace(scope, standing, asked, given);
}

/** A replacement names what it replaces; an exception of identity its reason. */
function saysOf({ documentId, replaces, identityException }: DocumentDescription) {
  const reason = [replaces && `replaces ${replaces}`, identityException?.reason].filter(Boolean).join(': ');
  return { documentId, ...(reason !== '' && { reason }) };
}

async function faultOf(
  { tx }: Scope,
  { body: { document }, content, replaced }: Facts,
): Promise<RefusalCode | undefined> {
  if (!isDocumentTypeCode(document.typeCode)) return 'typeUnknown';
  const unfit = replaced && replacementFault(replaced, document);
  if (unfit) return unfit;
  if (!content) return 'contentMissing';
  if (content.fault) return content.fault;
  // another command of the same author took the upload meanwhile: a file belongs to one dossier alone
  if (await isContentTaken(tx, content.upload.blobId)) return 'contentMissing';
  return (await documentIdTaken(tx, document.documentId)) ? 'documentExists' : undefined;
}

/** Writes the document; a content that the dossier has already is not kept twice. Answers whether the new file is used. */
async function store(
  scope: Scope,
  place: Place,
  { dossierId, document }: Body,
  { upload, contentTag, read, replaced }: Content & { replaced: Replaced | undefined },
): Promise<boolean> {
  const { tx, now, asker } = scope;
  const known = await findContentByTag(tx, dossierId, contentTag);
  const { blobId, size, key } = upload;
  if (!known) await insertContent(tx, { blobId, dossierId, contentTag, size, key }, place.keys);
  const seq = await nextSeq(tx, dossierId, now);
  const { visibility, ...waits } = seenAs(replaced, document, now);
  const row = { dossierId, seq, submittedAt: now, blobId: known?.blobId ?? blobId, ...waits };
  const content = { description: { ...document, visibility }, depositor: asker.professional };
  await insertDocument(tx, { ...row, content }, place.keys.seal);
  if (read) await putReading(tx, { dossierId, documentId: document.documentId }, read, place.keys.seal);
  return known === undefined;
}
