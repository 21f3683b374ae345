import type { DossierId } from '#base/brand.ts';
import { correctedTraits } from '#domain/dossier/holder-data.ts';
import { accessOf, standingsOf, traceIn, type Asker } from '#server/access.ts';
import type { Circumstances } from '#server/circumstances.ts';
import type { Reader } from '#server/database.server.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { openDossierContent } from '#server/repositories/dossiers.ts';
import { newestHolderDataByDossier } from '#server/repositories/holder-data.ts';
import { careLinksOf } from '#server/repositories/identifiers.ts';
import type { SealKey } from '#server/seal.ts';
import type { Shard } from '#server/shard.ts';
import type { OpenDossier } from '#wire/sync.ts';
import type { FindDeps } from './find.ts';

type ListDeps = FindDeps & { keys: KeyStore };

/** TD0.4: the dossiers that the asker may consult now, by holder's name. One trace outside the dossiers tells of the list. */
export async function listOpenDossiers(deps: ListDeps, asker: Asker): Promise<OpenDossier[]> {
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, circumstances, now: deps.clock.now() };
  await deps.directory.write((tx) =>
    deps.directoryTraces.record(tx, traceIn(asking, 'listDossiers', LISTED)),
  );
  const links = await careLinksOf(deps.directory, asker.professional.psIdNat);
  const lines: OpenDossier[] = [];
  for (const [{ database }, keys] of await keysByShard(deps, links))
    lines.push(...(await database.read((db) => openLines(db, asking, keys))));
  return lines.sort((a, b) => byName.compare(a.holder.familyName, b.holder.familyName));
}

const LISTED = { allowed: true, because: 'authorised', rule: 'L1111-17 I' };
const byName = new Intl.Collator('fr');

type Keys = ReadonlyMap<DossierId, SealKey>;

/** One after the other: asked for all at once, places and keys would each open a connection of their own. */
async function keysByShard(
  { shards, keys }: ListDeps,
  dossierIds: readonly DossierId[],
): Promise<ReadonlyMap<Shard, Keys>> {
  const byShard = new Map<Shard, Map<DossierId, SealKey>>();
  for (const dossierId of dossierIds) {
    const [shard, found] = [await shards.of(dossierId), await keys.find(dossierId)];
    if (!shard || !found) continue;
    const own = byShard.get(shard) ?? new Map<DossierId, SealKey>();
    byShard.set(shard, own.set(dossierId, found.seal));
  }
  return byShard;
}

/** In a few statements, however many dossiers. */
async function openLines(
  db: Reader,
  asking: { asker: Asker; circumstances: Circumstances; now: number },
  keys: Keys,
): Promise<OpenDossier[]> {
  const standings = await standingsOf(db, asking, [...keys.keys()]);
  const newest = await newestHolderDataByDossier(db, keys);
  return [...keys].flatMap(([dossierId, key]) => {
    const standing = standings.get(dossierId);
    const access = standing && accessOf(standing);
    const data = newest.get(dossierId)?.data;
    if (!standing?.row || !access || !data) return [];
    const { holder, insC } = openDossierContent(key, standing.row);
    const { since, until } = access;
    return { dossierId, holder: correctedTraits(holder, data), insC, since, until };
  });
}
