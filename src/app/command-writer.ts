import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { PracticePlace } from '#domain/dossier/document-entry.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { storeWhole } from '#store/content-store.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import type { VaultStore } from '#store/vault-store.ts';
import type { StoreError } from '#store/errors.ts';
import { signCommand } from '#sync/command-signing.ts';
import type { Lock } from '#sync/ports.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';
import { command as commandSchema, type CommandBody } from '#wire/commands.ts';
import { WIRE_VERSION } from '#wire/version.ts';

export type WriterDeps = {
  row: ProfessionalRow;
  device: DeviceRepository;
  store: VaultStore;
  lock: Lock;
  clock: Clock;
};

export type NewCommand = {
  body: CommandBody;
  /** Where the author works, as their card names it. */
  organisation: PracticePlace | undefined;
  /** In the confidential session of a minor. */
  confidential: boolean;
  holder: HolderTraits | null;
  /** Of a document: sealed before the command that names it. */
  content?: { bytes: Bytes; sha256: string };
};

/**
 * Puts a command in the outbox: content sealed, number reserved, signed, stored. One at a time over all tabs, so that
 * numbers follow the order of writing. Returns the number.
 */
export function writeCommand(
  deps: WriterDeps,
  input: NewCommand,
): Promise<Result<number, StoreError | { type: 'Malformed' }>> {
  return deps.lock.exclusive(`relais-write-${deps.row.device}`, () => write(deps, input));
}

async function write(
  { row, device, store, clock }: WriterDeps,
  { body, holder, content, organisation, confidential }: NewCommand,
): Promise<Result<number, StoreError | { type: 'Malformed' }>> {
  const kept = content ? await keepContent(store, content) : ok(null);
  if (!kept.ok) return kept;
  const n = await device.reserveNumber(row.owner);
  if (!n.ok) return n;
  const draft = {
    wire: WIRE_VERSION,
    device: row.device,
    n: n.value,
    author: row.owner,
    at: clock.now(),
    ...(organisation && { organisation }),
    ...(confidential && { confidential }),
    body,
  };
  const command = commandSchema.safeParse(draft);
  if (!command.success) return err({ type: 'Malformed' });
  const { signed, hash } = await signCommand(row.keys.privateKey, command.data);
  const added = await store.outbox.add({ command: command.data, signed, hash, holder, content: kept.value });
  return added.ok ? n : added;
}

async function keepContent(
  store: VaultStore,
  { bytes, sha256 }: { bytes: Bytes; sha256: string },
): Promise<Result<{ blobId: string; sha256: string; size: number }, StoreError>> {
  const blobId = await storeWhole(store.unsent, { ref: '', dossier: '', parentKey: OUTBOX_KEY }, bytes);
  return blobId.ok ? ok({ blobId: blobId.value, sha256, size: bytes.length }) : blobId;
}
