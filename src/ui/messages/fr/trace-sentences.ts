import type { TraceSentences } from '#ui/dossier/trace-words.ts';

const doc = (title: string | undefined): string =>
  title === undefined ? 'un document' : `«\u00a0${title}\u00a0»`;

/** One sentence per act: what follows the name of who did it. */
export const sentences: TraceSentences = {
  informHolder: {
    done: () => 'a informé la personne et remis la brochure',
    refused: () => 'n’a pas pu noter l’information',
  },
  collectConsent: {
    done: () => 'a recueilli le consentement',
    refused: () => 'n’a pas pu noter le consentement',
  },
  identifyHolder: {
    done: () => 'a identifié la personne par sa carte Vitale',
    refused: () => 'n’a pas pu noter l’identification',
  },
  createDossier: { done: () => 'a créé le dossier', refused: () => 'a voulu créer le dossier' },
  findDossier: {
    done: () => 'a cherché si ce dossier existe',
    refused: () => 'n’a pas pu chercher si ce dossier existe',
  },
  consultDossier: {
    done: () => 'a consulté la liste des documents',
    refused: () => 'a voulu consulter le dossier, sans y être autorisé',
  },
  syncDossier: {
    done: () => 'a ouvert le dossier et reçu ses nouveautés',
    refused: () => 'a voulu ouvrir le dossier, sans y être autorisé',
  },
  retrieveDocument: {
    done: (title) => `a lu ${doc(title)}`,
    refused: (title) => `a voulu lire ${doc(title)}, sans y être autorisé`,
  },
  recordAccess: {
    done: (title) =>
      title === undefined
        ? 'a consulté le dossier hors ligne'
        : `a lu «\u00a0${title}\u00a0» sur son appareil`,
    refused: () => 'a signalé une lecture hors ligne qui n’était plus permise',
  },
  provideDocument: {
    done: (title) => `a ajouté ${doc(title)}`,
    refused: (title) => `a voulu ajouter ${doc(title)}`,
  },
  grantAuthorisation: {
    done: () => 'a été autorisé à consulter le dossier',
    refused: () => 'n’a pas pu être autorisé',
  },
  withdrawAuthorisation: {
    done: () => 'n’est plus autorisé à consulter le dossier',
    refused: () => 'n’a pas pu retirer une autorisation',
  },
  readTraces: {
    done: () => 'a lu les traces du dossier',
    refused: () => 'a voulu lire les traces, sans y être autorisé',
  },
  listDossiers: {
    done: () => 'a demandé la liste de ses dossiers',
    refused: () => 'n’a pas pu demander la liste de ses dossiers',
  },
  signIn: { done: () => 's’est connecté', refused: () => 'n’a pas pu se connecter' },
  signOut: { done: () => 's’est déconnecté', refused: () => 'n’a pas pu se déconnecter' },
  refuseCommand: {
    done: () => 'a envoyé une écriture refusée',
    refused: () => 'a envoyé une écriture refusée',
  },
  refuseUpload: { done: () => 'a envoyé un fichier refusé', refused: () => 'a envoyé un fichier refusé' },
  pairBridge: {
    done: () => 'a appairé un appareil et un poste passerelle',
    refused: () => 'n’a pas pu appairer un poste passerelle',
  },
  endPairing: {
    done: () => 'a mis fin à un appairage',
    refused: () => 'n’a pas pu mettre fin à un appairage',
  },
  openEmergency: {
    done: () => 'a ouvert le dossier en urgence',
    refused: () => 'a voulu ouvrir le dossier en urgence',
  },
  endEmergency: {
    done: () => 'a mis fin à son accès d’urgence',
    refused: () => 'n’a pas pu mettre fin à son accès d’urgence',
  },
  noteEmergency: {
    done: () => 'a écrit à quoi son accès d’urgence a servi',
    refused: () => 'a voulu écrire sur un accès d’urgence qui n’est pas le sien',
  },
  searchEmergency: {
    done: () => 'a cherché une personne en urgence, sans résultat',
    refused: () => 'a voulu chercher une personne en urgence',
  },
  blockProfessional: {
    done: () => 'a bloqué un professionnel, à la demande du titulaire',
    refused: () => 'n’a pas pu bloquer un professionnel',
  },
  unblockProfessional: {
    done: () => 'a débloqué un professionnel, à la demande du titulaire',
    refused: () => 'n’a pas pu débloquer un professionnel',
  },
  declareAttendingPhysician: {
    done: () => 'a été déclaré médecin traitant',
    refused: () => 'n’a pas pu être déclaré médecin traitant',
  },
  confirmAttendingPhysician: {
    done: () => 'a été confirmé médecin traitant\u00a0: les documents masqués lui sont ouverts',
    refused: () => 'n’a pas pu être confirmé médecin traitant',
  },
  endAttendingPhysician: {
    done: () => 'a mis fin à la déclaration du médecin traitant',
    refused: () => 'n’a pas pu mettre fin à la déclaration du médecin traitant',
  },
  authoriseCareTeam: {
    done: () => 'a autorisé une équipe de soins',
    refused: () => 'n’a pas pu autoriser une équipe de soins',
  },
  changeCareTeam: {
    done: () => 'a changé les membres d’une équipe de soins',
    refused: () => 'n’a pas pu changer une équipe de soins',
  },
  withdrawCareTeam: {
    done: () => 'a retiré l’autorisation d’une équipe de soins',
    refused: () => 'n’a pas pu retirer l’autorisation d’une équipe',
  },
  setOppositions: {
    done: () => 'a noté les choix du titulaire pour l’urgence',
    refused: () => 'n’a pas pu noter les choix du titulaire pour l’urgence',
  },
  changeHolderData: {
    done: () => 'a mis à jour les coordonnées',
    refused: () => 'n’a pas pu mettre à jour les coordonnées',
  },
  recordRepresentative: {
    done: () => 'a enregistré un représentant légal',
    refused: () => 'n’a pas pu enregistrer un représentant légal',
  },
  endRepresentative: {
    done: () => 'a retiré un représentant légal',
    refused: () => 'n’a pas pu retirer un représentant légal',
  },
  closeDossier: {
    done: () => 'a fermé le dossier, à la demande du titulaire',
    refused: () => 'n’a pas pu fermer le dossier',
  },
  reactivateDossier: {
    done: () => 'a rouvert le dossier avec un nouveau consentement',
    refused: () => 'n’a pas pu rouvrir le dossier',
  },
  requestErasure: {
    done: () => 'a demandé l’effacement du dossier, pour le titulaire',
    refused: () => 'n’a pas pu demander l’effacement',
  },
  eraseDossier: {
    done: () => 'a effacé le contenu du dossier',
    refused: () => 'n’a pas pu effacer le contenu du dossier',
  },
  exportDossier: {
    done: () => 'a remis une copie du dossier',
    refused: () => 'n’a pas pu remettre une copie du dossier',
  },
  exportTraces: {
    done: () => 'a exporté les traces',
    refused: () => 'a voulu exporter les traces, sans y être autorisé',
  },
  replaceDocument: {
    done: (title) => `a remplacé ${doc(title)}`,
    refused: (title) => `a voulu remplacer ${doc(title)}`,
  },
  archiveDocument: {
    done: (title) => `a archivé ${doc(title)}`,
    refused: (title) => `a voulu archiver ${doc(title)}`,
  },
  unarchiveDocument: {
    done: (title) => `a sorti des archives ${doc(title)}`,
    refused: (title) => `a voulu sortir des archives ${doc(title)}`,
  },
  deleteDocument: {
    done: (title) => `a supprimé ${doc(title)}`,
    refused: (title) => `a voulu supprimer ${doc(title)}`,
  },
  maskDocument: {
    done: (title) => `a masqué aux professionnels ${doc(title)}`,
    refused: (title) => `a voulu masquer ${doc(title)}`,
  },
  unmaskDocument: {
    done: (title) => `a démasqué ${doc(title)}`,
    refused: (title) => `a voulu démasquer ${doc(title)}`,
  },
  revealToHolder: {
    done: (title) => `a rendu visible au titulaire ${doc(title)}`,
    refused: (title) => `a voulu rendre visible au titulaire ${doc(title)}`,
  },
  revealToRepresentatives: {
    done: (title) => `a rendu visible aux représentants légaux ${doc(title)}`,
    refused: (title) => `a voulu rendre visible aux représentants légaux ${doc(title)}`,
  },
  readAgain: {
    done: (title) => `a relu ${doc(title)} avec une version plus récente du programme`,
    refused: (title) => `n’a pas pu relire ${doc(title)}`,
  },
  tellHolder: {
    done: () => 'a prévenu le titulaire qu’une nouveauté l’attend',
    refused: () => 'n’a pas pu prévenir le titulaire',
  },
  sendNotice: {
    done: () => 'a envoyé un avis au titulaire',
    refused: () => 'n’a pas pu envoyer un avis au titulaire',
  },
  printLetter: {
    done: () => 'a imprimé un avis au titulaire',
    refused: () => 'a voulu imprimer un avis, sans y être habilité',
  },
  registerPasskey: {
    done: () => 'a enregistré une clé d’accès',
    refused: () => 'n’a pas pu enregistrer une clé d’accès',
  },
  removePasskey: {
    done: () => 'a retiré une clé d’accès',
    refused: () => 'n’a pas pu retirer une clé d’accès',
  },
  importMatrix: {
    done: () => 'a chargé une matrice d’habilitation',
    refused: () => 'n’a pas pu charger une matrice d’habilitation',
  },
  grantEntitlement: {
    done: () => 'a habilité un professionnel',
    refused: () => 'n’a pas pu habiliter un professionnel',
  },
  revokeEntitlement: {
    done: () => 'a retiré une habilitation',
    refused: () => 'n’a pas pu retirer une habilitation',
  },
  askWipe: {
    done: () => 'a demandé l’effacement d’un appareil',
    refused: () => 'n’a pas pu faire effacer un appareil',
  },
  confirmWipe: {
    done: () => 'a effacé ce qu’un appareil perdu contenait',
    refused: () => 'n’a pas pu effacer ce qu’un appareil perdu contenait',
  },
  revokeDevice: { done: () => 'a révoqué un appareil', refused: () => 'n’a pas pu révoquer un appareil' },
  restoreBackup: {
    done: () => 'a restauré une sauvegarde',
    refused: () => 'n’a pas pu restaurer une sauvegarde',
  },
};
