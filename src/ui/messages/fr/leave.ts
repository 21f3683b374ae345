import { counted } from '../counted.ts';

const items = (count: number): string => counted(count, 'élément', 'éléments');

/** Before somebody leaves unsent work on a device: loaded with the dialogue that says it. */
export const leave = {
  title: 'Se déconnecter avant l’envoi\u00a0?',
  text: (count: number) =>
    `${items(count)} ${count > 1 ? 'attendent' : 'attend'} encore d’être envoyé${count > 1 ? 's' : ''}. Rien ne sera perdu\u00a0: ${count > 1 ? 'ils restent scellés' : 'il reste scellé'} sur cet appareil, et ${count > 1 ? 'partiront' : 'partira'} après votre prochain déverrouillage, pas avant.`,
  sendNow: 'Envoyer maintenant',
  sending: 'Envoi en cours…',
  stillWaiting: (count: number) => `${items(count)} n’${count > 1 ? 'ont' : 'a'} pas pu partir.`,
  allSent: 'Tout a été reçu par le serveur.',
  signOut: 'Se déconnecter',
  otherTitle: (name: string) => `Le coffre de ${name} est ouvert`,
  otherText: (count: number) =>
    `Si une autre personne se connecte, il se verrouille. ${items(count)} en attente ${count > 1 ? 'y restent scellés et partiront' : 'y reste scellé et partira'} après son prochain déverrouillage.`,
};

export type LeaveTexts = typeof leave;
