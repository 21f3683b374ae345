import type { DossierId } from '#base/brand.ts';
import type { DossierAction } from '#domain/access/action.ts';
import { authorisationAt, grantInForce, type AuthorisationAct } from '#domain/access/authorisation.ts';
import { decideAccess } from '#domain/access/decide.ts';
import type { AccessVerdict, DocumentFacts } from '#domain/access/question.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { Reader } from './database.server.ts';
import { authorisationActs } from './repositories/authorisations.ts';
import { findDossierRow, type DossierRow } from './repositories/dossiers.ts';

/** What the rows of a shard say of one reader and one dossier, at one moment: all that a verdict needs. */
export type Standing = {
  reader: Actor;
  now: number;
  row: DossierRow | undefined;
  acts: readonly AuthorisationAct[];
};

/** Reads the facts in the transaction that acts on them, so that they cannot have changed in between. */
export async function standingOf(
  db: Reader,
  asker: { reader: Actor; now: number },
  dossierId: DossierId,
): Promise<Standing> {
  const row = await findDossierRow(db, dossierId);
  const acts = row ? await authorisationActs(db, dossierId, asker.reader.psIdNat) : [];
  return { ...asker, row, acts };
}

/** The verdict on one act; `decideAccess` decides, this only hands it the facts. */
export function verdictOn(
  standing: Standing,
  action: DossierAction,
  document?: DocumentFacts,
): AccessVerdict {
  const { reader, row, acts, now } = standing;
  return decideAccess({
    mode: 'normal',
    action,
    reader: { psIdNat: reader.psIdNat, profession: reader.profession },
    dossier: row?.status ?? 'absent',
    authorisation: authorisationAt(acts, now),
    ...(document && { document }),
  });
}

/**
 * Digest of every input of the verdicts of this reader on this dossier, apart from the documents: where it changed, what
 * a device holds was decided under other rights and is pulled afresh.
 */
export function rightsEpochOf({ reader, row, acts, now }: Standing): string {
  const inputs = {
    profession: reader.profession,
    status: row?.status ?? 'absent',
    authorisation: authorisationAt(acts, now),
    grant: grantInForce(acts, now) ?? null,
  };
  return createHash('sha256')
    .update(canonicalize(inputs) ?? '')
    .digest('base64url');
}
