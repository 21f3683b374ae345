import { DOCUMENT_TYPES } from '#domain/nomenclature/document-types.ts';
import { isHealthProfession, PROFESSIONS } from '#domain/nomenclature/professions.ts';
import type { EntitlementMatrix } from './matrix.ts';

/**
 * The grid shipped with Relais is OURS, not the official one (annex of the order of 26 October 2023), which was not
 * available: it states the facts that were found, and is cautious where they are silent. An operator replaces it with
 * `relais matrix import`.
 */
export const DEFAULT_MATRIX_VERSION = 'relais-2026-11';

/** Closed to everybody in the facts found (information-dentaire.fr). */
const RESIDENCE = ['ATTEST-RESID'];
/** Chirurgien-dentiste, as far as published (information-dentaire.fr; codes mapped by us). */
const DENTIST = ['80788-3', '75496-0', '83981-1', '83901-9', '68599-0', ...RESIDENCE];
/** Psychiatric and psychological summaries: closed where nothing says that they are open. */
const PSYCHIATRIC = ['83901-9', '68599-0', ...RESIDENCE];
/** The other professions of care: what the dentist does not read, and reimbursement data. */
const OTHERS = [...DENTIST, 'REMB'];

const CLOSED_TO: Readonly<Record<string, readonly string[]>> = {
  '10': RESIDENCE,
  '21': PSYCHIATRIC, // «slightly fewer than doctors»: which, is not published
  '60': PSYCHIATRIC,
  '69': ['REMB', ...RESIDENCE], // nurses too, whose work the psychiatric summaries are
  '50': ['REMB', ...PSYCHIATRIC],
  '40': DENTIST,
};

export const DEFAULT_MATRIX: EntitlementMatrix = {
  version: DEFAULT_MATRIX_VERSION,
  closed: new Map(
    PROFESSIONS.filter(({ code }) => isHealthProfession(code)).map(({ code }) => [
      code,
      new Set(
        (CLOSED_TO[code] ?? OTHERS).filter((type) => DOCUMENT_TYPES.some((known) => known.code === type)),
      ),
    ]),
  ),
};
