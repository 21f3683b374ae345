import type { ModuleTexts } from '#training/module.ts';

export const fr: ModuleTexts = {
  title: 'Créer un DMP',
  summary: 'Informer, recueillir le consentement, identifier : trois étapes, dans cet ordre.',
  pages: {
    inform: {
      title: '1. Informer',
      blocks: [
        'Dites avec vos mots ce qu’est le DMP, et remettez la brochure d’information. Relais la montre à l’écran, l’imprime, et note quelle version a été remise.',
        'Rien n’est créé avant la dernière étape : la personne peut s’arrêter à tout moment.',
        { source: 'EX_1.1-1010' },
      ],
    },
    consent: {
      title: '2. Recueillir le consentement',
      blocks: [
        'Cochez ce que la personne vous dit. Votre coche, votre nom et l’heure valent trace de son consentement ; sans elle, aucun DMP.',
        'Les deux accès d’urgence, bris de glace et centre 15, sont cochés d’office. Expliquez-les, et décochez ce qu’elle refuse.',
        'Pour un mineur, le représentant légal consent : nommez-le d’abord.',
        { source: 'EX_1.1-1050' },
      ],
    },
    identify: {
      title: '3. Identifier par la carte Vitale',
      blocks: [
        'La carte est lue en présence de la personne, puis vous confirmez que c’est bien elle : demandez-lui ses nom, prénom et date de naissance, sans les lire à voix haute.',
        'Une identité saisie à la main ne crée jamais de DMP. Certaines cartes ne le permettent pas : enfant sans numéro à lui, date de naissance à 00, carte de première génération. Relais dit pourquoi.',
        { source: 'EX_GEN-1250 ; EX_GEN-1400' },
      ],
    },
    afterwards: {
      title: 'Après la création',
      blocks: [
        'Imprimez l’accusé de création et remettez-le.',
        'Créer un dossier n’autorise pas à le lire. « M’autoriser à consulter ce dossier » est un acte à part, valable un an, si la personne est d’accord.',
        'Sans réseau, les trois étapes se font aussi : la création attend sur l’appareil et part seule. Ne la refaites pas.',
        { source: 'EX_0.3-1010 ; EX_1.2-1010' },
      ],
    },
  },
  exercise:
    'Rose EXERCICE, 82 ans, veut un DMP. Elle accepte le bris de glace, mais refuse l’accès du centre 15. Elle est d’accord pour que vous consultiez son dossier.',
  steps: {
    card: {
      title: 'Lisez la carte Vitale de Rose',
      hint: 'Ouvrez « Lire la carte Vitale », puis mettez la carte de Rose dans le lecteur, ci-dessous.',
    },
    create: {
      title: 'Créez son DMP, sans l’accès du centre 15',
      hint: '« Créer son DMP », puis les trois étapes. À la deuxième, cochez le consentement et décochez l’accès du centre 15.',
    },
    authorise: {
      title: 'Autorisez-vous à consulter',
      hint: 'Sur l’écran qui suit la création, ou en relisant sa carte : ouvrir le dossier avec l’accord du titulaire.',
    },
  },
  questions: {
    order: {
      question: 'Par quoi commence-t-on ?',
      answers: {
        consentFirst: 'Le consentement',
        informFirst: 'L’information et la brochure',
        cardFirst: 'La confirmation de l’identité',
      },
      explanation: 'On informe d’abord : un consentement ne vaut que s’il est éclairé.',
    },
    typed: {
      question: 'La personne n’a pas sa carte Vitale. Pouvez-vous créer son DMP ?',
      answers: {
        yes: 'Oui, en saisissant son nom',
        no: 'Non',
        withReason: 'Oui, en écrivant une raison',
      },
      explanation:
        'Non : la création part toujours d’une carte lue. Sans elle, on risquerait deux dossiers pour une personne.',
    },
    emergency: {
      question: 'Comment les deux accès d’urgence sont-ils présentés ?',
      answers: {
        ticked: 'Cochés ; on décoche ce que la personne refuse',
        unticked: 'Décochés ; on coche ce qu’elle accepte',
        absent: 'Ils ne sont pas demandés',
      },
      explanation:
        'Cochés d’office (EX_1.1-1050) : il faut donc les expliquer, et décocher ce qui est refusé.',
    },
    'own-access': {
      question: 'Vous venez de créer le dossier. Pouvez-vous le lire ?',
      answers: {
        automatic: 'Oui, automatiquement',
        separate: 'Seulement après un acte d’autorisation à part',
        doctorsOnly: 'Seulement si vous êtes médecin',
      },
      explanation: 'L’autorisation est un acte explicite, chaque fois (EX_0.3-1010). Elle vaut un an.',
    },
    offline: {
      question: 'Le réseau manque pendant la création. Que se passe-t-il ?',
      answers: {
        impossible: 'Elle est impossible',
        waits: 'Elle attend sur l’appareil et part seule',
        again: 'Il faut la refaire au retour du réseau',
      },
      explanation: 'Elle attend, scellée, et part d’elle-même. La refaire écrirait deux fois la même chose.',
    },
  },
};
