import type { ModuleTexts } from '#training/module.ts';

export const fr: ModuleTexts = {
  title: 'Sans réseau',
  summary: 'Préparer sa tournée, lire et écrire sans réseau, et savoir ce qui est envoyé.',
  pages: {
    before: {
      title: 'Avant de partir',
      blocks: [
        'Ouvrez chaque dossier et choisissez « Garder sur cet appareil », ou préparez la tournée : tous les documents sont reçus. Un dossier seulement ouvert garde sa liste et ce que vous avez lu.',
        'Un dossier est prêté pour trois jours ; chaque contact avec le serveur renouvelle ce temps.',
      ],
    },
    during: {
      title: 'Pendant',
      blocks: [
        'Ouvrez Relais à la même adresse, déverrouillez, lisez et ajoutez comme d’habitude. En haut de l’écran : « Hors ligne », et combien d’éléments attendent.',
        'Un DMP se crée aussi sans réseau, chez la personne, carte Vitale en main : les trois étapes sont les mêmes, la création attend.',
        { source: 'EX_1.2-1010' },
      ],
    },
    back: {
      title: 'Au retour du réseau',
      blocks: [
        'Ce qui attend part de lui-même, dans l’ordre, si l’appareil est déverrouillé. « Reçu par le serveur » est la seule preuve d’envoi.',
        'Un refus est dit, avec sa raison, et rien n’est perdu : corriger et renvoyer, exporter, ou abandonner. Les autres envois n’attendent pas celui-là.',
      ],
    },
    never: {
      title: 'Ce qui demande le réseau',
      blocks: [
        {
          list: [
            'Se connecter avec la carte.',
            'Ouvrir un dossier qui n’est pas sur l’appareil, même en urgence : seul le serveur en décide.',
            'Lire les traces, et recevoir les nouveautés.',
          ],
        },
        'N’effacez jamais les données du navigateur tant que quelque chose attend.',
      ],
    },
  },
  exercise:
    'Vous êtes chez Rose EXERCICE, dans une vallée sans réseau. Lisez sa lettre, notez votre passage ; son voisin Paul FICTIF veut un DMP. Puis le réseau revient.',
  steps: {
    lose: {
      title: 'Coupez le réseau de l’exercice',
      hint: 'L’interrupteur est ci-dessous, dans ce panneau.',
    },
    read: {
      title: 'Lisez la lettre de sortie de Rose',
      hint: 'Son dossier est gardé sur l’appareil : ouvrez « Lettre de sortie (exercice) ».',
    },
    add: {
      title: 'Ajoutez une note',
      hint: '« Ajouter un document », « Écrire une note ». Elle attend : voyez la marque en haut de l’écran.',
    },
    create: {
      title: 'Créez le DMP de Paul, sans réseau',
      hint: '« Lire la carte Vitale », carte de Paul, « Préparer la création », puis les trois étapes.',
    },
    back: {
      title: 'Rétablissez le réseau, et voyez tout partir',
      hint: 'Le même interrupteur. Sous « Envois », chaque ligne dit alors « Reçu par le serveur ».',
    },
  },
  questions: {
    prepare: {
      question: 'Que faire avant une tournée en zone blanche ?',
      answers: {
        nothing: 'Rien : tout est toujours là',
        keep: 'Garder les dossiers sur l’appareil',
        print: 'Tout imprimer',
      },
      explanation:
        '« Garder sur cet appareil », ou préparer la tournée : les documents sont alors tous reçus.',
    },
    locked: {
      question: 'Le réseau est revenu, l’appareil est verrouillé. Ce qui attend part-il ?',
      answers: { yes: 'Oui', no: 'Non', wifiOnly: 'En Wi-Fi seulement' },
      explanation: 'Non : verrouillé, l’appareil n’ouvre ni n’envoie rien. Déverrouillez-le.',
    },
    twice: {
      question: 'Une création attend depuis ce matin. Que faire ?',
      answers: {
        again: 'La refaire, pour être sûr',
        leave: 'La laisser partir seule',
        paper: 'La noter sur papier et l’effacer',
      },
      explanation: 'La laisser. Elle part seule ; si le dossier existait déjà, rien n’est créé en double.',
    },
    'break-glass': {
      question: 'Le bris de glace est-il possible sans réseau ?',
      answers: { yes: 'Oui', no: 'Non', doctorsOnly: 'Pour les médecins' },
      explanation: 'Non : seul le serveur peut ouvrir un dossier qui n’est pas sur l’appareil.',
    },
    refused: {
      question: 'Le serveur refuse un de vos documents. Que devient-il ?',
      answers: {
        lost: 'Il est perdu',
        keptAndSaid: 'Il est gardé, avec la raison du refus',
        retried: 'Il est renvoyé sans fin',
      },
      explanation:
        'Il reste dans « Envois », avec la raison : corriger, exporter ou abandonner, à vous de choisir.',
    },
  },
};
