import type { PsIdNat } from '#base/brand.ts';
import type { DocumentEntry } from '../dossier/document-entry.ts';

type Received = Pick<DocumentEntry, 'submittedAt' | 'depositor'>;

/**
 * Whether a document is new to `me`: received by the server, from somebody else, since their last visit. `lastVisitAt` in
 * ms of the server; at a first visit (undefined) nothing is.
 */
export const isNews = (
  { submittedAt, depositor }: Received,
  { lastVisitAt, me }: { lastVisitAt: number | undefined; me: PsIdNat | undefined },
): boolean => lastVisitAt !== undefined && submittedAt > lastVisitAt && depositor.psIdNat !== me;
