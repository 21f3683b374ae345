import type { ModuleTexts } from '#training/module.ts';

export const fr: ModuleTexts = {
  title: 'Ce qu’est le DMP, et ce qu’il n’est pas',
  summary: 'Dire à une personne, en deux minutes, ce qu’est son dossier et ce qu’il ne fait pas.',
  pages: {
    what: {
      title: 'Un outil de coordination des soins',
      blocks: [
        'Le DMP réunit ce qui sert à plusieurs professionnels auprès d’une même personne : comptes rendus, résultats d’analyses, allergies, traitements. Ville et hôpital y lisent la même chose.',
        'C’est un service public, proposé gratuitement à tous les bénéficiaires de l’assurance maladie. Il n’est pas obligatoire : qui refuse est soigné et remboursé comme les autres.',
        { source: 'Loi du 13 août 2004 ; Code de la santé publique, L1111-14 et suivants' },
      ],
    },
    'is-not': {
      title: 'Ce qu’il n’est pas',
      blocks: [
        'Le DMP ne remplace pas votre dossier professionnel, et n’a pas vocation à être exhaustif. Vous y mettez ce que vous jugez utile à la coordination des soins.',
        {
          list: [
            'Ce n’est pas une messagerie : y déposer un document ne prévient personne d’urgent.',
            'Ce n’est pas un dossier de remboursement.',
            'Ce qui n’y figure pas n’est pas pour autant absent : « rien trouvé » n’est pas « aucune allergie ».',
          ],
        },
      ],
    },
    whose: {
      title: 'Le dossier du patient',
      blocks: [
        'C’est la personne qui décide de le créer, et elle qui autorise les professionnels de son choix à le consulter. Elle peut changer d’avis à tout moment, masquer un document, faire fermer son dossier.',
        'Chaque accès laisse une trace : qui, quand, pour faire quoi, dans quel mode. Elle peut demander à voir ces traces.',
        'Un enfant peut avoir un DMP dès qu’il a son propre numéro de sécurité sociale dans une carte Vitale. Son représentant légal y consent pour lui.',
        { source: 'L1111-19 ; brochure d’information' },
      ],
    },
    sources: {
      title: 'Un identifiant qui n’est pas le numéro de sécurité sociale',
      blocks: [
        'Le dossier est rangé sous un identifiant de santé (INS), calculé à la lecture de la carte Vitale. Il sert uniquement à conserver et à échanger des données de santé, et garantit qu’elles sont bien celles de la personne prise en charge.',
        'Le numéro lu sur la carte sert à ce calcul, puis Relais l’oublie : il n’est ni affiché, ni conservé.',
        'Pour utiliser le DMP, il faut deux choses : s’identifier par sa carte de professionnel de santé, et être autorisé par le patient.',
      ],
    },
  },
  exercise: '',
  steps: {},
  questions: {
    replaces: {
      question: 'Le DMP remplace-t-il votre dossier professionnel ?',
      answers: { yes: 'Oui', no: 'Non', later: 'Oui, après la première année' },
      explanation:
        'Non. Votre dossier professionnel reste le vôtre, et complet ; le DMP contient ce qui sert à la coordination.',
    },
    optional: {
      question: 'Qui décide de la création d’un DMP ?',
      answers: {
        mandatory: 'La loi : il est obligatoire',
        holderDecides: 'La personne, après information',
        doctorDecides: 'Le médecin traitant',
      },
      explanation: 'La personne. Le DMP n’est pas obligatoire, et refuser ne change rien aux soins.',
    },
    number: {
      question: 'Sous quoi un dossier est-il rangé ?',
      answers: {
        ins: 'Un identifiant de santé (INS)',
        nir: 'Le numéro de sécurité sociale',
        phone: 'Le numéro de téléphone',
      },
      explanation:
        'Un identifiant de santé, différent du numéro de sécurité sociale, et qui ne sert qu’aux données de santé.',
    },
    content: {
      question: 'Que met-on dans un DMP ?',
      answers: {
        everything: 'Tout ce que contient votre logiciel',
        useful: 'Ce que vous jugez utile à la coordination des soins',
        lettersOnly: 'Les lettres de l’hôpital seulement',
      },
      explanation:
        'Ce qui est utile à ceux qui soignent la même personne. Le DMP n’a pas vocation à être exhaustif.',
    },
    minor: {
      question: 'Un enfant peut-il avoir un DMP ?',
      answers: {
        never: 'Non, jamais',
        ownNumber: 'Oui, s’il a son propre numéro dans une carte Vitale',
        sixteen: 'Seulement à partir de seize ans',
      },
      explanation:
        'Oui, dès qu’il a son propre numéro de sécurité sociale dans une carte Vitale ; son représentant légal consent pour lui.',
    },
  },
};
