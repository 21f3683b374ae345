import { grantInForce } from '#domain/access/authorisation.ts';
import { standingOf, verdictOn } from '#server/access.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { openDossierContent } from '#server/repositories/dossiers.ts';
import { careLinksOf } from '#server/repositories/identifiers.ts';
import type { OpenDossier } from '#wire/sync.ts';
import type { Asker, FindDeps } from './find.ts';

/** The dossiers that the asker may consult now, by holder's name. One trace outside the dossiers tells of the list. */
export async function listOpenDossiers(
  deps: FindDeps & { keys: KeyStore },
  asker: Asker,
): Promise<OpenDossier[]> {
  const now = deps.clock.now();
  await traceList(deps, asker, now);
  const links = await careLinksOf(deps.directory, asker.professional.psIdNat);
  const lines = await Promise.all(links.map((dossierId) => openLine(deps, asker, { dossierId, now })));
  return lines
    .filter((line) => line !== undefined)
    .sort((a, b) => a.holder.familyName.localeCompare(b.holder.familyName, 'fr'));
}

function traceList(deps: FindDeps, { device, professional }: Asker, at: number): Promise<void> {
  return deps.directory.write((tx) =>
    deps.directoryTraces.record(tx, {
      at,
      act: 'listDossiers',
      mode: 'normal',
      allowed: true,
      because: 'authorised',
      rule: 'L1111-17 I',
      device,
      actor: professional,
    }),
  );
}

async function openLine(
  deps: FindDeps & { keys: KeyStore },
  asker: Asker,
  { dossierId, now }: { dossierId: OpenDossier['dossierId']; now: number },
): Promise<OpenDossier | undefined> {
  const [shard, keys] = await Promise.all([deps.shards.of(dossierId), deps.keys.find(dossierId)]);
  if (!shard || !keys) return undefined;
  const standing = await standingOf(shard.database.db, { reader: asker.professional, now }, dossierId);
  const grant = grantInForce(standing.acts, now);
  if (!standing.row || !grant || !verdictOn(standing, 'consultDossier').allowed) return undefined;
  const { holder, insC } = openDossierContent(keys.seal, standing.row);
  return { dossierId, holder, insC, since: grant.at, until: grant.until };
}
