import { counted } from '../counted.ts';

/** Taking back what still waits: comes with the act, wherever it is done. */
export const takeBack = {
  act: 'Retirer',
  title: 'Retirer cet envoi ?',
  loses: (what: string) =>
    `«\u00a0${what}\u00a0» sera effacé de cet appareil sans être envoyé. Le serveur ne l’a pas : son contenu sera perdu.`,
  keeps: (what: string) => `«\u00a0${what}\u00a0» ne sera pas envoyé. Vous pourrez le refaire.`,
  along: (count: number) =>
    `${counted(count, 'autre envoi en dépend et sera retiré', 'autres envois en dépendent et seront retirés')} avec lui.`,
  keep: 'Garder',
  confirm: 'Retirer et effacer',
  done: 'Envoi retiré : rien n’est parti',
  tooLate: 'Cet envoi ne se retire plus : il est parti, ou un autre en dépend depuis. Rien n’a changé.',
  maybeReceived: 'Un envoi a été tenté : le serveur l’a peut-être déjà. Il ne se retire plus.',
};

export type TakeBackTexts = typeof takeBack;
