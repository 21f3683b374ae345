import { counted } from '../counted.ts';
import { words, type ProblemTexts } from '../problem.ts';

const NOTHING_KEPT = 'Rien de la carte n’a été gardé.';
const NO_TRY_SPENT = 'Aucun essai de code n’a été utilisé.';
const READ_AGAIN = 'Retirez la carte, essuyez la puce, remettez-la bien droite et recommencez.';

export const card: ProblemTexts['card'] = {
  NoReader: () =>
    words(
      'Aucun lecteur de carte',
      'Ce navigateur n’a accès à aucun lecteur.',
      NO_TRY_SPENT,
      'Branchez un lecteur que ce navigateur sait ouvrir, ou passez par le poste passerelle.',
    ),
  NoCard: () =>
    words(
      'Aucune carte dans le lecteur',
      'Le lecteur est là, mais il est vide.',
      NOTHING_KEPT,
      'Insérez la carte, puce vers le lecteur, et recommencez.',
    ),
  CardMute: () =>
    words(
      'La carte ne répond pas',
      'Elle est dans le lecteur mais reste muette\u00a0: mal insérée, salie ou hors d’usage.',
      NOTHING_KEPT,
      `${READ_AGAIN} Une carte qui reste muette est à faire remplacer.`,
    ),
  CardRemoved: () =>
    words(
      'La carte a été retirée trop tôt',
      'La lecture n’était pas terminée.',
      NOTHING_KEPT,
      'Remettez la carte et laissez-la en place jusqu’à la fin.',
    ),
  ReaderGone: () =>
    words(
      'Le lecteur a été débranché',
      'La lecture n’était pas terminée.',
      NOTHING_KEPT,
      'Rebranchez le lecteur, remettez la carte et recommencez.',
    ),
  ReaderFault: () =>
    words(
      'Le lecteur a répondu de travers',
      'Sa réponse ne suit pas le protocole des lecteurs, ou il signale une panne.',
      NOTHING_KEPT,
      'Débranchez le lecteur, rebranchez-le et recommencez. Si cela se répète, essayez-en un autre.',
    ),
  ReaderUnsupported: () =>
    words(
      'Relais ne sait pas conduire ce lecteur',
      'Par sa propre description, il échange d’une façon qui n’est pas prise en charge.',
      NO_TRY_SPENT,
      'Utilisez un autre lecteur, ou passez par un poste passerelle avec le pilote du système.',
    ),
  ReaderProtected: () =>
    words(
      'Votre navigateur garde ce lecteur pour lui',
      'Aucune page Web ne peut commander un lecteur de cartes de bureau.',
      NO_TRY_SPENT,
      'Passez par un poste passerelle\u00a0: la page « Mon lecteur » montre comment.',
    ),
  Busy: () =>
    words(
      'La carte est déjà utilisée',
      'Un autre programme ou un autre onglet lit cette carte.',
      NO_TRY_SPENT,
      'Attendez qu’il ait fini, ou fermez-le, puis recommencez.',
    ),
  UnknownCard: () =>
    words(
      'Carte inconnue',
      'Ce n’est ni une carte Vitale ni une carte CPS que Relais sait lire.',
      NOTHING_KEPT,
      'Vérifiez la carte. Une carte bancaire ou de transport ne convient pas.',
    ),
  WrongCard: ({ found }) =>
    found === 'vitale'
      ? words(
          'C’est une carte Vitale',
          'Ici, il faut votre carte de professionnel de santé (CPS).',
          NOTHING_KEPT,
          'Échangez les cartes et recommencez.',
        )
      : words(
          'C’est une carte CPS',
          'Ici, il faut la carte Vitale de la personne prise en charge.',
          NO_TRY_SPENT,
          'Échangez les cartes et recommencez.',
        ),
  Vitale1: () =>
    words(
      'Carte Vitale de première génération',
      'Le contenu des cartes Vitale 1 n’a jamais été publié\u00a0: Relais ne peut pas les lire.',
      NOTHING_KEPT,
      'La personne peut demander une carte Vitale 2 à sa caisse d’assurance maladie. En attendant, son dossier ne peut pas être créé ici.',
    ),
  ContactlessCps: () =>
    words(
      'Carte posée sans contact',
      'Sans contact, une carte CPS ne peut pas vérifier son code.',
      NO_TRY_SPENT,
      'Insérez la carte dans la fente du lecteur.',
    ),
  WrongPin: ({ triesLeft }) =>
    words(
      'Code refusé par la carte',
      triesLeft === 1
        ? 'Il reste un seul essai avant le blocage de la carte.'
        : `Il reste ${counted(triesLeft, 'essai', 'essais')} avant le blocage de la carte.`,
      'Relais ne réessaie jamais de lui-même.',
      triesLeft === 1
        ? 'Si vous n’êtes pas certain de votre code, arrêtez-vous et retrouvez-le d’abord.'
        : 'Vérifiez votre code, puis saisissez-le à nouveau.',
    ),
  PinBlocked: () =>
    words(
      'La carte est bloquée',
      'Trop de codes faux ont été présentés à cette carte.',
      'Les dossiers gardés sur cet appareil s’ouvrent toujours avec votre phrase secrète.',
      'Débloquez la carte avec son code de déblocage (PUK) et l’outil de l’Agence du numérique en santé, ou demandez-lui une nouvelle carte.',
    ),
  PinFormat: () =>
    words(
      'Ce code n’a pas la forme attendue',
      'Le code d’une carte CPS est fait de chiffres, en nombre fixé par la carte.',
      NO_TRY_SPENT,
      'Saisissez à nouveau votre code.',
    ),
  PinReferenceUnknown: () =>
    words(
      'Cette carte ne dit pas comment vérifier son code',
      'Sa structure n’est pas celle que Relais connaît. Par prudence, le code n’a pas été présenté.',
      NO_TRY_SPENT,
      'Signalez ce modèle de carte à votre service informatique.',
    ),
  PinPadCancelled: () =>
    words(
      'Saisie annulée sur le lecteur',
      'La touche d’annulation a été pressée.',
      NO_TRY_SPENT,
      'Recommencez quand vous voulez.',
    ),
  PinPadTimeout: () =>
    words(
      'Aucun code saisi sur le lecteur',
      'Le lecteur a attendu, puis renoncé.',
      NO_TRY_SPENT,
      'Recommencez, et tapez le code sur le clavier du lecteur.',
    ),
  NoPinPad: () =>
    words(
      'Ce lecteur n’a pas de clavier',
      'Le code devait être tapé sur le lecteur.',
      NO_TRY_SPENT,
      'Saisissez le code sur cet écran.',
    ),
  CertificateMissing: () =>
    words(
      'Aucun certificat de connexion sur la carte',
      'La carte ne contient pas le certificat qui prouve votre identité.',
      NO_TRY_SPENT,
      'Vérifiez que la carte est bien la vôtre et à jour\u00a0; sinon, demandez son remplacement.',
    ),
  CertificateMismatch: () =>
    words(
      'La carte et son certificat ne vont pas ensemble',
      'Ce que la carte a signé ne correspond pas au certificat qu’elle montre.',
      'Personne n’a été connecté.',
      'Recommencez une fois\u00a0: le certificat sera relu sur la carte. Si cela se répète, faites vérifier la carte.',
    ),
  UnexpectedStatus: ({ sw }) =>
    words(
      'La carte a refusé une étape de la lecture',
      `Elle a répondu par le code ${sw.toString(16).toUpperCase().padStart(4, '0')}, inattendu à cet endroit.`,
      NOTHING_KEPT,
      `${READ_AGAIN} Si cela se répète, notez ce code pour votre service informatique.`,
    ),
  Malformed: () =>
    words(
      'La carte a donné une réponse illisible',
      'Ce qu’elle contient ne suit pas le format attendu\u00a0: lecture troublée ou carte abîmée.',
      NOTHING_KEPT,
      READ_AGAIN,
    ),
  TooMuchData: () =>
    words(
      'La carte répond sans fin',
      'Elle envoie plus de données qu’elle ne peut en contenir. La lecture a été arrêtée.',
      NOTHING_KEPT,
      'N’utilisez pas cette carte et signalez-la à votre service informatique.',
    ),
};
