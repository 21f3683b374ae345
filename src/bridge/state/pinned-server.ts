import { err, ok, type Result } from '#base/result.ts';
import { shortText } from '#wire/primitives.ts';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { readState, writeState, type StateError } from './files.ts';

const pinned = z.object({ origin: shortText, instanceId: z.nullable(shortText) });

/** The one server that this folder's keys and pairings belong to. */
export interface PinnedServer {
  /** Null until the server was met. */
  instanceId(): string | null;
  /** The first one met is kept; afterwards true for that one alone. */
  isOurs(instanceId: string): Promise<boolean>;
}

export async function openPinnedServer(
  folder: string,
  origin: string,
): Promise<Result<PinnedServer, StateError>> {
  const file = join(folder, 'server.json');
  const read = await readState(file, (content) => pinned.safeParse(content).data);
  if (!read.ok) return read;
  if (read.value && read.value.origin !== origin)
    return err({ type: 'OtherOrigin', origin: read.value.origin });
  let known = read.value?.instanceId ?? null;
  if (!read.value) {
    const written = await writeState(file, { origin, instanceId: known });
    if (!written.ok) return written;
  }
  return ok({
    instanceId: () => known,
    async isOurs(instanceId) {
      if (known !== null) return known === instanceId;
      known = instanceId;
      await writeState(file, { origin, instanceId });
      return true;
    },
  });
}
