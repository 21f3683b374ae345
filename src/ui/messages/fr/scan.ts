/** Texts of the reading of a datamatrix. */
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
      text: 'Autorisez-le dans les réglages du navigateur, puis réessayez ; ou choisissez une photo.',
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
};
