import type { WayKind } from '#app/vault-port.ts';

const kinds: Record<WayKind, string> = {
  passkey: 'Clé d’accès',
  card: 'Carte CPS',
  passphrase: 'Phrase secrète',
};

/** The page of the vault, and the first use of a device. */
export const ways = {
  title: 'Coffre',
  lead: 'Ce qui ouvre les dossiers gardés sur cet appareil, et quand il se verrouille.',
  list: 'Façons d’ouvrir',
  kinds,
  added: (date: string) => `ajoutée le ${date}`,
  remove: 'Retirer',
  removeTitle: (kind: string) => `Retirer\u00a0: ${kind}`,
  removeText:
    'La clé du coffre est remplacée\u00a0: ce qui est retiré n’ouvre plus rien. Rien n’est chiffré à nouveau, rien n’est perdu.',
  change: 'Changer',
  changeTitle: 'Changer la phrase secrète',
  add: 'Ajouter une façon d’ouvrir',
  addTitle: (kind: string) => `Ajouter\u00a0: ${kind}`,
  addKinds: {
    passkey: 'Une clé d’accès',
    card: 'Ma carte CPS',
    passphrase: 'Une phrase secrète',
  } satisfies Record<WayKind, string>,
  label: 'Nom de la clé',
  labelHint: 'Pour la reconnaître dans cette liste.',
  passkeyText:
    'L’appareil demande deux fois votre confirmation\u00a0: pour créer la clé, puis pour l’essayer.',
  cardText: 'La carte signe deux fois, pour s’assurer qu’elle répond toujours de même.',
  confirm: 'Confirmez avec ce qui ouvre déjà ce coffre',
  confirmAct: 'Confirmer',
  done: 'C’est fait',
  stillLocked: 'C’est fait. Ouvrez le coffre par une des façons qui lui restent.',
  locking: 'Verrouillage',
  idle: 'Verrouiller sans geste pendant',
  minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
  withCard: 'Verrouiller quand la carte de la connexion est retirée',
  withCardHint:
    'Une autre carte mise à sa place dans les 15 secondes, une Vitale par exemple, ne verrouille pas. La carte qui a ouvert le coffre le verrouille toujours.',
  kept: 'Choix enregistré',
  passing: 'Poste partagé',
  passingText:
    'La clé de ce coffre n’est qu’en mémoire. À la déconnexion, au verrouillage ou à la fermeture, tout s’efface de ce poste.',
  choosePassing: 'Poste partagé\u00a0: ne rien garder',
  choosePassingHint:
    'Pour l’ordinateur d’un service. Sans réseau, rien ne s’ouvre et rien ne s’ajoute\u00a0; à la fin, rien ne reste.',
  beginPassing: 'Continuer sans rien garder',
};
