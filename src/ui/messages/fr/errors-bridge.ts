import { words, type ProblemTexts } from '../problem.ts';

const NO_TRY_SPENT = 'Aucun essai de code n’a été utilisé.';
const NOTHING_READ = 'Rien de la carte n’a été gardé.';
const PAIR_AGAIN = 'Affichez un nouveau QR code sur le poste passerelle et associez-le à nouveau.';

export const bridge: ProblemTexts['bridge'] = {
  RelayAway: () =>
    words(
      'Le serveur est hors d’atteinte',
      'Le poste passerelle et cet appareil se parlent par le serveur, qui n’a pas répondu.',
      NO_TRY_SPENT,
      'Vérifiez le réseau. Un lecteur branché sur cet appareil lit les cartes Vitale sans réseau.',
    ),
  BridgeAway: () =>
    words(
      'Le poste passerelle n’est pas là',
      'Il n’est pas relié au serveur\u00a0: éteint, en veille, sans réseau, ou programme fermé.',
      NO_TRY_SPENT,
      'Sur l’ordinateur du lecteur, lancez Relais passerelle et attendez qu’il affiche « relié ».',
    ),
  BridgeSilent: () =>
    words(
      'Le poste passerelle n’a pas répondu à temps',
      'Il est relié, mais sa réponse n’est pas arrivée.',
      'Si un code était en route, il a pu être présenté une fois à la carte, jamais deux.',
      'Regardez l’écran du poste, vérifiez la carte, puis recommencez.',
    ),
  ChannelBroken: () =>
    words(
      'Le canal avec le poste passerelle s’est rompu',
      'Un message est arrivé altéré, en double ou dans le désordre\u00a0: il a été rejeté et le canal fermé.',
      'Si un code était en route, il a pu être présenté une fois à la carte, jamais deux.',
      'Recommencez\u00a0: un nouveau canal s’ouvre. Si cela se répète, prévenez votre service informatique.',
    ),
  PairingEnded: () =>
    words(
      'Ce poste n’est plus associé',
      'L’association a été retirée, sur le poste ou ici, ou n’a pas servi depuis longtemps.',
      NO_TRY_SPENT,
      PAIR_AGAIN,
    ),
  PairingLinkInvalid: () =>
    words(
      'Ce lien n’est plus valable',
      'Un lien d’association sert une seule fois, dans les dix minutes.',
      'Aucun poste n’a été associé.',
      PAIR_AGAIN,
    ),
  NotAccepted: () =>
    words(
      'La connexion n’a pas été acceptée au poste',
      'Elle y a été refusée, ou personne n’a répondu à temps.',
      NO_TRY_SPENT,
      'Comparez les deux chiffres affichés ici et au poste, puis acceptez-y la connexion.',
    ),
  OriginMismatch: () =>
    words(
      'Ce poste passerelle sert une autre adresse',
      'Il est réglé pour un autre serveur que celui de cette page\u00a0: rien ne lui a été confié.',
      NO_TRY_SPENT,
      'Vérifiez l’adresse de cette page, et celle que le poste affiche.',
    ),
  NonceUsed: () =>
    words(
      'Cette demande de connexion a déjà servi',
      'Le poste passerelle a reçu deux fois la même demande et n’a signé que la première.',
      NO_TRY_SPENT,
      'Recommencez la connexion. Si cela se répète, prévenez votre service informatique.',
    ),
  BridgeVersion: () =>
    words(
      'Le poste passerelle et cette page ne se comprennent pas',
      'Leurs versions sont trop éloignées.',
      NOTHING_READ,
      'Mettez à jour Relais passerelle, et rechargez cette page.',
    ),
  NoPinEntry: () =>
    words(
      'Le code ne peut pas être saisi au poste',
      'Il fonctionne sans écran, et son lecteur n’a pas de clavier.',
      NO_TRY_SPENT,
      'Saisissez le code sur cet appareil.',
    ),
};
