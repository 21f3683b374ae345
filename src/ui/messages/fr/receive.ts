import { counted } from '../counted.ts';

/** A file that comes from another app, and the dossier that it is added to. */
export const receive = {
  title: 'Ajouter à un dossier',
  lead: 'Choisissez le dossier de la personne dont parle ce fichier. Rien n’est ajouté avant votre confirmation.',
  asking: 'Réception du fichier…',
  file: 'Fichier reçu',
  unnamed: 'sans nom',
  lost: 'Le fichier n’est pas arrivé',
  lostText:
    'Un fichier partagé n’est gardé qu’en mémoire, un instant, jamais en clair sur le disque\u00a0: ici, il n’y est plus. Rien n’a été ajouté à un dossier\u00a0; l’original est resté dans l’application d’où il vient. Partagez-le de nouveau.',
  none: 'Aucun fichier n’attend',
  noneText:
    'Dans une autre application, partagez un PDF, une photo ou un document CDA avec Relais\u00a0: il arrive ici. Verrouiller ou fermer Relais oublie ce qui attendait.',
  locked: 'Déverrouillez pour choisir le dossier',
  lockedText:
    'Le fichier attend en mémoire, dans cette fenêtre. Il n’est plus là si vous la fermez ou la rechargez.',
  unlock: 'Déverrouiller',
  signIn: 'Se connecter',
  drop: 'Ne pas l’ajouter',
  dropped: 'Fichier oublié. L’original est resté où il était.',
  search: 'Chercher par nom, date de naissance ou identifiant',
  onDevice: 'Sur cet appareil',
  found: (count: number) => counted(count, 'dossier trouvé', 'dossiers trouvés'),
  nothingFound: (typed: string) => `Aucun dossier de cet appareil pour «\u00a0${typed}\u00a0»`,
  noDossier: 'Aucun dossier sur cet appareil',
  noDossierText:
    'Ouvrez d’abord le dossier de la personne\u00a0; le fichier attend ici tant que Relais reste ouvert.',
  toDossiers: 'Voir les dossiers',
};
