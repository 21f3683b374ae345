import type { Locale } from '../preferences.ts';

const fr = {
  title: 'Quitter ce poste partagé ?',
  text: (count: number) =>
    count === 1
      ? '1 élément n’est pas encore parti. Ce poste ne garde rien : en quittant maintenant, il est perdu.'
      : `${count} éléments ne sont pas encore partis. Ce poste ne garde rien : en quittant maintenant, ils sont perdus.`,
  gone: 'Tout est parti. Vous pouvez quitter ce poste.',
  send: 'Envoyer maintenant',
  see: 'Voir et exporter',
  leave: 'Quitter et tout effacer',
};
const en: typeof fr = {
  title: 'Leave this shared workstation?',
  text: (count) =>
    count === 1
      ? '1 item has not been sent yet. This workstation keeps nothing: if you leave now, it is lost.'
      : `${count} items have not been sent yet. This workstation keeps nothing: if you leave now, they are lost.`,
  gone: 'All was sent. You can leave this workstation.',
  send: 'Send now',
  see: 'See and export',
  leave: 'Leave and erase all',
};

/** Both languages at once: they come with the dialogue, wherever it opens. */
export const passingWords = (locale: Locale): typeof fr => (locale === 'fr' ? fr : en);
