/** What a professional may ask of a dossier. Names follow IHE where IHE has one. */
export const DOSSIER_ACTIONS = [
  'findDossier', // does this holder have a dossier? (DMP TD0.2)
  'createDossier', // TD1.1
  'consultDossier', // list of documents, ITI-67
  'retrieveDocument', // content of one document, ITI-68
  'provideDocument', // ITI-65
  'grantAuthorisation', // TD0.3
  'withdrawAuthorisation', // TD0.3
  'readTraces', // TD0.9
] as const;
export type DossierAction = (typeof DOSSIER_ACTIONS)[number];

/** Modes of access of the DMP; the code is what stands in traces. */
export const ACCESS_MODES = ['normal'] as const;
export type AccessMode = (typeof ACCESS_MODES)[number];
