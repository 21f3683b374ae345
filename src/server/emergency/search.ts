import type { DossierId } from '#base/brand.ts';
import { keyedHash } from '#server/keyed-hash.ts';
import { findByTraits, textsOfHolder, traitsText } from '#server/repositories/dossier-traits.ts';
import { findDossierRow, openDossierContent } from '#server/repositories/dossiers.ts';
import { findByInsC } from '#server/repositories/identifiers.ts';
import type { EmergencySearch } from '#wire/emergency.ts';
import type { EmergencyDeps } from './deps.ts';

type Deps = Pick<EmergencyDeps, 'directory' | 'lookupKey' | 'shards' | 'keys'>;

/** `dossierId` undefined for none and for several alike. `sought`: keyed hash of what was looked for. */
export type Found = { dossierId: DossierId | undefined; sought: string };

/**
 * The one dossier that is meant, by an identifier or by the exact traits: no part of a name finds anything, and several
 * holders of the same traits answer as none, so that nobody is taken for another and nothing is learned of either.
 */
export async function searchHolder(deps: Deps, search: EmergencySearch): Promise<Found> {
  if (search.by === 'insC') {
    const sought = await keyedHash(deps.lookupKey, `emergency-ins-c|${search.insC}`);
    return { dossierId: await findByInsC(deps, search.insC), sought };
  }
  const text = traitsText(search);
  const sought = await keyedHash(deps.lookupKey, text ?? 'emergency-traits|none');
  if (text === undefined) return { dossierId: undefined, sought };
  const candidates = await findByTraits(deps.directory.db, sought);
  const named = await Promise.all(candidates.map((dossierId) => isNamed(deps, dossierId, text)));
  const [only, ...others] = candidates.filter((_, i) => named[i]);
  return { dossierId: others.length === 0 ? only : undefined, sought };
}

/** The dossier itself decides: what the directory remembers may be of a creation that was never carried out. */
async function isNamed(deps: Deps, dossierId: DossierId, text: string): Promise<boolean> {
  const [shard, keys] = await Promise.all([deps.shards.of(dossierId), deps.keys.find(dossierId)]);
  if (!shard || !keys) return false;
  const row = await findDossierRow(shard.database.db, dossierId);
  return row !== undefined && textsOfHolder(openDossierContent(keys.seal, row).holder).includes(text);
}
