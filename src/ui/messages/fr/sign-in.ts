import { counted } from '../counted.ts';

export const signIn = {
  title: 'Se connecter',
  lead: 'Votre carte de professionnel de santé (CPS) prouve qui vous êtes. Son code n’est envoyé qu’à la carte.',
  steps: ['Carte et code', 'Phrase secrète'],
  insert: 'Insérez votre carte CPS dans le lecteur',
  insertText: 'La puce vers le lecteur. La carte doit rester en place jusqu’à la fin de la connexion.',
  cardIn: 'Une carte est dans le lecteur',
  noReader: 'Aucun lecteur de carte',
  noReaderText:
    'Branchez un lecteur que ce navigateur sait ouvrir, ou associez le poste passerelle d’un ordinateur.',
  toReader: 'Choisir un lecteur',
  stationAway: (name: string) => `${name} est hors d’atteinte`,
  stationAwayText: 'Vérifiez qu’il est allumé et relié, puis recommencez.',
  pin: 'Code de la carte CPS',
  pinHint: 'Les chiffres de votre code personnel. Il n’est ni gardé ni envoyé au serveur.',
  pinDemoHint: 'Dans la démonstration, le code est affiché à côté de chaque carte simulée.',
  triesLeft: (count: number) =>
    `${counted(count, 'essai restant', 'essais restants')} avant le blocage de la carte.`,
  lastTry: 'Dernier essai\u00a0: une erreur de plus bloque la carte.',
  submit: 'Se connecter',
  pinBridgeHint:
    'Il part chiffré vers le poste, où la carte le vérifie. Il n’est ni gardé ni lisible par le serveur.',
  atStation: { pinPad: 'Taper le code sur le lecteur', screen: 'Taper le code sur le poste' },
  or: 'ou',
  waiting: {
    turn: 'Le lecteur sert un autre appareil. Votre tour vient.',
    acceptance: (digits: string) =>
      `Acceptez cette connexion sur l’ordinateur du lecteur, si les chiffres y sont bien ${digits}.`,
    pin: {
      usb: 'Tapez maintenant votre code sur le lecteur.',
      simulated: 'Tapez maintenant votre code sur le lecteur.',
      bridge: 'Tapez maintenant votre code sur le poste passerelle ou son lecteur.',
    },
  },
  situationTitle: 'Votre lieu d’exercice aujourd’hui',
  situationLead: 'Votre carte nomme plusieurs lieux d’exercice. Celui-ci sera écrit sur ce que vous ajoutez.',
  situationSubmit: 'Continuer',
  sector: (code: string) => `Secteur ${code}`,
  working: 'Vérification de la carte…',
  workingText: 'Laissez la carte dans le lecteur.',
  offline: 'Le serveur est hors d’atteinte',
  offlineText: 'Se connecter demande le réseau. Les dossiers gardés sur cet appareil s’ouvrent sans lui.',
  unlockInstead: 'Déverrouiller cet appareil',
  welcome: (name: string) => `Bonjour, ${name}`,
  already: (name: string) => `Vous êtes connecté\u00a0: ${name}`,
  toDossiers: 'Voir les dossiers',
};
