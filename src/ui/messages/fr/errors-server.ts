import { words, type ProblemTexts } from '../problem.ts';

const KEPT = 'Ce que vous avez écrit est conservé sur cet appareil.';
const NO_SESSION = 'Vous n’êtes pas connecté. Les dossiers gardés sur cet appareil restent lisibles.';
const ASK = 'Prévenez votre service informatique en lui donnant l’heure de l’essai.';

export const server: ProblemTexts['server'] = {
  badRequest: () =>
    words(
      'Le serveur n’a pas compris la demande',
      'Sa forme n’est pas celle qu’il attend.',
      KEPT,
      `Rechargez la page et recommencez. ${ASK}`,
    ),
  unknownProcedure: () =>
    words(
      'Le serveur ne connaît pas cette action',
      'La page et le serveur n’ont pas la même version.',
      KEPT,
      'Rechargez la page.',
    ),
  wireVersion: () =>
    words(
      'Relais doit être mis à jour',
      'La page et le serveur n’ont pas la même version.',
      KEPT,
      'Rechargez la page.',
    ),
  originRefused: () =>
    words(
      'Le serveur a refusé cette adresse',
      'La page n’a pas été ouverte à l’adresse officielle de Relais.',
      KEPT,
      'Ouvrez Relais à l’adresse donnée par votre établissement.',
    ),
  tooLarge: () =>
    words(
      'L’envoi est trop gros',
      'Il dépasse ce que le serveur accepte.',
      KEPT,
      'Réduisez le document et ajoutez-le à nouveau.',
    ),
  dpopMissing: () =>
    words(
      'La demande n’était pas signée',
      'Le serveur n’a pas reçu la preuve que cet appareil est le vôtre.',
      KEPT,
      'Rechargez la page et recommencez.',
    ),
  dpopInvalid: () =>
    words(
      'La preuve de cet appareil a été refusée',
      'Sa signature ne convient pas à cette session.',
      KEPT,
      'Déconnectez-vous, puis reconnectez-vous avec votre carte CPS.',
    ),
  dpopNonce: () =>
    words(
      'Le serveur demande une nouvelle preuve',
      'Celle de cet appareil était trop ancienne.',
      KEPT,
      'Recommencez.',
    ),
  sessionMissing: () =>
    words(
      'Vous n’êtes pas connecté',
      'Cette action se fait sur le serveur, avec une session ouverte.',
      KEPT,
      'Connectez-vous avec votre carte CPS.',
    ),
  sessionEnded: () =>
    words(
      'Votre session est terminée',
      'Le serveur l’a fermée, par durée ou par sécurité.',
      KEPT,
      'Reconnectez-vous avec votre carte CPS.',
    ),
  deviceUnknown: () =>
    words(
      'Le serveur ne connaît pas cet appareil',
      'Il n’a jamais été enregistré, ou ne l’est plus.',
      KEPT,
      'Reconnectez-vous avec votre carte CPS depuis cet appareil.',
    ),
  wipeAsked: () =>
    words(
      'Cet appareil a été déclaré perdu',
      'Ses dossiers ont été effacés à la demande de son professionnel ou de l’exploitant.',
      'Rien de ce qu’il contenait n’est resté ici.',
      'Reconnectez-vous avec votre carte CPS\u00a0: l’appareil sera enregistré à nouveau.',
    ),
  forbidden: () =>
    words(
      'Vous n’avez pas ce droit',
      'Le titulaire ne vous a pas autorisé à faire cela, ou ne vous y autorise plus.',
      KEPT,
      'Demandez-lui son autorisation, en sa présence, avec sa carte Vitale.',
    ),
  notFound: () =>
    words(
      'Introuvable',
      'Le serveur n’a rien trouvé qui vous soit ouvert sous cette référence.',
      KEPT,
      'Revenez à la liste des dossiers.',
    ),
  nonceUnknown: () =>
    words(
      'La connexion a trop duré',
      'La demande de connexion n’est valable que deux minutes et ne sert qu’une fois.',
      NO_SESSION,
      'Recommencez la connexion.',
    ),
  loginSignatureInvalid: () =>
    words(
      'La signature de la carte n’est pas valable',
      'Elle n’a pas été faite pour ce serveur, cette adresse ou cet appareil.',
      NO_SESSION,
      `Vérifiez l’adresse de la page, puis recommencez. ${ASK}`,
    ),
  certificateUnreadable: () =>
    words(
      'Le certificat de la carte est illisible',
      'Il est mal formé.',
      NO_SESSION,
      'Demandez le remplacement de la carte.',
    ),
  certificateUntrusted: () =>
    words(
      'Ce certificat n’est pas reconnu',
      'Il n’a pas été émis par une autorité que ce serveur accepte.',
      NO_SESSION,
      'Vérifiez que vous utilisez une vraie carte CPS sur la bonne instance de Relais.',
    ),
  certificateExpired: () =>
    words(
      'La carte n’est pas valable aujourd’hui',
      'Son certificat est expiré, ou pas encore valable.',
      NO_SESSION,
      'Demandez le renouvellement de votre carte CPS.',
    ),
  certificateRevoked: () =>
    words(
      'Cette carte a été révoquée',
      'Elle a été déclarée perdue, volée ou remplacée.',
      NO_SESSION,
      'Utilisez votre nouvelle carte. Si c’est une erreur, contactez l’Agence du numérique en santé.',
    ),
  certificatePurpose: () =>
    words(
      'Ce certificat ne sert pas à se connecter',
      'La carte a présenté son certificat de signature.',
      NO_SESSION,
      ASK,
    ),
  revocationListMissing: () =>
    words(
      'La connexion ne peut pas être vérifiée',
      'Le serveur n’a pas de liste à jour des cartes révoquées\u00a0; par prudence, il refuse.',
      NO_SESSION,
      'Prévenez votre service informatique\u00a0: la liste de révocation est à renouveler.',
    ),
  professionalUnknown: () =>
    words(
      'Vous n’êtes pas enregistré ici',
      'Votre carte est valable, mais ce serveur ne vous connaît pas.',
      NO_SESSION,
      'Demandez à votre service informatique de vous ajouter.',
    ),
  uploadRefused: () =>
    words(
      'Le transfert a été refusé',
      'Le serveur n’a pas accepté ce contenu.',
      KEPT,
      'Vérifiez le document, puis recommencez.',
    ),
  peerAway: () =>
    words(
      'L’autre côté n’est pas là',
      'Le poste passerelle, ou l’appareil appairé, n’est pas connecté en ce moment.',
      KEPT,
      'Vérifiez que le poste passerelle est allumé et que son programme tourne, puis recommencez.',
    ),
  notPaired: () =>
    words(
      'Cet appareil n’est plus appairé',
      'L’appairage avec le poste passerelle a pris fin, ou n’a jamais existé.',
      KEPT,
      'Appairez de nouveau l’appareil depuis le poste passerelle.',
    ),
  offerUnknown: () =>
    words(
      'Ce lien d’appairage ne vaut plus',
      'Il est valable dix minutes, pour un seul appareil.',
      KEPT,
      'Affichez un nouveau code sur le poste passerelle, puis recommencez.',
    ),
  streamReplaced: () =>
    words(
      'Un autre onglet a pris le relais',
      'Relais est ouvert ailleurs sur cet appareil, et parle de là au poste passerelle.',
      KEPT,
      'Continuez là-bas, ou fermez l’autre onglet et recommencez.',
    ),
  rateLimited: () =>
    words(
      'Trop de demandes à la fois',
      'Le serveur demande de ralentir.',
      KEPT,
      'Attendez une minute, puis recommencez.',
    ),
  internal: () =>
    words(
      'Le serveur a rencontré une erreur',
      'L’action n’a pas abouti.',
      KEPT,
      `Recommencez dans un moment. ${ASK}`,
    ),
  serverFull: () =>
    words(
      'Le serveur n’a plus de place',
      'Son disque est plein\u00a0: il ne peut rien enregistrer, pas même la trace d’une lecture.',
      KEPT,
      'Rien à faire ici\u00a0: l’envoi reprendra de lui-même. Votre service informatique doit libérer de la place.',
    ),
  serverBusy: () =>
    words(
      'Le serveur est très occupé',
      'Il n’a pas pu traiter la demande à temps.',
      KEPT,
      'Rien à faire pour ce qui attend\u00a0: l’envoi reprendra de lui-même. Pour le reste, recommencez dans un moment.',
    ),
  digestMismatch: () =>
    words(
      'Ce qui a été reçu est incomplet',
      'Le contenu reçu ne correspond pas à ce que le serveur annonce, même après une nouvelle lecture.',
      KEPT,
      `Rien d’incomplet n’est montré. ${ASK}`,
    ),
  receiptMismatch: () =>
    words(
      'La réponse du serveur ne correspond pas à l’envoi',
      'Ses accusés de réception ne sont pas ceux qui étaient attendus.',
      'Tout attend toujours d’être envoyé.',
      `L’envoi sera tenté à nouveau. ${ASK}`,
    ),
  otherProfessional: () =>
    words(
      'Ce n’est pas votre carte',
      'La preuve présentée est celle d’un autre professionnel que celui qui est connecté.',
      KEPT,
      'Présentez votre propre carte, ou connectez-vous avec celle-ci.',
    ),
  passkeyRefused: () =>
    words(
      'La clé d’accès a été refusée',
      'Elle est inconnue, ou votre confirmation n’a pas été vérifiée à temps.',
      KEPT,
      'Recommencez, ou utilisez votre carte CPS.',
    ),
  signInNotFresh: () =>
    words(
      'Votre connexion date de plus d’un quart d’heure',
      'Ceci ne se fait que peu après la présentation de la carte.',
      KEPT,
      'Déconnectez-vous, reconnectez-vous avec votre carte, puis recommencez.',
    ),
};
