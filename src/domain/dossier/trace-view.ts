import type { DocumentId, DossierId } from '#base/brand.ts';
import type { AccessMode } from '#domain/access/action.ts';
import type { Actor } from './document-entry.ts';

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
] as const;
export type TraceAct = (typeof TRACE_ACTS)[number];

/** One line of «who has seen what». */
export type TraceView = {
  /** Place in the dossier's chain, from 1. */
  position: number;
  /** Server time, ms. */
  at: number;
  /** Device time, ms, where the act was done away from the server. */
  deviceAt?: number;
  act: TraceAct;
  mode: AccessMode;
  actor?: Actor;
  device?: string;
  dossierId?: DossierId;
  documentId?: DocumentId;
  allowed: boolean;
  /** Code of the verdict or of the refusal. */
  because: string;
  /** Reference of the rule applied. */
  rule?: string;
  /** As typed by the professional. */
  reason?: string;
};
