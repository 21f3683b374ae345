/** Texts of the reading of a code by camera or hand scanner. */
export const scan = {
  label: 'Lecture du code INS',
  aim: 'Visez le carré de points',
  aimText:
    'Il est sur le bracelet, l’étiquette ou l’ordonnance. Tenez l’appareil immobile, à une dizaine de centimètres.',
  video: 'Image de l’appareil photo',
  starting: 'Mise en route de l’appareil photo…',
  problems: {
    missing: {
      title: 'Pas d’appareil photo ici',
      text: 'Choisissez une photo du code, ou servez-vous d’une douchette.',
    },
    refused: {
      title: 'L’appareil photo est refusé à cette page',
      text: 'Autorisez-le dans les réglages du navigateur, puis réessayez\u00a0; ou choisissez une photo.',
    },
    busy: {
      title: 'L’appareil photo ne répond pas',
      text: 'Un autre programme s’en sert peut-être. Fermez-le, puis réessayez.',
    },
    reader: {
      title: 'Le lecteur de codes n’a pas pu être chargé',
      text: 'Vérifiez le réseau, puis réessayez. Une douchette fonctionne sans lui.',
    },
    picture: {
      title: 'Ce fichier n’est pas une photo lisible',
      text: 'Choisissez une photo JPEG ou PNG.',
    },
    noCode: {
      title: 'Aucun code lisible sur cette photo',
      text: 'Reprenez-la de plus près, à la lumière, le code bien à plat.',
    },
  },
  retry: 'Réessayer',
  photo: 'Choisir une photo',
  reading: 'Lecture de la photo…',
  text: 'Douchette, ou texte du code',
  textHint: 'Cliquez ici, puis lisez le code avec la douchette.',
  useText: 'Valider',
  cancel: 'Annuler',
  pairing: {
    label: 'Lecture du QR code du poste',
    aim: 'Visez le QR code',
    aimText:
      'Il est affiché sur l’ordinateur du lecteur. Tenez l’appareil immobile, à une vingtaine de centimètres.',
    text: 'Lien du poste',
    textHint: 'Ou collez ici le lien qu’il affiche.',
  },
  pairingUnreadable: 'Ce code n’est pas celui d’un poste de ce serveur',
  pairingUnreadableText: 'Rien n’a été associé. Affichez un nouveau QR code sur l’ordinateur du lecteur.',
  open: 'Lire un code INS',
  wedge: 'Une douchette se lit d’elle-même sur cette page.',
  unreadable: 'Ce code n’est pas un code INS lisible',
  unreadableText: 'Rien n’en a été gardé. Relisez-le, ou lisez la carte Vitale.',
  searching: (name: string) => `Recherche du dossier de ${name}…`,
  noProof: (name: string) => `Le code désigne ${name}`,
  noProofText:
    'Il évite une saisie et ne prouve pas l’identité. Pour créer, rouvrir ou autoriser, lisez la carte Vitale.',
  notOpened: {
    create: 'Aucun dossier n’a été trouvé pour cette personne.',
    authorise: 'Son dossier existe\u00a0; vous n’y êtes pas autorisé.',
    closed: 'Son dossier est fermé.',
  },
  samePerson: 'Le code désigne la même personne',
  samePersonText: 'Il ne remplace pas la lecture de la carte Vitale.',
  otherPerson: (name: string) => `Le code désigne une autre personne\u00a0: ${name}`,
  otherPersonText: 'Vérifiez le bracelet et la carte. Rien n’a été créé.',
};
