import { isContentHash, type DocumentId, type DossierId } from '#base/brand.ts';
import { systemClock } from '#base/clock.ts';
import { unwrap } from '#base/result.ts';
import { webLock } from '#app/browser-ports.ts';
import { writeCommand, type NewCommand } from '#app/command-writer.ts';
import { sealFile } from '#app/seal-file.ts';
import type { VaultSession } from '#app/vault-session.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import { holderDataChange } from './holder-data-change.ts';

type Writing = { session: VaultSession; device: DeviceRepository };

/** Written as the app writes: numbered, signed, sealed into the outbox. */
async function write(
  { session, device }: Writing,
  command: Pick<NewCommand, 'body' | 'content'>,
): Promise<void> {
  const deps = { ...session, device, lock: webLock, clock: systemClock };
  const holder = { familyName: 'MESURE', firstName: 'ALIX', birthDate: '1950-08-01' };
  unwrap(await writeCommand(deps, { ...command, holder, organisation: undefined, confidential: false }));
}

/** Whole versions of a holder's data, of as many characters as the documents that the peers push. */
export async function prepareCommands(
  writing: Writing,
  dossiers: readonly DossierId[],
  count: number,
): Promise<void> {
  for (let index = 0; index < count; index++) {
    const dossierId = dossierAt(dossiers, index);
    await write(writing, { body: holderDataChange(dossierId, index) });
  }
}

const dossierAt = (dossiers: readonly DossierId[], index: number): DossierId => {
  const dossierId = dossiers[index % dossiers.length];
  if (dossierId === undefined) throw new Error('no dossier to write for');
  return dossierId;
};

/** Photographs of random bytes, each with the command that names it. */
export async function photographs(
  writing: Writing,
  dossiers: readonly DossierId[],
  { count, bytes }: { count: number; bytes: number },
): Promise<void> {
  for (let index = 0; index < count; index++) {
    const sealed = unwrap(await sealFile(writing.session.store.unsent, new Blob([photograph(bytes)])));
    const { sha256, size } = sealed;
    if (!isContentHash(sha256)) throw new Error('a hash that is none');
    const documentId = crypto.randomUUID() as DocumentId;
    const document = {
      documentId,
      logicalId: documentId,
      title: `Photographie ${index}`,
      typeCode: '11506-3',
      mediaType: 'image/jpeg',
      size,
      sha256,
      createdAt: '2026-11-23',
      visibility: VISIBLE_TO_ALL,
    } as const;
    const body = { type: 'provideDocument', dossierId: dossierAt(dossiers, index), document } as const;
    await write(writing, { body, content: sealed });
  }
}

/** ITU-T T.81 annex B: SOI and the head of a scan; random bytes without a marker; EOI. */
function photograph(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let from = 0; from < length; from += MOST_AT_ONCE)
    crypto.getRandomValues(bytes.subarray(from, from + MOST_AT_ONCE));
  for (const [index, byte] of bytes.entries()) if (byte === 0xff) bytes[index] = 0xfe;
  bytes.set([0xff, 0xd8, 0xff, 0xda, 0x00, 0x02]);
  bytes.set([0xff, 0xd9], length - 2);
  return bytes;
}

/** Web Crypto draws no more in one call. */
const MOST_AT_ONCE = 65_536;
