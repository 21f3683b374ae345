/** Relais as an app of the device. */
export const install = {
  title: 'Installer Relais sur cet appareil',
  text: 'Il s’ouvre alors comme une application, hors réseau aussi, et reçoit les fichiers que d’autres applications partagent.',
  accept: 'Installer',
  later: 'Ne plus proposer',
  laterSaid: 'C’est noté. L’installation reste possible depuis «\u00a0À propos de Relais\u00a0».',
  installed: 'Relais est installé sur cet appareil.',
  iosTitle: 'Mettre Relais sur l’écran d’accueil',
  iosSteps: [
    'Touchez «\u00a0Partager\u00a0» (le carré avec une flèche vers le haut).',
    'Faites défiler, puis touchez «\u00a0Sur l’écran d’accueil\u00a0».',
    'Touchez «\u00a0Ajouter\u00a0», puis ouvrez Relais depuis son icône.',
  ],
  iosWhy:
    'Sans cela, Safari peut effacer ce que cet appareil garde après sept jours sans visite. L’application posée sur l’écran d’accueil a son propre coffre\u00a0: envoyez d’abord ce qui attend ici, puis connectez-vous-y.',
  isInstalled: 'Relais est ouvert comme une application.',
  byMenu:
    'Le menu du navigateur propose «\u00a0Installer\u00a0» ou «\u00a0Ajouter à l’écran d’accueil\u00a0», si ce navigateur le permet.',
};
