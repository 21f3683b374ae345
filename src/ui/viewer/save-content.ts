import type { AppError } from '#app/port.ts';
import { err, ok, type Result } from '#base/result.ts';
import { saveFile } from '../save-file.ts';
import type { ContentBytes } from './content-bytes.ts';

/** Read from its first byte to its last. */
type Source = Pick<ContentBytes, 'readAll'>;

declare global {
  interface Window {
    /** File System Access (WICG); not in every browser. */
    showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;
  }
}

/**
 * Hands a content over to the person: part by part into the file that they name, which appears only once all of it was
 * verified; where the browser has no such door, from a Blob by its own download. False where they thought better of it.
 */
export async function saveContent(fileName: string, source: Source): Promise<Result<boolean, AppError>> {
  if (!window.showSaveFilePicker) return download(fileName, source);
  try {
    const handle = await window.showSaveFilePicker({ suggestedName: fileName });
    return await writeInto(await handle.createWritable(), source);
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return ok(false);
    return err({ type: 'StorageFailed' });
  }
}

async function writeInto(
  file: FileSystemWritableFileStream,
  source: Source,
): Promise<Result<boolean, AppError>> {
  const read = await source.readAll((bytes) => file.write(new Uint8Array(bytes)));
  await (read.ok ? file.close() : file.abort());
  return read.ok ? ok(true) : read;
}

async function download(fileName: string, source: Source): Promise<Result<boolean, AppError>> {
  // each part a Blob of its own, which the browser may put on disk
  const parts: Blob[] = [];
  const read = await source.readAll((part) => void parts.push(new Blob([part])));
  if (!read.ok) return read;
  saveFile({ fileName, bytes: new Blob(parts) });
  return ok(true);
}
