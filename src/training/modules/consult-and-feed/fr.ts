import type { ModuleTexts } from '#training/module.ts';

export const fr: ModuleTexts = {
  title: 'Consulter et alimenter',
  summary: 'Ouvrir un dossier avec l’accord de la personne, le lire, y ajouter un document.',
  pages: {
    consult: {
      title: 'Consulter : avec l’accord de la personne',
      blocks: [
        'Pour lire un dossier, il faut y être autorisé : par la personne, ou comme membre d’une équipe de soins qu’elle a autorisée. L’autorisation se donne en sa présence, par un acte explicite, pour un an ; elle se renouvelle et se retire.',
        'Lire la carte Vitale ne suffit pas : elle dit qui est là, pas ce que la personne veut.',
        { source: 'L1111-17 I ; EX_0.3-1010' },
      ],
    },
    feed: {
      title: 'Alimenter : sans autorisation',
      blocks: [
        'Ajouter un document utile ne demande pas d’autorisation. Vous gardez la vue et la charge de vos propres documents, même si vous ne lisez pas le reste du dossier.',
        'Un professionnel que la personne a bloqué n’ajoute rien.',
        { source: 'IG TD0.2 NB2 ; R1111-47' },
      ],
    },
    choose: {
      title: 'Un document qui sert',
      blocks: [
        {
          list: [
            'Un titre que les autres comprennent, le bon type, la bonne date.',
            'Le bon patient : si le document nomme une autre personne, Relais s’arrête et demande pourquoi. Vérifiez avant d’écrire une raison.',
            'Une erreur ne s’efface pas en douce : on remplace le document par une nouvelle version. L’ancienne reste lisible dans l’historique.',
          ],
        },
        'Supprimer ou remplacer un document n’appartient qu’à son auteur.',
        { source: 'TD2.1b ; TD3.3c NB2' },
      ],
    },
    traces: {
      title: 'Tout se voit',
      blocks: [
        '« Qui a vu quoi » montre chaque lecture, chaque ajout, chaque refus, avec le nom, l’heure et la règle. Une lecture sans réseau y entre au retour du réseau.',
        'Ouvrez-le avec la personne quand elle le demande : c’est son droit.',
        { source: 'L1111-19' },
      ],
    },
  },
  exercise:
    'Rose EXERCICE sort de l’hôpital. Elle a un DMP, et accepte que vous le lisiez. Lisez sa lettre de sortie, puis notez votre passage.',
  steps: {
    card: {
      title: 'Lisez la carte Vitale de Rose',
      hint: 'Ouvrez « Lire la carte Vitale » et mettez sa carte dans le lecteur. Si Relais connaît plusieurs personnes, choisissez la bonne.',
    },
    authorise: {
      title: 'Ouvrez son dossier avec son accord',
      hint: 'Le dossier existe, mais ne vous est pas ouvert : « L’ouvrir avec l’accord du titulaire ».',
    },
    read: {
      title: 'Lisez la lettre de sortie',
      hint: 'Sous « Documents », ouvrez « Lettre de sortie (exercice) ».',
    },
    add: {
      title: 'Ajoutez un document',
      hint: '« Ajouter un document », par exemple « Écrire une note » : un titre, un texte, un type, puis « Ajouter au dossier ».',
    },
    traces: {
      title: 'Regardez les traces avec elle',
      hint: 'Dans le dossier, ouvrez « Qui a vu quoi ».',
    },
  },
  questions: {
    explicit: {
      question: 'La carte Vitale est dans le lecteur. Cela suffit-il pour lire le dossier ?',
      answers: {
        cardIsEnough: 'Oui : la personne l’a donnée',
        explicitAct: 'Non : il faut un acte d’autorisation',
        once: 'Oui, une seule fois',
      },
      explanation: 'La carte dit qui est là. L’autorisation est un acte à part, noté dans les traces.',
    },
    year: {
      question: 'Combien de temps vaut une autorisation ?',
      answers: { day: 'La journée', year: 'Un an, renouvelable', ever: 'Pour toujours' },
      explanation: 'Un an. Elle se renouvelle, et la personne peut la retirer à tout moment.',
    },
    feeding: {
      question: 'Faut-il être autorisé pour ajouter un document ?',
      answers: {
        needsAuthorisation: 'Oui',
        needsNone: 'Non',
        doctorsOnly: 'Seuls les médecins peuvent ajouter',
      },
      explanation:
        'Non : alimenter ne demande pas d’autorisation (IG TD0.2 NB2), sauf si la personne vous a bloqué.',
    },
    'wrong-person': {
      question: 'Relais dit que le document nomme une autre personne. Que faire d’abord ?',
      answers: {
        addAnyway: 'L’ajouter, avec une raison',
        stopAndCheck: 'S’arrêter et vérifier de qui est le document',
        rename: 'Changer le titre',
      },
      explanation:
        'Vérifier. La raison sert aux vraies exceptions (nom de naissance, d’usage) : un document dans le mauvais dossier met deux personnes en danger.',
    },
    correct: {
      question: 'Vous avez ajouté un document avec une erreur. Comment la corriger ?',
      answers: {
        overwrite: 'Le modifier sur place',
        replace: 'Le remplacer par une nouvelle version',
        impossible: 'On ne peut pas',
      },
      explanation: 'On remplace : la nouvelle version prend la place, l’ancienne reste connue de tous.',
    },
  },
};
