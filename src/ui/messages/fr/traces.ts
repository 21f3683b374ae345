import type { TraceSentences } from '#ui/dossier/trace-words.ts';

const doc = (title: string | undefined): string =>
  title === undefined ? 'un document' : `«\u00a0${title}\u00a0»`;

/** One sentence per act: what follows the name of who did it. */
const sentences: TraceSentences = {
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
};

/** Why an act was allowed or refused, after «Accès permis :» or «Refusé :». */
const because: Readonly<Record<string, string>> = {
  anyProfessional: 'tout professionnel de santé peut le faire',
  authorised: 'autorisation du titulaire en cours',
  feeding: 'tout professionnel peut alimenter le dossier',
  ownDocument: 'document qu’il a lui-même déposé',
  holderPresent: 'titulaire présent',
  dossierAbsent: 'le dossier n’existait pas encore',
  profession: 'profession non habilitée',
  blocked: 'bloqué par le titulaire',
  dossierExists: 'le dossier existait déjà',
  dossierClosed: 'le dossier est fermé',
  notAuthorised: 'sans autorisation du titulaire',
  authorisationExpired: 'autorisation de plus d’un an',
  hidden: 'document masqué',
  deleted: 'document supprimé',
  card: 'connexion par carte CPS',
  asked: 'à sa demande',
  malformed: 'écriture mal formée',
  signatureInvalid: 'signature invalide',
  authorMismatch: 'auteur et appareil ne concordent pas',
  numberReused: 'numéro d’écriture déjà utilisé',
  insCInvalid: 'identifiant invalide',
  stepsIncomplete: 'étapes de création incomplètes',
  brochureUnknown: 'version de brochure inconnue',
  typeUnknown: 'type de document inconnu',
  contentMissing: 'contenu manquant',
  contentMismatch: 'contenu différent de l’annonce',
  contentUnreadable: 'contenu illisible',
  identityMismatch: 'identité différente de celle du titulaire',
  documentExists: 'document déjà présent',
  professionalUnknown: 'professionnel inconnu',
  linkTaken: 'par le lien affiché au poste passerelle',
  byApp: 'demandé depuis l’appareil',
  byBridge: 'demandé au poste passerelle',
  byOperator: 'demandé par l’exploitant',
  unused: 'inutilisé pendant soixante jours',
};

/** Texts of «who has seen what». */
export const traces = {
  title: 'Qui a vu quoi',
  lead: 'Chaque lecture, écriture ou refus laisse ici une trace ; en changer ou en effacer une se verrait.',
  list: 'Traces du dossier',
  loading: 'Lecture des traces…',
  more: 'Voir les traces plus anciennes',
  end: 'Vous êtes au début du dossier.',
  empty: 'Aucune trace à montrer',
  refresh: 'Actualiser',
  offline: 'Les traces se lisent sur le serveur',
  offlineText: 'Elles ne sont pas gardées sur l’appareil. Revenez ici quand le réseau sera là.',
  unknownActor: 'Personne non nommée',
  me: '(vous)',
  deviceTime: (moment: string) => `Fait ${moment} selon l’appareil, reçu plus tard`,
  allowed: (why: string) => `Permis : ${why}`,
  refused: (why: string) => `Refusé : ${why}`,
  refusedMark: 'Refusé',
  rule: (reference: string) => `Règle ${reference}`,
  forAnother: {
    grantAuthorisation: (id: string) => `a autorisé le professionnel n° ${id} à consulter le dossier`,
    withdrawAuthorisation: (id: string) => `a retiré son autorisation au professionnel n° ${id}`,
  },
  vitaleRead: (moment: string) => `Carte Vitale lue le ${moment}`,
  reason: (text: string) => `Raison donnée : «\u00a0${text}\u00a0»`,
  brochure: (version: string) => `Brochure remise : version ${version}`,
  emergency: (breakGlass: boolean, dispatchCentre: boolean) =>
    `Bris de glace ${breakGlass ? 'accepté' : 'refusé'} ; centre 15 ${dispatchCentre ? 'accepté' : 'refusé'}`,
  position: (position: number) => `Trace n° ${position}`,
  sentences,
  because,
};
