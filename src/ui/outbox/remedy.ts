import type { OutboxLine } from '#app/outbox-port.ts';
import type { RefusalCode } from '#wire/refusals.ts';

/** What a person may do about a refused item, beside taking it out or giving it up; `href`: the page of the act. */
export type Remedy = { kind: 'correct' | 'redo'; href: string } | { kind: 'done' } | { kind: 'none' };

/** The server has it, or has it so: a second time would change nothing. */
const DONE_ALREADY: readonly RefusalCode[] = ['alreadySo', 'documentExists'];

/** Nobody can write in this dossier any more. */
const FOR_GOOD: readonly RefusalCode[] = ['dossierErased'];

type Page = 'documents' | 'rights' | 'creation' | 'emergency';

/** Where each act is done. A reading that was noted cannot be done again. */
const PAGES: Readonly<Record<OutboxLine['what'], Page | undefined>> = {
  createDossier: 'creation',
  provideDocument: 'documents',
  recordAccess: undefined,
  noteEmergency: 'emergency',
  changeDocument: 'documents',
  grantAuthorisation: 'rights',
  withdrawAuthorisation: 'rights',
  blockProfessional: 'rights',
  unblockProfessional: 'rights',
  declareAttendingPhysician: 'rights',
  confirmAttendingPhysician: 'rights',
  endAttendingPhysician: 'rights',
  authoriseCareTeam: 'rights',
  changeCareTeam: 'rights',
  withdrawCareTeam: 'rights',
  setOppositions: 'rights',
  changeHolderData: 'rights',
  recordRepresentative: 'rights',
  endRepresentative: 'rights',
  closeDossier: 'rights',
  reactivateDossier: 'rights',
  requestErasure: 'rights',
};

const PATHS: Readonly<Record<Page, (dossier: string) => string>> = {
  documents: (dossier) => dossier,
  rights: (dossier) => `${dossier}/droits`,
  creation: () => '/vitale',
  emergency: () => '/urgence',
};

/** A document is corrected in the form it came from; any other act is done again on its page, as things stand now. */
export function remedyOf({ id, what, dossierId, refused }: OutboxLine): Remedy {
  const page = PAGES[what];
  if (refused === undefined || page === undefined || FOR_GOOD.includes(refused)) return { kind: 'none' };
  if (DONE_ALREADY.includes(refused)) return { kind: 'done' };
  if (dossierId === undefined && page !== 'creation') return { kind: 'none' };
  const dossier = `/dossier/${dossierId ?? ''}`;
  if (what === 'provideDocument')
    return { kind: 'correct', href: `${dossier}/ajouter?corrige=${encodeURIComponent(id)}` };
  return { kind: 'redo', href: PATHS[page](dossier) };
}
