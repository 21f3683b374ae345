import type { Bytes } from '#base/bytes.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { correctedTraits } from '#domain/dossier/holder-data.ts';
import { isRepresented } from '#domain/rights/rights.ts';
import { isMinor, standingFacts, verdictOn, type Standing } from '#server/access.ts';
import type { HolderDataVersion } from '#server/repositories/holder-data.ts';
import { openDossierContent, type DossierRow } from '#server/repositories/dossiers.ts';
import type { ActDetails } from '#server/repositories/right-acts.ts';
import { holderDataVersionOf, rightsViewFrom } from '#server/rights/rights-view.ts';
import type { SealKey } from '#server/seal.ts';
import { versionOf } from './version.ts';

type Given = {
  standing: Standing;
  row: DossierRow;
  access: DossierHeader['access'];
  key: SealKey;
  data: HolderDataVersion;
  /** Of the acts on the rights; undefined where this reader may not read them. */
  details: ReadonlyMap<number, ActDetails> | undefined;
};

export const mayReadRights = (standing: Standing): boolean => verdictOn(standing, 'readRights').allowed;

/** A dossier as this reader may see it, without its documents. */
export function headerOf(deps: { versionKey: Bytes }, given: Given): DossierHeader {
  const { standing, row, access, key, data, details } = given;
  const { dossierId, createdAt, headerSeq } = row;
  const { holder, insC, createdBy, brochureVersion } = openDossierContent(key, row);
  const { breakGlass, dispatchCentre } = standing.rights.oppositions;
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
    ...(details && { rights: rightsViewFrom(deps, { standing, dossierId, details }) }),
    version: versionOf(deps.versionKey, dossierId, headerSeq),
  };
}
