import type { ModuleTexts } from '#training/module.ts';

export const fr: ModuleTexts = {
  title: 'Une tablette perdue',
  summary: 'Faire détruire à distance ce qu’un appareil perdu garde de vous.',
  pages: {
    sealed: {
      title: 'Ce que l’appareil garde est scellé',
      blocks: [
        'Vos dossiers et vos écrits sont chiffrés sur l’appareil, sous une clé que votre phrase secrète, votre clé d’accès ou votre carte ouvre. Verrouillé, il ne montre ni nom ni document.',
        'Les dossiers lui sont prêtés : si Relais y est ouvert sans réseau, ils s’effacent d’eux-mêmes au bout de trois jours.',
      ],
    },
    'at-once': {
      title: 'Tout de suite',
      blocks: [
        'Depuis un autre appareil : « Compte », « Mes appareils ». Choisissez celui qui est perdu, « Effacer à distance ». Sans autre appareil, appelez votre exploitant.',
        'Un appareil que vous ne connaissez pas dans cette liste ? Effacez-le, et prévenez l’exploitant.',
      ],
    },
    wipe: {
      title: 'Ce que fait l’effacement',
      blocks: [
        {
          list: [
            'Vos sessions y prennent fin tout de suite, côté serveur.',
            'Tout ce qu’il garde à votre nom est détruit à son prochain contact, même verrouillé : dossiers, coffre, clés.',
            'Ce que vous y aviez écrit sans l’envoyer est perdu aussi.',
            'Ce que d’autres professionnels y gardent n’est pas touché.',
          ],
        },
        'Il ne peut pas être annulé. La liste dit quand c’est fait.',
      ],
    },
    prevent: {
      title: 'Prévenir',
      blocks: [
        'Quittez votre appareil par « Verrouiller ». Il se verrouille seul après quelques minutes sans geste ; recharger la page verrouille aussi.',
        'Envoyez souvent : ce qui est reçu par le serveur ne se perd pas avec la tablette.',
      ],
    },
  },
  exercise:
    'Votre tablette de tournée est restée dans un train. Vous avez celle de secours en main : faites effacer la tablette perdue, puis quittez la vôtre comme il faut.',
  steps: {
    list: { title: 'Ouvrez la liste de vos appareils', hint: '« Compte », « Mes appareils ».' },
    wipe: {
      title: 'Demandez l’effacement de la tablette perdue',
      hint: '« Tablette perdue (exercice) », « Effacer à distance ». Lisez ce qui sera détruit, puis confirmez.',
    },
    lock: {
      title: 'Verrouillez votre appareil',
      hint: '« Verrouiller », en haut de l’écran ou dans « Compte ».',
    },
    unlock: {
      title: 'Déverrouillez-le',
      hint: 'La phrase secrète de l’exercice est : phrase exercice',
    },
  },
  questions: {
    when: {
      question: 'Quand l’appareil perdu est-il effacé ?',
      answers: {
        atOnce: 'À l’instant de la demande',
        nextContact: 'À son prochain contact avec le serveur',
        never: 'Jamais, si personne ne le déverrouille',
      },
      explanation: 'À son prochain contact, même verrouillé. Jusque-là, ce qu’il garde reste scellé.',
    },
    unsent: {
      question: 'Vous y aviez écrit une note qui n’était pas envoyée. Que devient-elle ?',
      answers: { kept: 'Elle est conservée', lost: 'Elle est perdue', sentFirst: 'Elle est envoyée d’abord' },
      explanation: 'Elle est détruite avec le reste : un appareil qui n’est plus à vous n’envoie plus rien.',
    },
    others: {
      question: 'Une collègue utilise la même tablette. Son coffre est-il effacé ?',
      answers: { erasedToo: 'Oui', untouched: 'Non', locked: 'Il est bloqué' },
      explanation: 'Non : l’effacement ne touche que ce qui est à votre nom.',
    },
    undo: {
      question: 'La tablette est retrouvée une heure après. Peut-on annuler ?',
      answers: { yes: 'Oui', no: 'Non', operator: 'L’exploitant le peut' },
      explanation: 'Non. Vous vous y reconnecterez avec votre carte, comme sur un appareil neuf.',
    },
    leave: {
      question: 'Comment quitter votre appareil entre deux visites ?',
      answers: { closeLid: 'Fermer la housse', lock: '« Verrouiller »', nothing: 'Rien, c’est automatique' },
      explanation:
        '« Verrouiller ». Le verrouillage automatique n’est qu’un filet : il attend quelques minutes.',
    },
  },
};
