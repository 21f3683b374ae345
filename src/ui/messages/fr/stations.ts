import type { CardKind } from '#cards/atr.ts';
import type { ReaderDescription } from '#cards/reader-description.ts';
import type { SelfTestStep } from '#app/reading-port.ts';

const levels: Record<ReaderDescription['exchangeLevel'], string> = {
  character: 'caractère par caractère (non pris en charge)',
  tpdu: 'TPDU',
  shortApdu: 'APDU courtes',
  extendedApdu: 'APDU étendues',
};

const steps: Record<SelfTestStep['step'], string> = {
  connect: 'Joindre le lecteur',
  powerCard: 'Mettre la carte sous tension',
  readCard: 'Lire la carte',
  certificate: 'Lire le certificat',
};

const cards: Record<CardKind, string> = {
  vitale1: 'carte Vitale 1',
  vitale2: 'carte Vitale 2',
  cps2ter: 'CPS2ter',
  cps3: 'CPS3',
  cps3Contactless: 'CPS3 posée sans contact',
  cps4: 'CPS4',
  unknown: 'carte inconnue',
};

export const stations = {
  title: 'Mon lecteur',
  lead: 'Ce qui lit vos cartes\u00a0: un lecteur branché ici, ou le poste passerelle d’un ordinateur voisin.',
  none: 'Aucun lecteur pour l’instant',
  noneText: 'Branchez un lecteur que ce navigateur sait ouvrir, ou associez un poste passerelle.',
  kinds: { usb: 'Lecteur USB', bridge: 'Poste passerelle', simulated: 'Lecteur simulé' },
  chosen: 'Utilisé',
  choose: 'Utiliser',
  chosenNow: (name: string) => `${name} est maintenant utilisé.`,
  connected: 'Prêt',
  away: 'Hors d’atteinte',
  cardIn: 'Carte insérée',
  empty: 'Aucune carte',
  cannot: 'Inutilisable ici',
  /** The one plain sentence about the protected class. */
  protectedTitle: 'Votre navigateur garde ce lecteur pour lui',
  protectedText:
    'Le lecteur fonctionne, mais aucun navigateur ne laisse une page Web commander un lecteur de cartes de bureau\u00a0: il faut passer par le poste passerelle, décrit plus bas.',
  facts: {
    maker: 'Fabricant',
    product: 'Modèle',
    usb: 'Identifiants USB',
    level: 'Échange',
    levels,
    protocols: 'Protocoles',
    slots: 'Fentes',
    pinPad: 'Clavier à code',
    yes: 'oui',
    no: 'non',
    pairedAt: 'Associé',
    lastUsed: 'Dernier usage',
    pinEntry: 'Saisie du code',
    pinEntries: { pinPad: 'sur le lecteur', screen: 'sur le poste passerelle', app: 'sur cet écran' },
    notYetAccepted: 'À accepter',
    digits: (digits: string) => `À la première connexion, acceptez sur le poste\u00a0: chiffres ${digits}.`,
  },
  test: 'Tester',
  testing: 'Test en cours…',
  testTitle: 'Résultat du test',
  testNoCard: 'Insérez une carte Vitale ou CPS pour que le test aille au bout.',
  testCard: (kind: CardKind) => `Carte reconnue\u00a0: ${cards[kind]}`,
  testRead: 'La carte a été lue.',
  testStep: 'Étape',
  testTook: 'Durée',
  testExchanges: 'Échanges',
  testBytes: 'Octets',
  testOutcome: 'Résultat',
  testOk: 'réussi',
  steps,
  testPrivacy: 'Ce rapport ne contient ni nom, ni numéro, ni code.',
  exportTest: 'Enregistrer le rapport',
  reportName: 'relais-lecteur.json',
  forget: 'Oublier ce lecteur',
  forgotten: 'Le lecteur est oublié.',
  endPairing: 'Dissocier',
  endPairingTitle: (name: string) => `Dissocier «\u00a0${name}\u00a0»\u00a0?`,
  endPairingText:
    'Cet appareil ne pourra plus lire de carte par ce poste. Il faudra l’associer de nouveau pour s’en resservir.',
  pairingEnded: 'Le poste est dissocié.',
  addTitle: 'Ajouter un lecteur',
  usbTitle: 'Un lecteur branché sur cet appareil',
  usbText:
    'Le navigateur demande lequel ouvrir et s’en souvient. Seuls les lecteurs à interface propre au fabricant conviennent\u00a0; les autres sont reconnus, et montrés comme tels.',
  usbMissing:
    'Ce navigateur ne connaît pas WebUSB\u00a0: ni Firefox ni Safari ne savent ouvrir un lecteur. Passez par un poste passerelle.',
  chooseUsb: 'Choisir un lecteur USB',
  bridgeTitle: 'Un lecteur branché sur un ordinateur',
  bridgeText:
    'Le poste passerelle est un petit programme qui reste à côté du lecteur. Il lit les cartes pour cet appareil, par un canal que le serveur relaie sans pouvoir le lire.',
  bridgeSteps: [
    'Sur l’ordinateur du lecteur, lancez Relais passerelle.',
    'Depuis cet appareil, visez le QR code affiché avec l’appareil photo. Sur le même ordinateur, ouvrez le lien affiché.',
    'Confirmez ici, puis acceptez la première connexion sur l’ordinateur.',
  ],
  guide:
    'Quel lecteur acheter, comment l’installer\u00a0: demandez à votre service informatique, qui a le guide.',
  pair: {
    title: 'Associer un poste passerelle',
    lead: 'Ce poste lira vos cartes pour cet appareil.',
    scan: 'Lire le QR code du poste',
    scanText:
      'L’adresse de cette page n’associe aucun poste, ou pas en entier. Affichez un QR code sur l’ordinateur du lecteur, puis lisez-le ici.',
    confirm: 'Associer ce poste',
    confirmText:
      'N’associez que le poste que vous avez devant vous\u00a0: celui qui affiche ce QR code en ce moment. Un poste associé voit passer le code de votre carte.',
    working: 'Association en cours…',
    done: (name: string) => `«\u00a0${name}\u00a0» est associé`,
    digits: 'Retenez ces deux chiffres',
    digitsText:
      'À votre première connexion, le poste affiche le nom de cet appareil et deux chiffres. N’acceptez que si ce sont ceux-ci.',
    next: 'Se connecter',
    toReader: 'Mon lecteur',
    cancel: 'Ne pas associer',
  },
};
