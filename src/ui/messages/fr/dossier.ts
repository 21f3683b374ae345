import { counted } from '../counted.ts';
import { addDocument } from './add-document.ts';
import { creation } from './creation.ts';
import { rights } from './rights.ts';
import { search } from './search.ts';
import { timeline } from './timeline.ts';
import { traces } from './traces.ts';
import { viewer } from './viewer.ts';
import { vitale } from './vitale.ts';
import { words } from './words.ts';

/** Texts of the screens of a dossier: reading the Vitale, creation, documents, traces. */
export const dossier = {
  words,
  readVitale: 'Lire la carte Vitale',
  title: 'Documents du dossier',
  toDossiers: 'Dossiers',
  toDocuments: 'Documents',
  opening: 'Ouverture du dossier…',
  locked: 'Cet appareil est verrouillé',
  lockedText: 'Déverrouillez-le pour lire ce dossier.',
  unlock: 'Déverrouiller',
  signIn: 'Se connecter',
  signInText: 'Connectez-vous avec votre carte CPS pour lire ce dossier.',
  closed: 'Ce dossier est fermé',
  closedText: 'Il reste lisible ici, mais aucun document ne peut plus y être ajouté.',
  add: 'Ajouter un document',
  traceLink: 'Qui a vu quoi',
  refresh: 'Actualiser',
  syncedAt: (moment: string) => `Synchronisé à ${moment}`,
  syncedOn: (moment: string) => `Synchronisé le ${moment}`,
  authorisedUntil: (date: string) => `Autorisation jusqu’au ${date}`,
  pin: 'Garder sur cet appareil',
  pinned: 'Gardé sur cet appareil',
  pinning: 'Réception des documents…',
  pinDone: 'Dossier gardé sur cet appareil\u00a0: ses documents s’ouvriront sans réseau.',
  unpinTitle: 'Retirer ce dossier de l’appareil\u00a0?',
  unpinText:
    'Ses documents seront effacés d’ici et resteront sur le serveur. Pour les relire, il faudra le réseau. Ce qui attend d’être envoyé est conservé.',
  unpinConfirm: 'Retirer de l’appareil',
  unpinned: 'Dossier retiré de cet appareil',
  unstarred: 'Document retiré des favoris',
  transfers: 'Transferts en cours',
  up: (title: string) => `Envoi\u00a0: ${title}`,
  down: (title: string) => `Réception\u00a0: ${title}`,
  stop: 'Arrêter',
  stopped: 'Transfert arrêté. Ce qui attendait d’être envoyé attend toujours.',
  filter: {
    classes: 'Genres de documents',
    all: 'Tous',
    noClass: 'Sans genre',
    found: (count: number) =>
      counted(count, 'document affiché', 'documents affichés', 'aucun document affiché'),
    nothing: 'Aucun document ne correspond',
    nothingText: 'Choisissez un autre genre ou une autre période.',
    reset: 'Tout afficher',
  },
  empty: 'Ce dossier ne contient pas encore de document',
  emptyText: 'Le premier que vous ajoutez apparaîtra ici, même sans réseau.',
  list: 'Documents',
  by: (name: string) => `par ${name}`,
  depositedBy: (name: string) => `déposé par ${name}`,
  me: 'vous',
  mediaType: {
    'application/pdf': 'PDF',
    'image/jpeg': 'photo JPEG',
    'image/png': 'image PNG',
    'text/plain': 'texte',
    'text/xml': 'CDA',
  },
  state: {
    waiting: 'En attente d’envoi',
    refused: (why: string) => `Refusé\u00a0: ${why}`,
    deprecated: 'Ancienne version',
    archived: 'Archivé',
    deleted: 'Supprimé',
    hiddenFromProfessionals: 'Masqué aux professionnels',
    hiddenFromHolder: 'Non visible du patient',
    hiddenFromRepresentatives: 'Non visible des représentants légaux',
    holder: 'Du patient',
    identityException: 'Identité à vérifier',
  },
  choose: 'Choisissez un document',
  chooseText: 'Il s’ouvre ici, à côté de la liste.',
  acts: 'Autres actions',
  tabs: {
    label: 'Vues du dossier',
    summary: 'Synthèse',
    documents: (count: number) => `Documents (${count})`,
    results: 'Résultats',
  },
  emergencyView: {
    night: 'Nuit',
    day: 'Jour',
    callContact: (name: string) => `Appeler ${name}`,
    callPhysician: (name: string) => `Médecin traitant\u00a0: ${name}`,
  },
  declared: {
    title: 'Déclarés dans le dossier',
    physician: (name: string) => `Médecin traitant\u00a0: ${name}`,
    call: (name: string) => `Appeler ${name}`,
  },
  vitale,
  creation,
  search,
  timeline,
  viewer,
  addDocument,
  rights,
  traces,
};

export type DossierTexts = typeof dossier;
