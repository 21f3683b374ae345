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
    'Ce navigateur n’a pas accès à un lecteur de carte. Une page Web ordinaire ne peut pas commander un lecteur de bureau : il faut un lecteur que le navigateur sait ouvrir, ou le poste passerelle de Relais.',
  reader: (name: string) => `Lecteur : ${name}`,
  simulatedReader: 'lecteur simulé',
  pin: 'Code de la carte CPS',
  pinHint: 'Les chiffres de votre code personnel. Il n’est ni gardé ni envoyé au serveur.',
  pinDemoHint: 'Dans la démonstration, le code est affiché à côté de chaque carte simulée.',
  triesLeft: (count: number) =>
    `${counted(count, 'essai restant', 'essais restants')} avant le blocage de la carte.`,
  lastTry: 'Dernier essai : une erreur de plus bloque la carte.',
  submit: 'Se connecter',
  working: 'Vérification de la carte…',
  workingText: 'Laissez la carte dans le lecteur.',
  offline: 'Le serveur est hors d’atteinte',
  offlineText: 'Se connecter demande le réseau. Les dossiers gardés sur cet appareil s’ouvrent sans lui.',
  unlockInstead: 'Déverrouiller cet appareil',
  welcome: (name: string) => `Bonjour, ${name}`,
  already: (name: string) => `Vous êtes connecté : ${name}`,
  toDossiers: 'Voir les dossiers',
};
