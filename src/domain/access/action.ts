/** What may be asked of a dossier. Names follow IHE where IHE has one; the comment names the DMP transaction. */
export const DOSSIER_ACTIONS = [
  'findDossier', // does this holder have a dossier? (TD0.2)
  'createDossier', // TD1.1
  'reactivateDossier', // TD1.2
  'closeDossier', // TD1.4
  'requestErasure', // R1111-36
  'exportDossier', // portability, for the holder or a representative
  'openEmergency', // begin an access in the mode of the question
  'consultDossier', // list of documents, ITI-67
  'retrieveDocument', // content of one document, ITI-68
  'provideDocument', // ITI-65
  'replaceDocument', // TD2.1b, RPLC
  'archiveDocument', // TD3.3d, and back
  'deleteDocument', // TD3.3c
  'maskDocument', // TD3.3a, to professionals
  'unmaskDocument', // TD3.3a
  'revealToHolder', // TD3.3b
  'revealToRepresentatives', // TD3.3b
  'grantAuthorisation', // TD0.3, of a professional or a care team
  'withdrawAuthorisation', // TD0.3, and blocking
  'declareAttendingPhysician', // TD0.3
  'confirmAttendingPhysician', // the second confirmation, before masked documents open
  'readRights', // who may, since when, until when
  'changeOppositions', // TD1.3b
  'changeCareTeam', // the members of an authorised team
  'readHolderData', // TD1.3a
  'changeHolderData', // TD1.3b, representatives among them
  'readTraces', // TD0.9
  'readNotices', // the inbox
  'printLetter', // notices to holders without an address for e-mail
] as const;
export type DossierAction = (typeof DOSSIER_ACTIONS)[number];

/** Modes of access of the DMP; the code is what stands in traces. */
export const ACCESS_MODES = ['normal', 'bris_de_glace', 'centre_15'] as const;
export type AccessMode = (typeof ACCESS_MODES)[number];
/** The two modes that need no authorisation: opened one by one, for a time. */
export type EmergencyMode = Exclude<AccessMode, 'normal'>;
