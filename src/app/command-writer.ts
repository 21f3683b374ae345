import type { Clock } from '#base/clock.ts';
import { err, type Result } from '#base/result.ts';
import type { ReadDocument } from '#documents/reading/read-document.ts';
import type { PracticePlace } from '#domain/dossier/document-entry.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import type { VaultStore } from '#store/vault-store.ts';
import type { StoreError } from '#store/errors.ts';
import { signCommand } from '#sync/command-signing.ts';
import type { Lock } from '#sync/ports.ts';
import { command as commandSchema, type CommandBody } from '#wire/commands.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import type { SealedFile } from './seal-file.ts';

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
  /** Of a document: sealed before the command that names it (seal-file.ts). */
  content?: SealedFile;
  /** What it says (read-here.ts). */
  read?: ReadDocument;
};

/**
 * Puts a command in the outbox: number reserved, signed, stored. One at a time over all tabs, so that
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
  { body, holder, content, read, organisation, confidential }: NewCommand,
): Promise<Result<number, StoreError | { type: 'Malformed' }>> {
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
  const added = await store.outbox.add({
    command: command.data,
    signed,
    hash,
    holder,
    content: content ?? null,
    ...(read && { read }),
  });
  return added.ok ? n : added;
}
