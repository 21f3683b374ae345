import { words, type ProblemTexts } from '../problem.ts';

const MEGABYTE = 1024 * 1024;
const NOTHING_ADDED = 'Rien n’a été ajouté au dossier ni envoyé.';

export const app: ProblemTexts['app'] = {
  Offline: () =>
    words(
      'Le serveur est hors d’atteinte',
      'Cette action demande le réseau, et le serveur n’a pas répondu.',
      'Ce que vous avez écrit attend sur cet appareil.',
      'Réessayez quand le réseau sera revenu\u00a0; les dossiers gardés ici restent lisibles.',
    ),
  VaultLocked: () =>
    words(
      'L’appareil est verrouillé',
      'Les dossiers gardés ici sont fermés.',
      'Rien n’a été perdu.',
      'Déverrouillez avec votre phrase secrète.',
    ),
  WrongPassphrase: () =>
    words(
      'Ce n’est pas la bonne phrase secrète',
      'Le coffre ne s’est pas ouvert avec cette phrase.',
      'Son contenu est intact.',
      'Vérifiez les majuscules et les espaces, puis recommencez.',
    ),
  PassphraseTooShort: ({ minimum }) =>
    words(
      'Phrase secrète trop courte',
      `Il faut au moins ${minimum} caractères pour protéger cet appareil.`,
      'Rien n’a été enregistré.',
      'Allongez-la\u00a0: plusieurs mots sans lien entre eux conviennent bien.',
    ),
  TooManyTries: ({ waitMs }) =>
    words(
      'Trop d’essais\u00a0: un moment d’attente',
      `La prochaine phrase secrète sera lue dans ${Math.ceil(waitMs / 1000)} s, application ouverte.`,
      'Le coffre est intact\u00a0: aucun nombre d’essais ne l’efface.',
      'Attendez, ou ouvrez avec votre clé d’accès ou votre carte CPS.',
    ),
  WrongKey: () =>
    words(
      'Ce n’est pas la clé de ce coffre',
      'Cette clé d’accès ou cette carte n’a pas été ajoutée à ce coffre, ou elle ne répond plus de même.',
      'Son contenu est intact.',
      'Ouvrez autrement\u00a0; dans « Coffre », ajoutez cette clé ou cette carte.',
    ),
  LastWay: () =>
    words(
      'C’est la dernière façon d’ouvrir ce coffre',
      'Sans elle, plus rien ne l’ouvrirait.',
      'Rien n’a changé.',
      'Ajoutez d’abord une autre façon d’ouvrir.',
    ),
  PassingOffline: () =>
    words(
      'Le réseau manque, et ce poste ne garde rien',
      'Sur un poste partagé, un écrit part aussitôt ou n’est pas pris.',
      'Rien n’a été ajouté.',
      'Recommencez quand le réseau sera revenu, ou sur votre propre appareil.',
    ),
  VaultDamaged: () =>
    words(
      'Le coffre de cet appareil est abîmé',
      'Ce qui est enregistré ne se laisse plus déchiffrer\u00a0: les données ont été modifiées ou en partie effacées.',
      'Ce que le serveur a reçu y est intact.',
      'Connectez-vous depuis un autre appareil, et prévenez votre service informatique avant d’effacer celui-ci.',
    ),
  StorageFull: () =>
    words(
      'L’appareil n’a plus de place',
      'Le navigateur a refusé d’enregistrer davantage.',
      'Ce qui était enregistré auparavant est intact.',
      'Retirez l’épingle de dossiers dont vous n’avez plus besoin, ou libérez de la place, puis recommencez.',
    ),
  StorageFailed: () =>
    words(
      'L’enregistrement sur l’appareil a échoué',
      'Le navigateur n’a pas pu écrire dans son espace de stockage.',
      'Ce qui était enregistré auparavant est intact.',
      'Fermez les autres onglets de Relais, rechargez la page et recommencez.',
    ),
  NotCached: () =>
    words(
      'Ce contenu n’est pas sur l’appareil',
      'Il n’avait pas été reçu avant la coupure du réseau.',
      'Le document est intact sur le serveur.',
      'Ouvrez-le à nouveau quand le réseau sera revenu. Un dossier épinglé garde tous ses documents.',
    ),
  ContentDamaged: () =>
    words(
      'Le document reçu est abîmé',
      'Son empreinte ne correspond pas à celle du dossier\u00a0: il n’est pas montré.',
      'Le dossier est inchangé.',
      'Réessayez. Si cela se répète, prévenez votre service informatique.',
    ),
  FileEmpty: () =>
    words(
      'Ce fichier est vide',
      'Il ne contient aucune donnée.',
      NOTHING_ADDED,
      'Choisissez un autre fichier.',
    ),
  FileTooLarge: ({ maximum }) =>
    words(
      'Ce fichier est trop gros',
      `Un document ne peut pas dépasser ${Math.floor(maximum / MEGABYTE)} Mo.`,
      NOTHING_ADDED,
      'Réduisez-le (moins de pages, image plus petite) ou partagez-le en plusieurs documents.',
    ),
  FileTruncated: () =>
    words(
      'Ce fichier est incomplet',
      'Sa fin manque\u00a0: il a sans doute été coupé pendant une copie ou un téléchargement.',
      NOTHING_ADDED,
      'Reprenez le fichier d’origine et recommencez.',
    ),
  FileNotWhatItSays: () =>
    words(
      'Ce fichier n’est pas ce que dit son nom',
      'Son contenu ne correspond pas à son extension.',
      NOTHING_ADDED,
      'Ouvrez-le avec le programme qui l’a produit et enregistrez-le en PDF, JPEG, PNG, texte ou CDA.',
    ),
  FileUnsupported: ({ format }) =>
    words(
      format ? `Le DMP ne prend pas de fichier ${format}` : 'Ce genre de fichier n’est pas accepté',
      'Un dossier reçoit des PDF, des photos JPEG ou PNG, du texte et des documents CDA R2.',
      NOTHING_ADDED,
      'Convertissez le fichier, en PDF par exemple, et recommencez.',
    ),
  CdaUnreadable: () =>
    words(
      'Ce document CDA ne peut pas être lu',
      'Son en-tête est mal formé ou contient une construction interdite.',
      NOTHING_ADDED,
      'Demandez-le à nouveau à celui qui l’a produit, ou ajoutez-le en PDF.',
    ),
  UpdateNeeded: () =>
    words(
      'Relais doit être mis à jour',
      'Le serveur parle une version plus récente que cette page.',
      'Ce qui attend d’être envoyé est conservé.',
      'Rechargez la page.',
    ),
  Cancelled: () =>
    words(
      'Arrêté à votre demande',
      'L’opération n’est pas allée au bout.',
      'Ce qui attendait d’être envoyé attend toujours.',
      'Recommencez quand vous le souhaitez.',
    ),
  PasskeyUnavailable: () =>
    words(
      'Les clés d’accès ne sont pas possibles ici',
      'Ce navigateur n’en a pas, ou aucune n’est enregistrée pour vous sur cet appareil.',
      'Rien n’a été envoyé.',
      'Utilisez votre carte CPS, ou enregistrez une clé d’accès dans le menu du compte.',
    ),
  PasskeyCancelled: () =>
    words(
      'La confirmation a été interrompue',
      'L’appareil n’a pas reçu votre confirmation.',
      'Rien n’a été envoyé.',
      'Recommencez, ou utilisez votre carte CPS.',
    ),
};
