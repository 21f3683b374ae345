import { isContentHash, type ContentHash } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ContentStore } from '#store/content-store.ts';
import type { StoreError } from '#store/errors.ts';
import { expiredLeases, pinnedContact } from '#store/lease.ts';
import type { ReceiptedEntry, WaitingEntry } from '#store/outbox-repository.ts';
import type { VaultStore } from '#store/vault-store.ts';
import type { Dossiers, HeldCursor, LocalError, Outbox, OutboxItem, Receipted } from '#sync/ports.ts';
import { keepSent, takeBack } from './sent-content.ts';
import type { ServerTime } from './server-time.ts';

/** The stored rows as the sync core wants them. */
export function outboxPort(store: VaultStore, clock: Clock, onDamaged: () => void): Outbox {
  const { outbox } = store;
  const find = async (n: number): Promise<Result<WaitingEntry | undefined, LocalError>> => {
    const entry = await outbox.find(n);
    return entry.ok ? entry : err(local(entry.error));
  };
  // as they were listed: of a thousand that were sent none is read and opened again
  const listed = new WeakMap<OutboxItem, WaitingEntry>();
  const listedAs = (entry: WaitingEntry): OutboxItem => {
    const item = itemOf(entry);
    listed.set(item, entry);
    return item;
  };
  const entryFor = async ({ item, receipt }: Receipted): Promise<Result<ReceiptedEntry[], LocalError>> => {
    const known = listed.get(item);
    const entry = known ? ok(known) : await find(item.command.n);
    if (!entry.ok || !entry.value) return entry.ok ? ok([]) : entry;
    await keepSent(store, entry.value);
    return ok([{ entry: entry.value, receipt }]);
  };
  return {
    async list() {
      const rows = await outbox.list();
      if (!rows.ok) return err(local(rows.error));
      if (rows.value.damaged.length > 0) onDamaged();
      return ok(rows.value.entries.map(listedAs));
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
    async offer(ns) {
      const offered = await outbox.offer(ns);
      return offered.ok ? offered : err(local(offered.error));
    },
    async settle(done) {
      const entries: ReceiptedEntry[] = [];
      for (const found of await Promise.all(done.map(entryFor))) {
        if (!found.ok) return found;
        entries.push(...found.value);
      }
      if (entries.length === 0) return ok(undefined);
      const settled = await outbox.settle(entries, clock.now());
      return settled.ok ? ok(undefined) : err(local(settled.error));
    },
    async refuse(item, receipt) {
      const entry = await find(item.command.n);
      if (!entry.ok) return entry;
      if (!entry.value) return ok(undefined);
      if (await takeBack(store, entry.value, receipt)) return ok(undefined);
      const refused = await outbox.refuse(entry.value, receipt, clock.now());
      return refused.ok ? ok(undefined) : err(local(refused.error));
    },
    async offerAgain() {
      const offered = await outbox.offerAgain();
      return offered.ok ? offered : err(local(offered.error));
    },
  };
}

/** `time`: as the device reckons it, for the leases. */
export function dossiersPort(store: VaultStore, time: ServerTime): Dossiers {
  const { dossiers, marks, cacheMarks } = store;
  return {
    async cursors() {
      const listed = await dossiers.list();
      if (!listed.ok) return err(local(listed.error));
      const { summaries, damaged } = listed.value;
      const cursors = new Map(
        damaged.map((id): [typeof id, HeldCursor] => [id, { cursor: null, until: null }]),
      );
      for (const { dossierId, cursor, until = null } of summaries) cursors.set(dossierId, { cursor, until });
      return ok(cursors);
    },
    async read(dossierId) {
      const found = await dossiers.find(dossierId);
      return found.ok ? found : err(local(found.error));
    },
    // an emergency access is read from memory, and never from this device
    accepts: ({ mode }) => mode === 'normal',
    commit: async (commits) => localResult(await dossiers.commit(commits)),
    confirm: async (dossierIds, contact) => localResult(await dossiers.confirm(dossierIds, contact)),
    async confirmPinned(contact, butNot) {
      const before = await marks.find('contact');
      if (!before.ok) return err(local(before.error));
      const confirmed = pinnedContact(contact, butNot, before.value);
      return localResult(await marks.keep({ contact: confirmed, time: time.kept() }));
    },
    async mark() {
      const [mark, covered] = await Promise.all([marks.find('changes'), cacheMarks.find('changes')]);
      if (!mark.ok) return err(local(mark.error));
      if (!covered.ok) return err(local(covered.error));
      // the power went before the disk had what this mark covers: everything is asked for
      const stands = mark.value === undefined || covered.value?.mark === mark.value.mark;
      return stands ? mark : ok({ restoreEpoch: mark.value.restoreEpoch, mark: null });
    },
    async keepMark(mark) {
      if (mark) {
        const covered = await cacheMarks.keep({ changes: mark });
        return localResult(covered.ok ? await marks.keep({ changes: mark }) : covered);
      }
      const forgotten = await marks.forget('changes');
      return localResult(forgotten.ok ? await dossiers.forgetCursors() : forgotten);
    },
    remove: async (dossierId) => localResult(await dossiers.remove(dossierId)),
    async evict() {
      const before = await marks.find('time');
      if (!before.ok) return err(local(before.error));
      if (before.value) time.resume(before.value);
      const listed = await dossiers.list();
      if (!listed.ok) return err(local(listed.error));
      const ended = expiredLeases(listed.value.summaries, time.now());
      const removed = ended.length > 0 ? await dossiers.remove(...ended) : ok(undefined);
      if (!removed.ok) return err(local(removed.error));
      const kept = await marks.keep({ time: time.kept() });
      return kept.ok ? ok(ended) : err(local(kept.error));
    },
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

function local(error: StoreError): LocalError {
  if (error.type === 'StorageFull' || error.type === 'StorageFailed' || error.type === 'VaultLocked')
    return { type: error.type };
  return { type: 'VaultDamaged' };
}

const localResult = (result: Result<void, StoreError>): Result<void, LocalError> =>
  result.ok ? result : err(local(result.error));
