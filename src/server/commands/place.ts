import type { DossierId } from '#base/brand.ts';
import type { DossierKeys } from '#server/keys/key-store.ts';
import { findAlias } from '#server/repositories/aliases.ts';
import type { Shard } from '#server/shard.ts';
import type { Command } from '#wire/commands.ts';
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

/**
 * The command on the dossier that its author meant: where they wrote without a network under the provisional id of a
 * dossier that turned out to exist, on that one. An id that some dossier has is always that dossier's.
 */
export async function withTrueDossier(
  { shards, directory }: Pick<CommandDeps, 'shards' | 'directory'>,
  command: Command,
): Promise<Command> {
  const { body, author: psIdNat } = command;
  if (body.type === 'createDossier' || (await shards.of(body.dossierId))) return command;
  const dossierId = await findAlias(directory.db, { provisionalId: body.dossierId, psIdNat });
  return dossierId === undefined ? command : { ...command, body: { ...body, dossierId } };
}
