import type { AccessMode } from '#domain/access/action.ts';
import type { DocumentStatus } from '#domain/dossier/document-entry.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import type { RepresentativeRole } from '#domain/rights/representative.ts';

/** French, then English: the page of the export shows both. */
export type Words = readonly [fr: string, en: string];

export const ACT_WORDS: Readonly<Record<TraceAct, Words>> = {
  informHolder: ['Information du titulaire', 'Holder informed'],
  collectConsent: ['Recueil du consentement', 'Consent collected'],
  identifyHolder: ['Identification par la carte Vitale', 'Identified by the Vitale card'],
  createDossier: ['Création du dossier', 'Record created'],
  findDossier: ['Recherche du dossier', 'Record looked up'],
  consultDossier: ['Consultation de la liste', 'List consulted'],
  syncDossier: ['Ouverture du dossier', 'Record opened'],
  retrieveDocument: ['Lecture d’un document', 'Document read'],
  recordAccess: ['Lecture sans réseau', 'Read without network'],
  provideDocument: ['Ajout d’un document', 'Document added'],
  grantAuthorisation: ['Autorisation donnée', 'Authorisation granted'],
  withdrawAuthorisation: ['Autorisation retirée', 'Authorisation withdrawn'],
  readTraces: ['Lecture des traces', 'Traces read'],
  listDossiers: ['Liste de dossiers', 'Records listed'],
  signIn: ['Connexion', 'Signed in'],
  signOut: ['Déconnexion', 'Signed out'],
  refuseCommand: ['Écriture refusée', 'Write refused'],
  refuseUpload: ['Fichier refusé', 'File refused'],
  pairBridge: ['Appairage', 'Paired'],
  endPairing: ['Fin d’appairage', 'Pairing ended'],
  openEmergency: ['Ouverture en urgence', 'Opened in an emergency'],
  endEmergency: ['Fin de l’accès d’urgence', 'Emergency access ended'],
  noteEmergency: ['Explication d’un accès d’urgence', 'Emergency access explained'],
  searchEmergency: ['Recherche en urgence', 'Searched in an emergency'],
  blockProfessional: ['Professionnel bloqué', 'Professional blocked'],
  unblockProfessional: ['Professionnel débloqué', 'Professional unblocked'],
  declareAttendingPhysician: ['Médecin traitant déclaré', 'Attending physician declared'],
  confirmAttendingPhysician: ['Médecin traitant confirmé', 'Attending physician confirmed'],
  endAttendingPhysician: ['Fin du médecin traitant', 'Attending physician ended'],
  authoriseCareTeam: ['Équipe de soins autorisée', 'Care team authorised'],
  changeCareTeam: ['Équipe de soins modifiée', 'Care team changed'],
  withdrawCareTeam: ['Équipe de soins retirée', 'Care team withdrawn'],
  setOppositions: ['Choix pour l’urgence', 'Choices for emergencies'],
  changeHolderData: ['Coordonnées modifiées', 'Contact data changed'],
  recordRepresentative: ['Représentant légal enregistré', 'Representative recorded'],
  endRepresentative: ['Représentant légal retiré', 'Representative ended'],
  closeDossier: ['Fermeture du dossier', 'Record closed'],
  reactivateDossier: ['Réouverture du dossier', 'Record reactivated'],
  requestErasure: ['Demande d’effacement', 'Erasure requested'],
  eraseDossier: ['Effacement', 'Erased'],
  exportDossier: ['Copie du dossier', 'Record exported'],
  exportTraces: ['Export des traces', 'Traces exported'],
  replaceDocument: ['Document remplacé', 'Document replaced'],
  archiveDocument: ['Document archivé', 'Document archived'],
  unarchiveDocument: ['Document désarchivé', 'Document unarchived'],
  deleteDocument: ['Document supprimé', 'Document deleted'],
  maskDocument: ['Document masqué aux professionnels', 'Document hidden from professionals'],
  unmaskDocument: ['Document démasqué', 'Document no longer hidden'],
  revealToHolder: ['Rendu visible au titulaire', 'Made visible to the holder'],
  revealToRepresentatives: ['Rendu visible aux représentants', 'Made visible to representatives'],
  tellHolder: ['Titulaire prévenu', 'Holder told'],
  sendNotice: ['Avis envoyé', 'Notice sent'],
  printLetter: ['Avis imprimé', 'Notice printed'],
  registerPasskey: ['Clé d’accès enregistrée', 'Passkey registered'],
  removePasskey: ['Clé d’accès retirée', 'Passkey removed'],
  importMatrix: ['Matrice d’habilitation chargée', 'Entitlement matrix loaded'],
  grantEntitlement: ['Habilitation donnée', 'Entitlement granted'],
  revokeEntitlement: ['Habilitation retirée', 'Entitlement revoked'],
};

export const MODE_WORDS: Readonly<Record<AccessMode, Words>> = {
  normal: ['Accès normal', 'Normal access'],
  bris_de_glace: ['Bris de glace', 'Break-glass'],
  centre_15: ['Centre 15', 'Dispatch centre'],
};

export const STATUS_WORDS: Readonly<Record<DocumentStatus, Words>> = {
  current: ['Courant', 'Current'],
  deprecated: ['Ancienne version', 'Former version'],
  archived: ['Archivé', 'Archived'],
  deleted: ['Supprimé', 'Deleted'],
};

export const ROLE_WORDS: Readonly<Record<RepresentativeRole, Words>> = {
  mother: ['Mère', 'Mother'],
  father: ['Père', 'Father'],
  stepMother: ['Belle-mère', 'Stepmother'],
  stepFather: ['Beau-père', 'Stepfather'],
  grandMother: ['Grand-mère', 'Grandmother'],
  grandFather: ['Grand-père', 'Grandfather'],
  greatGrandMother: ['Arrière-grand-mère', 'Great-grandmother'],
  greatGrandFather: ['Arrière-grand-père', 'Great-grandfather'],
  aunt: ['Tante', 'Aunt'],
  uncle: ['Oncle', 'Uncle'],
  sister: ['Sœur', 'Sister'],
  brother: ['Frère', 'Brother'],
  guardian: ['Tuteur', 'Guardian'],
};
