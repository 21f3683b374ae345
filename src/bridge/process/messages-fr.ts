import type { Messages } from './messages.ts';

const tries = (left: number | undefined): string =>
  left === undefined
    ? ''
    : left === 1
      ? ' — ATTENTION, dernier essai avant le blocage de la carte'
      : ` (${left} essais)`;

export const french: Messages = {
  program:
    'Le poste passerelle de Relais : prête le lecteur de cartes de ce poste à une tablette ou à un téléphone.',
  options: {
    origin: 'adresse du serveur Relais, telle que dans le navigateur : https://relais.exemple',
    name: 'nom de ce poste, montré sur les appareils associés ; par défaut, celui de l’ordinateur',
    state: 'dossier des clés et des associations de ce poste passerelle',
    readers: 'où chercher les lecteurs : auto, pcsc ou usb',
    config: 'fichier de configuration (JSON)',
    service: 'sans personne devant l’écran : journal en JSON, ni questions ni code saisi ici',
    open: 'ouvrir aussi le lien d’association dans le navigateur de ce poste',
    reset: 'oublier d’abord le serveur, les clés et les associations de ce dossier',
    json: 'écrire une seule valeur JSON, pour les scripts',
  },
  commands: {
    status: 'dire où en est le poste passerelle qui tourne',
    pair: 'donner un lien pour associer un appareil (dix minutes, un seul appareil)',
    pairings: 'lister les appareils associés',
    accept: 'accepter la première connexion d’un appareil, par ses deux chiffres',
    decline: 'refuser la première connexion d’un appareil',
    revoke: 'dissocier un appareil, par son numéro dans la liste',
  },
  arguments: { digits: 'les deux chiffres montrés par l’appareil', number: 'numéro dans la liste' },
  configuration: 'Le poste passerelle ne peut pas démarrer :',
  configProblems: {
    OriginMissing: () => 'l’adresse du serveur manque : --origin https://… ou la variable RELAIS_ORIGIN',
    OriginMalformed: ({ value }) =>
      `« ${value} » n’est pas l’adresse d’un serveur : https, un nom, rien après (http sur ce poste seulement)`,
    ReadersUnknown: ({ value }) =>
      `« ${value} » n’est pas une façon de chercher les lecteurs : auto, pcsc ou usb`,
    NameUnusable: () => 'le nom du poste est vide ou dépasse 80 caractères',
    FileUnreadable: ({ file }) => `${file} ne peut être lu`,
    FileMalformed: ({ file }) =>
      `${file} n’est pas un fichier de configuration : JSON avec origin, name, state, readers`,
  },
  stateErrors: {
    StateUnreadable: ({ file }) =>
      `${file} est abîmé ; « --reset » repart de zéro, les appareils sont à associer de nouveau`,
    StateNotWritable: ({ file }) => `${file} ne peut être écrit`,
    OtherOrigin: ({ origin }) =>
      `ce dossier appartient au serveur ${origin} ; choisir un autre dossier par --state, ou repartir de zéro par --reset`,
  },
  readerProblems: {
    PcscMissing: () =>
      'PC/SC n’est pas utilisable (module « smartcard » absent ou non compilé) : seuls les lecteurs USB libres sont vus.',
    PcscServiceAway: () =>
      'Le service PC/SC ne répond pas (pcscd sous Linux, « Carte à puce » sous Windows).',
    UsbUnavailable: () => 'L’USB de ce poste n’est pas accessible.',
    UsbRefused: ({ reader }) =>
      `${reader} : le système refuse l’accès (règle udev sous Linux, pilote WinUSB sous Windows).`,
    UsbBusy: ({ reader }) => `${reader} : un autre programme tient ce lecteur.`,
  },
  controlErrors: {
    NotRunning: 'Aucun poste passerelle ne tourne avec ce dossier.',
    AlreadyRunning: 'Un poste passerelle tourne déjà avec ce dossier.',
    ControlUnusable:
      'Le poste passerelle n’a pas compris, ou son dossier a un chemin trop long pour une socket.',
    ServerAway: 'Le serveur ne peut être joint ; réessayer quand le poste passerelle est connecté.',
    NothingWaits: 'Aucune connexion n’attend avec ces deux chiffres.',
    NoSuchPairing: 'Aucun appareil associé ne porte ce numéro.',
    NoSuchCard: 'Aucune carte de démonstration ne porte ce nom.',
    NoCards: 'Les cartes de démonstration ne peuvent être lues sur le serveur.',
    UnknownCommand: 'Le poste passerelle qui tourne ne connaît pas cette commande.',
  },
  unexpected: 'Une erreur inattendue est survenue',
  welcome: (origin, name) => `Relais passerelle « ${name} » pour ${origin}`,
  keys: 'Touches : p associer un appareil · l liste des appareils · q quitter',
  server: {
    connecting: 'Connexion au serveur…',
    listening: 'Connecté au serveur.',
    away: 'Le serveur ne répond pas ; nouvel essai dans quelques secondes.',
    otherInstance:
      'À cette adresse répond un AUTRE serveur que celui des débuts : rien n’est fait avec lui. S’il a été réinstallé, relancer avec --reset.',
    otherVersion: 'Le serveur est d’une autre version : mettre le poste passerelle à jour.',
  },
  reader: (reader, cardPresent) =>
    reader === null
      ? 'Aucun lecteur.'
      : `Lecteur : ${reader}, ${cardPresent ? 'carte présente' : 'pas de carte'}.`,
  notices: {
    offered: () => undefined,
    offerEnded: () => 'Le lien d’association n’est plus valable.',
    paired: ({ appName, digits }) => `« ${appName} » est associé. Ses deux chiffres : ${digits}.`,
    pairingEnded: ({ appName, by }) =>
      ({
        bridge: `« ${appName} » est dissocié.`,
        app: `« ${appName} » s’est dissocié.`,
        disuse: `« ${appName} » est dissocié : il n’a pas servi depuis deux mois.`,
      })[by],
    refused: ({ because }) =>
      ({
        origin: 'Refusé : un appareil d’une autre adresse.',
        version: 'Refusé : un appareil d’une autre version.',
        unknownApp: 'Refusé : un appareil qui n’est pas, ou plus, associé.',
        pairing: 'Refusé : un lien d’association déjà utilisé ou trop ancien.',
        frame: 'Refusé : un message abîmé.',
      })[because],
    served: () => undefined,
    approvalAsked: () => undefined,
    approvalEnded: ({ outcome }) =>
      ({ accepted: 'Accepté.', declined: 'Refusé.', timeout: 'Personne n’a répondu : refusé.' })[outcome],
    lastTry: () => 'ATTENTION : il reste un seul essai avant le blocage de la carte.',
  },
  offer: (link, until) => [
    'Associer un appareil : viser ce code avec son appareil photo,',
    `ou ouvrir ce lien sur l’appareil (valable jusqu’à ${until}, une seule fois) :`,
    link,
  ],
  noOffer: 'Le serveur ne peut être joint : pas de lien pour l’instant.',
  pin: (appName, left) =>
    `Code de la carte, pour « ${appName} »${tries(left)}, puis Entrée (Échap renonce) : `,
  pinTaken: '(saisi)',
  acceptQuestion: (appName, digits) =>
    `« ${appName} » veut se connecter avec la carte de ce lecteur. Montre-t-il les chiffres ${digits} ? Accepter ? [o/n] `,
  yesKeys: 'oOyY',
  noKeys: 'nN',
  pairing: ({ number, appName, pairedOn, usedOn, accepted, inUse }) =>
    `${number}. ${appName}, associé le ${pairedOn}, servi le ${usedOn}${accepted ? '' : ', première connexion à accepter'}${inUse ? ', en cours' : ''}`,
  noPairing: 'Aucun appareil n’est associé.',
  revoked: (appName) => `« ${appName} » est dissocié.`,
  answered: { accept: 'Accepté.', decline: 'Refusé.' },
  waiting: (appName, digits) => `« ${appName} » attend d’être accepté (chiffres ${digits}).`,
  stopped: 'Poste passerelle arrêté.',
  locale: 'fr-FR',
  usage: {
    help: 'afficher cette aide',
    titles: {
      'Usage:': 'Utilisation :',
      'Arguments:': 'Arguments :',
      'Options:': 'Options :',
      'Global Options:': 'Options générales :',
      'Commands:': 'Commandes :',
    },
    errors: {
      'commander.unknownCommand': (name) => `commande inconnue : ${name}`,
      'commander.unknownOption': (name) => `option inconnue : ${name}`,
      'commander.missingArgument': (name) => `argument manquant : ${name}`,
      'commander.optionMissingArgument': (name) => `valeur manquante pour l’option : ${name}`,
      'commander.excessArguments': () => 'trop d’arguments, ou commande inconnue',
    },
  },
};
