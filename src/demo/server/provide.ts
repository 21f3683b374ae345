import type { ContentHash, DocumentId, DossierId } from '#base/brand.ts';
import { sha256, toHex, type Bytes } from '#base/bytes.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { DemoDocument } from './demo-document.ts';
import type { FurnishingDevice } from './device.ts';
import { done } from './done.ts';

/** Adds a document, from its author's device, and what became of it since: its replacement, its archiving. */
export async function provide(
  server: RelaisServer,
  devices: Readonly<Record<DemoDocument['by'], FurnishingDevice>>,
  dossierId: DossierId,
  document: DemoDocument,
): Promise<void> {
  const device = devices[document.by];
  const documentId = server.random.uuid() as DocumentId;
  await add(device, dossierId, document, { documentId, logicalId: documentId });
  const { replacedBy, archived } = document;
  if (replacedBy) {
    const ids = { documentId: server.random.uuid() as DocumentId, logicalId: documentId };
    await add(device, dossierId, replacedBy, { ...ids, replaces: documentId });
  }
  if (archived) done(await device.send({ type: 'changeDocument', dossierId, documentId, change: 'archive' }));
}

type Ids = { documentId: DocumentId; logicalId: DocumentId; replaces?: DocumentId };

async function add(
  device: FurnishingDevice,
  dossierId: DossierId,
  given: DemoDocument,
  ids: Ids,
): Promise<void> {
  const {
    content,
    by: _by,
    replacedBy: _replacedBy,
    archived: _archived,
    confidential,
    ...described
  } = given;
  await device.upload(content);
  const document = {
    ...described,
    ...ids,
    size: content.length,
    sha256: await contentHash(content),
    visibility: { ...VISIBLE_TO_ALL, ...described.visibility },
  };
  done(await device.send({ type: 'provideDocument', dossierId, document }, confidential && { confidential }));
}

const contentHash = async (content: Bytes): Promise<ContentHash> =>
  toHex(await sha256(content)) as ContentHash;
