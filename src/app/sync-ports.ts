import { isContentHash, type ContentHash, type DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import { PART_BYTES } from '#base/sealed-parts.ts';
import type { ContentStore } from '#store/content-store.ts';
import type { StoreError } from '#store/errors.ts';
import type { WaitingEntry } from '#store/outbox-repository.ts';
import type { VaultStore } from '#store/vault-store.ts';
import type { Dossiers, LocalError, Outbox, OutboxItem } from '#sync/ports.ts';

/** The stored rows as the sync core wants them. */
export function outboxPort(store: VaultStore, clock: Clock, onDamaged: () => void): Outbox {
  const { outbox } = store;
  const find = async (n: number): Promise<Result<WaitingEntry | undefined, LocalError>> => {
    const entry = await outbox.find(n);
    return entry.ok ? entry : err(local(entry.error));
  };
  return {
    async list() {
      const rows = await outbox.list();
      if (!rows.ok) return err(local(rows.error));
      if (rows.value.damaged.length > 0) onDamaged();
      return ok(rows.value.entries.map(itemOf));
    },
    async contentOf(n) {
      const entry = await find(n);
      if (!entry.ok) return entry;
      const content = entry.value?.content;
      if (!content || !isContentHash(content.sha256)) return err({ type: 'VaultDamaged' });
      return sourceOf(store.unsent, content.blobId, content.sha256);
    },
    async setUploadUrl(n, url) {
      return localResult(await outbox.setUploadUrl(n, url));
    },
    async settle(item, receipt) {
      const entry = await find(item.command.n);
      if (!entry.ok) return entry;
      if (!entry.value) return ok(undefined);
      await keepSent(store, entry.value);
      const settled = await outbox.settle(entry.value, receipt, clock.now());
      return settled.ok ? ok(undefined) : err(local(settled.error));
    },
    async refuse(item, receipt) {
      const entry = await find(item.command.n);
      if (!entry.ok) return entry;
      if (!entry.value) return ok(undefined);
      const refused = await outbox.refuse(entry.value, receipt, clock.now());
      return refused.ok ? ok(undefined) : err(local(refused.error));
    },
  };
}

export function dossiersPort(store: VaultStore): Dossiers {
  const { dossiers } = store;
  return {
    async cursors() {
      const listed = await dossiers.list();
      if (!listed.ok) return err(local(listed.error));
      const { summaries, damaged } = listed.value;
      const cursors = new Map<DossierId, string | null>(damaged.map((id) => [id, null]));
      for (const summary of summaries) cursors.set(summary.dossierId, summary.cursor);
      return ok(cursors);
    },
    async read(dossierId) {
      const found = await dossiers.find(dossierId);
      return found.ok ? found : err(local(found.error));
    },
    // an emergency access is read from memory, and never from this device
    accepts: ({ mode }) => mode === 'normal',
    commit: async (dossierId, held) => localResult(await dossiers.commit(dossierId, held)),
    async confirm(dossierIds, at) {
      for (const dossierId of dossierIds) {
        const done = await dossiers.update(dossierId, (summary) => ({ ...summary, syncedAt: at }));
        if (!done.ok) return err(local(done.error));
      }
      return ok(undefined);
    },
    remove: async (dossierId) => localResult(await dossiers.remove(dossierId)),
  };
}

const itemOf = ({ command, signed, hash, content, uploadUrl }: WaitingEntry): OutboxItem => ({
  command,
  signed,
  hash,
  content: content && isContentHash(content.sha256) ? { sha256: content.sha256, size: content.size } : null,
  uploadUrl,
});

async function sourceOf(contents: ContentStore, blobId: string, sha256: ContentHash) {
  const stored = await contents.read(blobId);
  if (!stored.ok) return err(local(stored.error));
  const content = stored.value;
  if (!content) return err<LocalError>({ type: 'VaultDamaged' });
  return ok({
    size: content.size,
    sha256,
    async slice(start: number, end: number) {
      const bytes = await content.slice(start, end);
      return bytes.ok ? bytes : err(local(bytes.error));
    },
  });
}

/**
 * A document sent from here stays readable without a network: its content moves to the dossier's own key, where the
 * dossier is cached. Where that fails it is fetched again when wanted.
 */
async function keepSent(store: VaultStore, { command, content }: WaitingEntry): Promise<void> {
  const { body } = command;
  if (body.type !== 'provideDocument' || !content) return;
  const parentKey = await store.dossiers.keyOf(body.dossierId);
  const source = await store.unsent.read(content.blobId);
  if (!parentKey.ok || parentKey.value === undefined || !source.ok || !source.value) return;
  const ref = body.document.documentId;
  const writer = await store.cached.create({ ref, dossier: body.dossierId, parentKey: parentKey.value });
  if (!writer.ok) return;
  for (let start = 0; start < source.value.size; start += PART_BYTES) {
    const bytes = await source.value.slice(start, start + PART_BYTES);
    const written = bytes.ok ? await writer.value.write(bytes.value) : bytes;
    if (!written.ok) return writer.value.abandon();
  }
  const finished = await writer.value.finish();
  if (!finished.ok) await writer.value.abandon();
}

function local(error: StoreError): LocalError {
  if (error.type === 'StorageFull' || error.type === 'StorageFailed' || error.type === 'VaultLocked')
    return { type: error.type };
  return { type: 'VaultDamaged' };
}

const localResult = (result: Result<void, StoreError>): Result<void, LocalError> =>
  result.ok ? result : err(local(result.error));
