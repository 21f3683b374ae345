import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Manifest } from './manifest.ts';
import { readMembers, type MemberSink } from './members.ts';
import { BrokenSeal, openSealedFile, type BackupKind, type SealedFileError } from './sealed-file.ts';

/** `Newer`: written by a newer program. */
export type CheckError = SealedFileError | { type: 'Newer' };

/** Reads a backup from its first byte to its last and holds it to its manifest; `sink` takes what it reads. */
export async function readBackup(
  operatorKey: Bytes,
  given: { path: string; kind: BackupKind },
  sink: MemberSink = async () => undefined,
): Promise<Result<Manifest, CheckError>> {
  const opened = await openSealedFile(operatorKey, given);
  if (!opened.ok) return opened;
  try {
    const read = await readMembers(opened.value.parts, sink);
    return read ? ok(read) : err({ type: 'Newer' });
  } catch (error) {
    if (error instanceof BrokenSeal) return err({ type: 'Altered' });
    throw error;
  } finally {
    await opened.value.parts.return(undefined);
  }
}
