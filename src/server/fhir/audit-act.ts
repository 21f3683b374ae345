import type { TraceAct } from '#domain/dossier/trace-view.ts';

export type Coding = { system: string; code: string; display?: string };
export const coding = (system: string, code: string, display?: string): Coding => ({
  system,
  code,
  ...(display !== undefined && { display }),
});

/** What an act of ours is called in an AuditEvent. `action`: create, read, update, delete or execute. */
export type AuditAct = { type: Coding; subtype: readonly Coding[]; action: 'C' | 'R' | 'U' | 'D' | 'E' };

const dcm = (code: string, display: string): Coding =>
  coding('http://dicom.nema.org/resources/ontology/DCM', code, display);
const interaction = (code: 'create' | 'read' | 'update' | 'delete' | 'search' | 'operation'): Coding =>
  coding('http://hl7.org/fhir/restful-interaction', code, code);

/** A RESTful operation on the record, as the patterns of BALP for create, read, update and delete. */
const REST = coding('http://terminology.hl7.org/CodeSystem/audit-event-type', 'rest', 'RESTful Operation');
const rest = (action: AuditAct['action'], what: Parameters<typeof interaction>[0]): AuditAct => ({
  type: REST,
  subtype: [interaction(what)],
  action,
});
const CREATE = rest('C', 'create');
const READ = rest('R', 'read');
const UPDATE = rest('U', 'update');
const DELETE = rest('D', 'delete');
const SEARCH = rest('E', 'search');

/** Events of DICOM PS3.15 §A.5 (RFC 3881) that are no operation on a resource. */
const event = (type: Coding, action: AuditAct['action'], ...subtype: Coding[]): AuditAct => ({
  type,
  subtype,
  action,
});
const RECORD = dcm('110110', 'Patient Record');
const ALERT = dcm('110113', 'Security Alert');
const SIGN_IN = dcm('110114', 'User Authentication');
const RECORD_CREATED = event(RECORD, 'C', interaction('create'));
const RECORD_READ = event(RECORD, 'R', interaction('read'));
const RECORD_UPDATED = event(RECORD, 'U', interaction('update'));
const ASSERTED = event(RECORD, 'E', interaction('operation'));
const EXPORT = event(dcm('110106', 'Export'), 'R');
const LOG_USED = event(dcm('110101', 'Audit Log Used'), 'R');
const NODE_AUTHENTICATION = event(ALERT, 'E', dcm('110126', 'Node Authentication'));
const USER_CHANGED = event(ALERT, 'U', dcm('110137', 'User Security Attributes Changed'));

/** Every act of a trace; an emergency access begins with DCM 110127 and ends with DCM 110138. */
export const AUDIT_ACTS: Readonly<Record<TraceAct, AuditAct>> = {
  informHolder: ASSERTED,
  collectConsent: RECORD_CREATED,
  identifyHolder: ASSERTED,
  createDossier: RECORD_CREATED,
  findDossier: SEARCH,
  consultDossier: RECORD_READ,
  syncDossier: RECORD_READ,
  retrieveDocument: READ,
  recordAccess: READ,
  provideDocument: CREATE,
  replaceDocument: UPDATE,
  archiveDocument: UPDATE,
  unarchiveDocument: UPDATE,
  deleteDocument: DELETE,
  maskDocument: UPDATE,
  unmaskDocument: UPDATE,
  revealToHolder: UPDATE,
  revealToRepresentatives: UPDATE,
  grantAuthorisation: RECORD_UPDATED,
  withdrawAuthorisation: RECORD_UPDATED,
  blockProfessional: RECORD_UPDATED,
  unblockProfessional: RECORD_UPDATED,
  declareAttendingPhysician: RECORD_UPDATED,
  confirmAttendingPhysician: RECORD_UPDATED,
  endAttendingPhysician: RECORD_UPDATED,
  authoriseCareTeam: RECORD_UPDATED,
  changeCareTeam: RECORD_UPDATED,
  withdrawCareTeam: RECORD_UPDATED,
  setOppositions: RECORD_UPDATED,
  changeHolderData: RECORD_UPDATED,
  recordRepresentative: RECORD_UPDATED,
  endRepresentative: RECORD_UPDATED,
  closeDossier: RECORD_UPDATED,
  reactivateDossier: RECORD_UPDATED,
  requestErasure: RECORD_UPDATED,
  eraseDossier: event(RECORD, 'D', interaction('delete')),
  readTraces: LOG_USED,
  exportTraces: EXPORT,
  exportDossier: EXPORT,
  openEmergency: event(ALERT, 'E', dcm('110127', 'Emergency Override Started')),
  endEmergency: event(ALERT, 'E', dcm('110138', 'Emergency Override Stopped')),
  noteEmergency: RECORD_CREATED,
  searchEmergency: SEARCH,
  listDossiers: SEARCH,
  signIn: event(SIGN_IN, 'E', dcm('110122', 'Login')),
  signOut: event(SIGN_IN, 'E', dcm('110123', 'Logout')),
  refuseCommand: event(ALERT, 'E', dcm('110132', 'Use of Restricted Function')),
  refuseUpload: event(ALERT, 'E', dcm('110132', 'Use of Restricted Function')),
  pairBridge: NODE_AUTHENTICATION,
  endPairing: NODE_AUTHENTICATION,
  // by the program itself, after an update
  readAgain: RECORD_READ,
  tellHolder: EXPORT,
  sendNotice: EXPORT,
  printLetter: EXPORT,
  registerPasskey: USER_CHANGED,
  removePasskey: USER_CHANGED,
  importMatrix: event(ALERT, 'U', dcm('110129', 'Security Configuration')),
  grantEntitlement: USER_CHANGED,
  revokeEntitlement: USER_CHANGED,
  askWipe: USER_CHANGED,
  // what a lost device held is destroyed
  confirmWipe: event(ALERT, 'D', dcm('110137', 'User Security Attributes Changed')),
  revokeDevice: USER_CHANGED,
  restoreBackup: event(ALERT, 'U', dcm('110129', 'Security Configuration')),
};
