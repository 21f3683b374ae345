import { correctedTraits } from '#domain/dossier/holder-data.ts';
import { accessOf, standingOf, traceIn, type Asker } from '#server/access.ts';
import type { Circumstances } from '#server/circumstances.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { openDossierContent } from '#server/repositories/dossiers.ts';
import { newestHolderData } from '#server/repositories/holder-data.ts';
import { careLinksOf } from '#server/repositories/identifiers.ts';
import type { OpenDossier } from '#wire/sync.ts';
import type { FindDeps } from './find.ts';

/** TD0.4: the dossiers that the asker may consult now, by holder's name. One trace outside the dossiers tells of the list. */
export async function listOpenDossiers(
  deps: FindDeps & { keys: KeyStore },
  asker: Asker,
): Promise<OpenDossier[]> {
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, circumstances, now: deps.clock.now() };
  await deps.directory.write((tx) =>
    deps.directoryTraces.record(tx, traceIn(asking, 'listDossiers', LISTED)),
  );
  const links = await careLinksOf(deps.directory, asker.professional.psIdNat);
  const lines = await Promise.all(links.map((dossierId) => openLine(deps, asking, dossierId)));
  return lines
    .filter((line) => line !== undefined)
    .sort((a, b) => a.holder.familyName.localeCompare(b.holder.familyName, 'fr'));
}

const LISTED = { allowed: true, because: 'authorised', rule: 'L1111-17 I' };
type Asking = { asker: Asker; circumstances: Circumstances; now: number };

async function openLine(
  deps: FindDeps & { keys: KeyStore },
  asking: Asking,
  dossierId: OpenDossier['dossierId'],
): Promise<OpenDossier | undefined> {
  const [shard, keys] = await Promise.all([deps.shards.of(dossierId), deps.keys.find(dossierId)]);
  if (!shard || !keys) return undefined;
  const standing = await standingOf(shard.database.db, asking, dossierId);
  const access = accessOf(standing);
  if (!standing.row || !access) return undefined;
  const { holder, insC } = openDossierContent(keys.seal, standing.row);
  const { data } = await newestHolderData(shard.database.db, keys.seal, dossierId);
  return { dossierId, holder: correctedTraits(holder, data), insC, since: access.since, until: access.until };
}
