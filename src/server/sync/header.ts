import type { Bytes } from '#base/bytes.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { correctedTraits } from '#domain/dossier/holder-data.ts';
import { isRepresented } from '#domain/rights/rights.ts';
import { isMinor, standingFacts, verdictOn, type Standing } from '#server/access.ts';
import type { Reader } from '#server/database.server.ts';
import { newestHolderData } from '#server/repositories/holder-data.ts';
import { openDossierContent, type DossierRow } from '#server/repositories/dossiers.ts';
import { holderDataVersionOf, rightsViewOf } from '#server/rights/rights-view.ts';
import type { SealKey } from '#server/seal.ts';
import { versionOf } from './version.ts';

type Given = { standing: Standing; row: DossierRow; access: DossierHeader['access']; key: SealKey };

/** A dossier as this reader may see it, without its documents. */
export async function headerOf(
  deps: { versionKey: Bytes },
  db: Reader,
  { standing, row, access, key }: Given,
): Promise<DossierHeader> {
  const { dossierId, createdAt, headerSeq } = row;
  const { holder, insC, createdBy, brochureVersion } = openDossierContent(key, row);
  const { breakGlass, dispatchCentre } = standing.rights.oppositions;
  const mayReadRights = verdictOn(standing, 'readRights').allowed;
  const data = await newestHolderData(db, key, dossierId);
  return {
    dossierId,
    holder: correctedTraits(holder, data.data),
    insC,
    status: 'active',
    createdAt,
    createdBy,
    optOut: { breakGlass, dispatchCentre },
    brochureVersion,
    access,
    standing: standingFacts(standing),
    minor: isMinor(row, standing.now),
    represented: isRepresented(standing.rights, standing.now),
    holderData: { ...data.data, version: holderDataVersionOf(deps, dossierId, data.seq) },
    ...(mayReadRights && { rights: await rightsViewOf(deps, db, { standing, dossierId, key }) }),
    version: versionOf(deps.versionKey, dossierId, headerSeq),
  };
}
