import type { DossierId } from '#base/brand.ts';
import type { DossierKeys } from '#server/keys/key-store.ts';
import type { Shard } from '#server/shard.ts';
import type { CommandDeps } from './scope.ts';

/** Where a dossier's rows are, and what opens them. */
export type Place = { shard: Shard; keys: DossierKeys };

/** Where an existing dossier's command is executed; undefined where the dossier is nowhere, or was erased. */
export async function placeOf(
  deps: Pick<CommandDeps, 'shards' | 'keys'>,
  dossierId: DossierId,
): Promise<Place | undefined> {
  const [shard, keys] = await Promise.all([deps.shards.of(dossierId), deps.keys.find(dossierId)]);
  return shard && keys ? { shard, keys } : undefined;
}
