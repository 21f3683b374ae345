import { counted } from '../counted.ts';

/** The visit round: its page, and what the list of dossiers says of it. */
export const round = {
  title: 'Tournée',
  lead: (day: string) => `Les dossiers à emporter le ${day}.`,
  visits: 'Visites du jour',
  none: 'Aucun dossier choisi',
  noneText: 'Choisissez les dossiers à emporter. L’ordre est celui des visites.',
  choose: 'Choisir des dossiers',
  search: 'Chercher par nom ou date de naissance',
  nothingFound: 'Aucun dossier pour cette recherche.',
  allChosen: 'Tous vos dossiers sont dans la tournée.',
  add: (name: string) => `Ajouter ${name}`,
  remove: (name: string) => `Retirer ${name} de la tournée`,
  up: (name: string) => `Monter ${name}`,
  down: (name: string) => `Descendre ${name}`,
  added: (names: readonly string[]) =>
    names.length === 1 ? `${names[0]} est dans la tournée` : `${names.length} dossiers ajoutés à la tournée`,
  removed: (name: string) => `${name} n’est plus dans la tournée`,
  movedTo: (name: string, place: number) => `${name}\u00a0: visite n° ${place}`,
  takenBack: 'La tournée est comme avant',
  before: (day: string, count: number) =>
    `Reprendre la tournée du ${day} (${counted(count, 'dossier', 'dossiers')})`,
  usual: 'Patients habituels',
  others: 'Autres dossiers',
  unnamed: 'Dossier à récupérer',
  unnamedText: 'Son nom s’affichera quand il sera sur cet appareil.',
  onServerProblem:
    'La liste des dossiers du serveur ne se lit pas pour l’instant\u00a0: seuls ceux de cet appareil sont proposés.',
  here: 'Complet',
  partly: 'À compléter',
  notHere: 'À récupérer',
  closed: 'Ne vous est plus ouvert',
  prepare: 'Préparer la tournée',
  renew: 'Actualiser avant de partir',
  goOn: 'Reprendre maintenant',
  cancel: 'Arrêter',
  reckoning: 'Calcul de ce qui manque…',
  lacking: (contents: number, bytes: string) =>
    `À récupérer\u00a0: ${counted(contents, 'document', 'documents')}, ${bytes}.`,
  unknown: (count: number) =>
    count === 1
      ? 'Un dossier n’est pas encore ici\u00a0: sa taille sera connue une fois sa liste reçue.'
      : `${count} dossiers ne sont pas encore ici\u00a0: leur taille sera connue une fois leurs listes reçues.`,
  free: (bytes: string) => `Place libre sur cet appareil\u00a0: ${bytes}.`,
  lists: (done: number, total: number) => `Listes des dossiers\u00a0: ${done} sur ${total}`,
  contents: (done: number, total: number) => `Documents\u00a0: ${done} sur ${total}`,
  running: 'Préparation en cours',
  runningText: 'Vous pouvez quitter cette page\u00a0; gardez l’appareil déverrouillé.',
  waiting: 'Le réseau s’est interrompu',
  waitingText: 'Ce qui est reçu est gardé. La préparation reprend seule dès que le serveur répond.',
  noRoom: 'Pas assez de place sur cet appareil',
  noRoomText: (needed: string, free: string) =>
    `Il faut ${needed}, il reste ${free}. Rien n’a été récupéré en plus. Retirez des dossiers de la tournée, ou libérez de la place, puis recommencez.`,
  failed: (count: number) =>
    count > 0
      ? `${counted(count, 'document n’a pas été reçu', 'documents n’ont pas été reçus')}`
      : 'Un dossier n’a pas été reçu',
  failedText: 'Le reste est là. Recommencez avant de partir.',
  ready: 'Prêt pour la route',
  readyText: (moment: string) => `Tout s’ouvre sans réseau, jusqu’au ${moment}.`,
  leaving: (count: number) =>
    count === 1 ? 'Un dossier va quitter cet appareil' : `${count} dossiers vont quitter cet appareil`,
  leavingText: (names: string, moment: string) =>
    `${names}\u00a0: au plus tôt le ${moment}. Connectez-vous au serveur et ouvrez-les, ou préparez la tournée, pour les garder. Ce que vous avez écrit et pas encore envoyé ne part jamais.`,
  left: (count: number) =>
    count === 1 ? 'Un dossier a quitté cet appareil' : `${count} dossiers ont quitté cet appareil`,
  leftText:
    'Leur durée de garde sans contact avec le serveur était passée. Rien de ce que vous avez écrit n’est perdu\u00a0; ouvrez-les à nouveau quand le serveur répond.',
  card: 'Tournée du jour',
  cardNone: 'Emportez les dossiers du jour\u00a0: tout s’ouvre sans réseau.',
  cardVisits: (count: number) => counted(count, 'dossier dans la tournée', 'dossiers dans la tournée'),
  cardOpen: 'Voir la tournée',
  cardPrepare: 'Préparer ma tournée',
  pending: 'À créer',
  pendingTitle: 'Créés sans réseau',
  pendingRefused: 'Création refusée',
  pendingDocuments: (count: number) => counted(count, 'document en attente', 'documents en attente'),
  news: (count: number) => counted(count, 'nouveau document', 'nouveaux documents'),
  map: 'Ouvrir dans les cartes\u00a0: ',
  addFor: (name: string) => `Ajouter pour ${name}`,
  addWhat: { care: 'Mesures', capture: 'Photo', note: 'Note' },
  forWhom: (name: string) => `pour ${name}`,
  recent: 'Ouverts récemment',
  openedAt: (moment: string) => `ouvert\u00a0: ${moment}`,
  road: {
    battery: (percent: number) => `Batterie faible\u00a0: ${percent}\u00a0%`,
    batteryText: 'Ce que vous écrivez est gardé à mesure. Branchez la tablette dès que possible.',
    storage: (free: string) => `Place presque épuisée\u00a0: il reste ${free}`,
    storageText:
      'Une photo pourrait ne plus tenir. Envoyez ce qui attend, ou retirez des dossiers de l’appareil.',
    storageLink: 'Voir la place',
    lacking: (count: number) =>
      counted(
        count,
        'dossier de la tournée n’est pas complet ici',
        'dossiers de la tournée ne sont pas complets ici',
      ),
    lackingText: 'Préparez la tournée tant que le réseau est là.',
    lackingOffline: 'Leurs documents manquants s’ouvriront quand le réseau reviendra.',
    lackingLink: 'Préparer la tournée',
    refused: (count: number) => counted(count, 'envoi refusé', 'envois refusés'),
    refusedText: 'Le serveur ne l’a pas pris\u00a0; tout est gardé ici. Voyez pourquoi et quoi faire.',
    waiting: (count: number) => counted(count, 'élément attend l’envoi', 'éléments attendent l’envoi'),
    waitingOnline: 'L’envoi se fait de lui-même.',
    waitingOffline: 'L’envoi se fera de lui-même quand le serveur répondra.',
    waitingLink: 'Voir les envois',
  },
};
