import type { DocumentId, DossierId } from '#base/brand.ts';
import type { AccessMode } from '#domain/access/action.ts';
import type { Actor, PracticePlace } from './document-entry.ts';

/** What a trace can be about: the acts on a dossier, and those outside any dossier. */
export const TRACE_ACTS = [
  'informHolder',
  'collectConsent',
  'identifyHolder',
  'createDossier',
  'findDossier',
  'consultDossier',
  'syncDossier',
  'retrieveDocument',
  'recordAccess',
  'provideDocument',
  'grantAuthorisation',
  'withdrawAuthorisation',
  'readTraces',
  'listDossiers',
  'signIn',
  'signOut',
  'refuseCommand',
  'refuseUpload',
  'pairBridge',
  'endPairing',
  'openEmergency',
  'endEmergency',
  'noteEmergency',
  'searchEmergency',
  'blockProfessional',
  'unblockProfessional',
  'declareAttendingPhysician',
  'confirmAttendingPhysician',
  'endAttendingPhysician',
  'authoriseCareTeam',
  'changeCareTeam',
  'withdrawCareTeam',
  'setOppositions',
  'changeHolderData',
  'recordRepresentative',
  'endRepresentative',
  'closeDossier',
  'reactivateDossier',
  'requestErasure',
  'eraseDossier',
  'exportDossier',
  'exportTraces',
  'replaceDocument',
  'archiveDocument',
  'unarchiveDocument',
  'deleteDocument',
  'maskDocument',
  'unmaskDocument',
  'revealToHolder',
  'revealToRepresentatives',
  'tellHolder',
  'sendNotice',
  'printLetter',
  'registerPasskey',
  'removePasskey',
  'importMatrix',
  'grantEntitlement',
  'revokeEntitlement',
  'askWipe',
  'confirmWipe',
  'revokeDevice',
  'restoreBackup',
  'readAgain',
] as const;
export type TraceAct = (typeof TRACE_ACTS)[number];

/** Groups by which traces are looked through; an act is in one. */
export const TRACE_KINDS = ['reading', 'writing', 'rights', 'emergency', 'other'] as const;
export type TraceKind = (typeof TRACE_KINDS)[number];

/** One line of «who has seen what». */
export type TraceView = {
  /** Opaque: the place in the chain would tell of lines that this reader does not see. */
  id: string;
  /** Server time, ms. */
  at: number;
  /** Device time, ms, where the act was done away from the server. */
  deviceAt?: number;
  act: TraceAct;
  mode: AccessMode;
  actor?: Actor;
  /** Where the actor practised, as their card names it. */
  organisation?: PracticePlace;
  device?: string;
  dossierId?: DossierId;
  documentId?: DocumentId;
  allowed: boolean;
  /** Code of the verdict or of the refusal. */
  because: string;
  /** Reference of the rule applied. */
  rule?: string;
  /** Version of the entitlement matrix that the verdict looked at. */
  matrix?: string;
  /** Done in the confidential session of a minor: not told to representatives. */
  confidential?: boolean;
  /** As typed by the professional. */
  reason?: string;
};
