import { counted } from '../counted.ts';

export const home = {
  altered: 'L’historique du serveur a été réécrit',
  alteredText: 'Voyez « Qui a vu quoi » dans un dossier, et prévenez l’exploitant.',
  title: 'Dossiers',
  welcomeTitle: 'Le dossier partagé, au lit du patient, même sans réseau',
  welcomeLead:
    'Relais ouvre le dossier médical partagé (DMP) d’une personne à partir de sa carte Vitale, le garde chiffré sur cet appareil, et envoie ce que vous y ajoutez dès que le réseau revient.',
  welcomeSteps: 'Pour commencer',
  welcomeStep1: 'Insérez votre carte CPS et saisissez son code.',
  welcomeStep2: 'Choisissez la phrase secrète qui protège cet appareil.',
  welcomeStep3: 'Lisez la carte Vitale de la personne que vous prenez en charge.',
  signIn: 'Se connecter avec la CPS',
  brochure: 'Brochure d’information du patient',
  lockedTitle: 'Cet appareil est verrouillé',
  lockedText: 'Les dossiers gardés ici s’ouvrent avec votre phrase secrète, sans réseau.',
  noVaultTitle: 'Une dernière étape sur cet appareil',
  noVaultText:
    'Vous êtes connecté. Choisissez une phrase secrète\u00a0: elle chiffre les dossiers gardés sur cet appareil.',
  createVault: 'Choisir la phrase secrète',
  readVitale: 'Lire la carte Vitale',
  searchInside: 'Chercher dans les documents',
  onDevice: 'Sur cet appareil',
  onDeviceEmpty: 'Aucun dossier sur cet appareil',
  onDeviceEmptyText: 'Un dossier que vous ouvrez ou épinglez reste ici, chiffré, et s’ouvre sans réseau.',
  onServer: 'Dossiers que vous pouvez consulter',
  onServerEmpty: 'Aucun autre dossier ne vous est ouvert',
  onServerEmptyText: 'Un dossier apparaît ici quand son titulaire vous a autorisé à le consulter.',
  onServerOffline:
    'La liste des dossiers qui vous sont ouverts se lit sur le serveur, hors d’atteinte pour l’instant.',
  onServerSignIn: 'Connectez-vous avec votre carte CPS pour voir les autres dossiers qui vous sont ouverts.',
  refresh: 'Actualiser',
  until: (date: string) => `Autorisation jusqu’au ${date}`,
  born: (date: string) => `né(e) le ${date}`,
  pinned: 'Épinglé',
  complete: 'Complet hors ligne',
  partial: 'Liste seule hors ligne',
  waiting: (count: number) => counted(count, 'document à envoyer', 'documents à envoyer'),
  opening: (name: string) => `Ouverture du dossier de ${name}…`,
  sessionEnded:
    'Votre session sur le serveur est terminée\u00a0: vous lisez les dossiers gardés ici. Ce qui attend sera envoyé\u00a0; pour lire les nouveautés, reconnectez-vous.',
  creationWaiting: (name: string) => `Création du dossier de ${name} à envoyer`,
};
