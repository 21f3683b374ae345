import { ok, type Result } from '#base/result.ts';
import type { CdaDocument, CdaPatient } from './document.ts';
import { cdaToEntry, type CdaEntryFacts } from './metadata.ts';
import type { CdaError } from './read-cda.ts';

/** What adding a CDA asks first: whether it is whole, how a list shows it, and whom it names. Plain data. */
export type CdaCheck = Result<{ readonly entry: CdaEntryFacts; readonly patient: CdaPatient }, CdaError>;

export const checkOf = (cda: Result<CdaDocument, CdaError>): CdaCheck =>
  cda.ok ? ok({ entry: cdaToEntry(cda.value), patient: cda.value.header.patient }) : cda;
