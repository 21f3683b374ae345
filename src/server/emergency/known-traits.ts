import { dossiersWithTraits, presentDossiers, rememberTraits } from '#server/repositories/dossier-traits.ts';
import { findDossierRow, openDossierContent } from '#server/repositories/dossiers.ts';
import type { EmergencyDeps } from './deps.ts';

type Deps = Pick<EmergencyDeps, 'directory' | 'lookupKey' | 'shards' | 'keys'>;

/** Makes dossiers findable by traits that were created before there was such a search. Idempotent. */
export async function rememberAllTraits(deps: Deps): Promise<void> {
  const known = await dossiersWithTraits(deps.directory.db);
  for (const { database } of deps.shards.all) {
    for (const dossierId of await presentDossiers(database.db)) {
      if (known.has(dossierId)) continue;
      const [row, keys] = [await findDossierRow(database.db, dossierId), await deps.keys.find(dossierId)];
      if (!row || !keys) continue;
      const { holder } = openDossierContent(keys.seal, row);
      await rememberTraits(deps.directory, deps.lookupKey, dossierId, holder);
    }
  }
}
