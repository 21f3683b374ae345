import { err, ok, type Result } from '#base/result.ts';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file is named; what stands in it is not said. */
export type StateError =
  | { type: 'StateUnreadable'; file: string }
  | { type: 'StateNotWritable'; file: string }
  /** The folder belongs to a bridge of another server. */
  | { type: 'OtherOrigin'; origin: string };

/** A folder for this user alone. */
export async function makePrivateFolder(folder: string): Promise<Result<void, StateError>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return ok(undefined);
  } catch {
    return err({ type: 'StateNotWritable', file: folder });
  }
}

/** The content as `parse` reads it; undefined where there is no file yet. */
export async function readState<T>(
  file: string,
  parse: (content: unknown) => T | undefined,
): Promise<Result<T | undefined, StateError>> {
  try {
    const parsed = parse(JSON.parse(await readFile(file, 'utf8')));
    return parsed === undefined ? err({ type: 'StateUnreadable', file }) : ok(parsed);
  } catch (error) {
    return isMissing(error) ? ok(undefined) : err({ type: 'StateUnreadable', file });
  }
}

/** Whole or not at all, through a power cut too: a new file beside it, flushed, then renamed. Readable by its owner. */
export async function writeState(file: string, content: unknown): Promise<Result<void, StateError>> {
  const draft = `${file}.new`;
  try {
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(content, undefined, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    await syncFolder(dirname(file));
    return ok(undefined);
  } catch {
    return err({ type: 'StateNotWritable', file });
  }
}

/** Makes the renaming itself durable; Windows knows no such thing and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
