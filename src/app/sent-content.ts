import { PART_BYTES } from '#base/sealed-parts.ts';
import type { ContentStore } from '#store/content-store.ts';
import type { StoredContent } from '#store/stored-content.ts';
import type { WaitingEntry } from '#store/outbox-repository.ts';
import type { VaultStore } from '#store/vault-store.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';
import type { Receipt } from '#wire/commands.ts';

type At = { ref: string; dossier: string; parentKey: string; sha256: string };

/**
 * A document sent from here stays readable without a network: its content moves to the dossier's own key, where the
 * dossier is cached. Where that fails it is fetched again when wanted.
 */
export async function keepSent(store: VaultStore, { command, content }: WaitingEntry): Promise<void> {
  const { body } = command;
  if (body.type !== 'provideDocument' || !content) return;
  const parentKey = await store.dossiers.keyOf(body.dossierId);
  if (!parentKey.ok || parentKey.value === undefined) return;
  const { documentId, sha256 } = body.document;
  const known = await store.cached.findByRef(documentId);
  if (known.ok && known.value !== undefined) return;
  const source = await store.unsent.read(content.blobId);
  const at = { ref: documentId, dossier: body.dossierId, parentKey: parentKey.value, sha256 };
  if (source.ok && source.value) await copyContent(source.value, store.cached, at);
}

/**
 * The server, restored from a backup, lacks the content of a document that was sent long ago: where it is still on this
 * device it becomes unsent again, under the key that outlives the dossier. False where it is not that, or is gone.
 */
export async function takeBack(
  store: VaultStore,
  { command, content }: WaitingEntry,
  { outcome }: Receipt,
): Promise<boolean> {
  const { body } = command;
  const lacksContent = outcome.type === 'refused' && outcome.code === 'contentMissing';
  if (body.type !== 'provideDocument' || content || !lacksContent) return false;
  const { documentId, sha256, size } = body.document;
  const cached = await store.cached.findByRef(documentId);
  if (!cached.ok || cached.value === undefined) return false;
  const source = await store.cached.read(cached.value);
  if (!source.ok || source.value?.size !== size) return false;
  const at = { ref: '', dossier: '', parentKey: OUTBOX_KEY, sha256 };
  const blobId = await copyContent(source.value, store.unsent, at);
  if (blobId === undefined) return false;
  return (await store.outbox.nameContent(command.n, { blobId, sha256, size })).ok;
}

/** A few parts at a time, verified by its hash; undefined where anything of it failed. */
async function copyContent(
  source: StoredContent,
  contents: ContentStore,
  { sha256, ...at }: At,
): Promise<string | undefined> {
  const writer = await contents.create({ ...at, size: source.size });
  if (!writer.ok) return undefined;
  for (let start = 0; start < source.size; start += PART_BYTES) {
    const bytes = await source.slice(start, start + PART_BYTES);
    const written = bytes.ok ? await writer.value.write(bytes.value) : bytes;
    if (written.ok) continue;
    await writer.value.abandon();
    return undefined;
  }
  const finished = await writer.value.finish(sha256);
  if (finished.ok) return writer.value.blobId;
  await writer.value.abandon();
  return undefined;
}
