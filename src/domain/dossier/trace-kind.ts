import type { TraceAct, TraceKind } from './trace-view.ts';

const BY_KIND: Readonly<Record<Exclude<TraceKind, 'other'>, readonly TraceAct[]>> = {
  reading: [
    'findDossier',
    'consultDossier',
    'syncDossier',
    'retrieveDocument',
    'recordAccess',
    'readTraces',
    'exportDossier',
    'exportTraces',
  ],
  writing: [
    'createDossier',
    'provideDocument',
    'replaceDocument',
    'archiveDocument',
    'unarchiveDocument',
    'deleteDocument',
    'changeHolderData',
    'closeDossier',
    'reactivateDossier',
    'requestErasure',
    'eraseDossier',
  ],
  rights: [
    'informHolder',
    'collectConsent',
    'identifyHolder',
    'grantAuthorisation',
    'withdrawAuthorisation',
    'blockProfessional',
    'unblockProfessional',
    'declareAttendingPhysician',
    'confirmAttendingPhysician',
    'endAttendingPhysician',
    'authoriseCareTeam',
    'changeCareTeam',
    'withdrawCareTeam',
    'setOppositions',
    'recordRepresentative',
    'endRepresentative',
    'maskDocument',
    'unmaskDocument',
    'revealToHolder',
    'revealToRepresentatives',
  ],
  emergency: ['openEmergency', 'endEmergency', 'noteEmergency', 'searchEmergency'],
};

/** The group of an act; whatever was done in an emergency access belongs to the emergency. */
export function traceKindOf({ act, mode }: { act: TraceAct; mode: string }): TraceKind {
  if (mode !== 'normal') return 'emergency';
  const found = (Object.keys(BY_KIND) as (keyof typeof BY_KIND)[]).find((kind) =>
    BY_KIND[kind].includes(act),
  );
  return found ?? 'other';
}
