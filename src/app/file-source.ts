import type { ByteSource } from '#base/byte-source.ts';
import { err, type Result } from '#base/result.ts';
import type { AppError } from './port.ts';

/** A file that vanished, changed or cannot be read since it was chosen. */
class FileGone extends Error {}

/** A file of the user, read where it lies. */
export const fileSource = (file: Blob): ByteSource => ({
  size: file.size,
  async slice(start, end) {
    try {
      return new Uint8Array(await file.slice(start, end).arrayBuffer());
    } catch {
      throw new FileGone();
    }
  },
});

/** What reads a file, and may find that it is gone. */
export async function unlessGone<T>(run: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof FileGone) return err({ type: 'FileTruncated' });
    throw thrown;
  }
}
