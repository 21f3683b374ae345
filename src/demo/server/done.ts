import type { DossierId } from '#base/brand.ts';
import type { Receipt } from '#wire/commands.ts';

/** The dossier that a receipt names; throws where the server refused, since the demonstration asks nothing that it may not. */
export function done({ outcome }: Receipt): DossierId {
  if (outcome.type === 'refused')
    throw new Error(`the demonstration could not be furnished: ${outcome.code}`);
  return outcome.dossierId;
}
