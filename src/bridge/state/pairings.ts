import { ok, type Result } from '#base/result.ts';
import { deviceId, shortText, time } from '#wire/primitives.ts';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { BridgePairing, PairingStore } from '../core/ports.ts';
import { readState, writeState, type StateError } from './files.ts';

const pairing = z.object({
  address: deviceId,
  appKey: z.string().check(z.regex(/^[A-Za-z0-9_-]{40,120}$/)),
  appName: shortText,
  digits: z.string().check(z.regex(/^[0-9]{2}$/)),
  accepted: z.boolean(),
  pairedAt: time,
  lastUsedAt: time,
});
const pairings = z.array(pairing);

/**
 * The pairings of this bridge, in memory and in `pairings.json`. A change that cannot be written is told to `onFailure`
 * and holds until the bridge stops.
 */
export async function openPairingStore(
  folder: string,
  onFailure: (error: StateError) => void,
): Promise<Result<PairingStore, StateError>> {
  const file = join(folder, 'pairings.json');
  const read = await readState(file, (content) => pairings.safeParse(content).data);
  if (!read.ok) return read;
  let all: readonly BridgePairing[] = read.value ?? [];
  let writing: Promise<unknown> = Promise.resolve();

  function keep(next: readonly BridgePairing[]): Promise<void> {
    all = next;
    const written = writing.then(async () => {
      const result = await writeState(file, next);
      if (!result.ok) onFailure(result.error);
    });
    writing = written;
    return written;
  }

  return ok({
    list: () => all,
    find: (address) => all.find((one) => one.address === address),
    put(changed) {
      const known = all.some((one) => one.address === changed.address);
      const replaced = all.map((one) => (one.address === changed.address ? changed : one));
      return keep(known ? replaced : [...all, changed]);
    },
    remove: (address) => keep(all.filter((one) => one.address !== address)),
  });
}
