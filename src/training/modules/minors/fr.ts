import type { ModuleTexts } from '#training/module.ts';

export const fr: ModuleTexts = {
  title: 'Le secret d’un mineur',
  summary: 'Tenir secret, envers ses représentants légaux, ce qu’un mineur venu seul confie.',
  pages: {
    representatives: {
      title: 'Les représentants légaux',
      blocks: [
        'Le représentant légal consent à la création du DMP d’un mineur, et en exerce les droits. Il est nommé dans le dossier, avec son lien ; cela prend fin de soi-même à la majorité.',
        'Il peut demander une copie du dossier : elle ne contient pas ce qui lui est caché.',
        { source: 'R1111-50' },
      ],
    },
    secrecy: {
      title: 'Le secret',
      blocks: [
        'Pour certains actes prévus par la loi, un mineur peut se faire soigner sans que ses représentants le sachent. Il peut demander que ce qui s’y rapporte ne leur soit pas visible.',
        'De quels actes il s’agit, c’est vous qui l’appréciez : Relais ne juge pas, il tient le secret demandé.',
        { source: 'R1111-50 ; EX_0.1-1100' },
      ],
    },
    session: {
      title: 'La session confidentielle',
      blocks: [
        'Le mineur est venu seul et demande le secret : dans « Droits et accès », commencez une session confidentielle, avec lui. La bande d’identité le dit tant qu’elle dure.',
        'Tant qu’elle dure, seuls des documents non visibles des représentants peuvent être ajoutés : Relais refuse les autres. Vos lectures et vos actes sont notés comme confidentiels.',
        { source: 'EX_2.1-1050' },
      ],
    },
    careful: {
      title: 'Ce qui demande attention',
      blocks: [
        {
          list: [
            'Quittez la session confidentielle dès que le mineur n’est plus seul avec vous.',
            'Rendre un document visible aux représentants est définitif.',
            'Le mineur peut tout lire de son dossier ; un autre professionnel autorisé aussi.',
          ],
        },
      ],
    },
  },
  exercise:
    'Zoé ESSAI, 15 ans, est venue seule. Elle demande que sa mère n’en sache rien. Notez la consultation sous le secret, puis quittez la session confidentielle.',
  steps: {
    open: { title: 'Ouvrez le dossier de Zoé', hint: 'Il est dans la liste des dossiers de cet appareil.' },
    begin: {
      title: 'Commencez une session confidentielle',
      hint: '« Droits et accès », « Commencer une session confidentielle ».',
    },
    add: {
      title: 'Ajoutez un document caché aux représentants',
      hint: '« Ajouter un document », « Écrire une note ». La visibilité est déjà choisie : regardez-la avant d’ajouter.',
    },
    end: {
      title: 'Quittez la session confidentielle',
      hint: '« Droits et accès », « Quitter la session confidentielle ».',
    },
  },
  questions: {
    create: {
      question: 'Qui consent à la création du DMP d’un mineur ?',
      answers: {
        minorAlone: 'Le mineur seul',
        representative: 'Son représentant légal',
        nobody: 'Personne : il est automatique',
      },
      explanation: 'Son représentant légal, qui est nommé dans le dossier.',
    },
    session: {
      question: 'Pendant une session confidentielle, que peut-on ajouter ?',
      answers: {
        onlyHidden: 'Seulement des documents cachés aux représentants',
        anything: 'N’importe quel document',
        nothing: 'Rien',
      },
      explanation: 'Seulement ce qui leur est caché (EX_2.1-1050) : un oubli ne peut pas trahir le mineur.',
    },
    export: {
      question: 'Un représentant demande une copie du dossier. Le document caché y est-il ?',
      answers: { included: 'Oui', leftOut: 'Non', onRequest: 'Oui, s’il insiste' },
      explanation:
        'Non : ce qui leur est caché l’est aussi dans la copie, et dans les traces qui leur sont montrées.',
    },
    reveal: {
      question: 'Rendre un document visible aux représentants, est-ce réversible ?',
      answers: {
        again: 'Oui, on peut le cacher à nouveau',
        final: 'Non, c’est définitif',
        representatives: 'Oui, s’ils sont d’accord',
      },
      explanation: 'C’est définitif. Ne le faites qu’à la demande du mineur.',
    },
    adult: {
      question: 'À la majorité, que devient l’accès du représentant ?',
      answers: {
        continues: 'Il continue',
        endsItself: 'Il prend fin de lui-même',
        byJudge: 'Un juge doit y mettre fin',
      },
      explanation: 'Il prend fin de lui-même à dix-huit ans.',
    },
  },
};
