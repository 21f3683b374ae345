import type { ModuleTexts } from '#training/module.ts';

export const fr: ModuleTexts = {
  title: 'Le bris de glace',
  summary: 'Ouvrir un dossier en urgence, quand la personne ne peut pas s’exprimer, et en répondre.',
  pages: {
    when: {
      title: 'Quand',
      blocks: [
        'Deux conditions ensemble : la personne ne peut pas s’exprimer, et sa santé est en danger immédiat. Si elle peut répondre, demandez-lui son accord : c’est plus rapide, et c’est son droit.',
        'Tout professionnel de santé peut le faire. Le médecin régulateur du centre 15 a une voie à lui.',
        { source: 'L1111-17 I' },
      ],
    },
    how: {
      title: 'Comment',
      blocks: [
        {
          list: [
            'Qui : nom, prénom et date de naissance exacts, carte Vitale, ou code INS. Aucune recherche approchée.',
            'Pourquoi : une raison, écrite.',
            'Vous : le code de votre carte, ou votre clé d’accès. Il faut être connecté et avoir du réseau.',
          ],
        },
        'Le bouton est sur l’écran de verrouillage : préparez-vous avant d’en avoir besoin.',
      ],
    },
    limits: {
      title: 'Ce qui reste fermé',
      blocks: [
        'Si la personne a refusé le bris de glace, ou vous a bloqué, rien ne s’ouvre, et l’écran le dit. Ce qu’elle a masqué le reste.',
        'L’accès se voit pendant toute sa durée : cadre violet, temps restant. Rien n’est gardé sur l’appareil. Il se ferme seul au bout de quatre heures, ou du temps choisi par l’exploitant ; terminez-le dès que possible.',
        { source: 'R1111-49 ; EX_0.3-1050' },
      ],
    },
    after: {
      title: 'Après',
      blocks: [
        'La personne et son médecin traitant sont prévenus. Sans adresse électronique, la personne reçoit une lettre.',
        'Écrivez à quoi l’accès a servi, en quelques mots : cela rejoint les traces, que la personne peut lire.',
        { source: 'R1111-48' },
      ],
    },
  },
  exercise:
    'Jeanne MODELE, 58 ans, est trouvée inconsciente chez elle. Sa carte Vitale est dans son sac. Cherchez ce qui peut la mettre en danger, puis répondez de votre accès.',
  steps: {
    open: {
      title: 'Ouvrez son dossier en urgence',
      hint: '« Urgence » : carte Vitale de Jeanne dans le lecteur, « Carte Vitale », une raison, puis votre carte CPS et le code 1234.',
    },
    read: {
      title: 'Lisez ses allergies et ses traitements',
      hint: 'La synthèse les montre ; ouvrez le document « Allergies et traitements (exercice) » d’où ils viennent.',
    },
    end: { title: 'Terminez l’accès', hint: '« Terminer », dans la bande violette.' },
    note: {
      title: 'Écrivez à quoi il a servi',
      hint: 'Sur la page qui suit : quelques mots, puis « Écrire ».',
    },
  },
  questions: {
    condition: {
      question: 'Vous êtes pressé, la personne peut parler. Bris de glace ?',
      answers: {
        hurry: 'Oui, pour gagner du temps',
        cannotSpeak: 'Non : seulement si elle ne peut pas s’exprimer et court un danger immédiat',
        forgotCard: 'Oui, si elle a oublié sa carte Vitale',
      },
      explanation:
        'Les deux conditions sont nécessaires ensemble. Sinon, on demande l’accord de la personne.',
    },
    refused: {
      question: 'La personne s’était opposée au bris de glace. Que se passe-t-il ?',
      answers: {
        openAnyway: 'Le dossier s’ouvre, avec une raison',
        nothingOpens: 'Rien ne s’ouvre, et l’écran le dit',
        doctorOpens: 'Un médecin peut passer outre',
      },
      explanation: 'Son refus vaut pour tous, dit d’avance et en connaissance de cause (L1111-17 I).',
    },
    told: {
      question: 'Qui est prévenu d’un bris de glace ?',
      answers: {
        nobody: 'Personne',
        holderAndDoctor: 'La personne et son médecin traitant',
        operator: 'L’exploitant seulement',
      },
      explanation: 'La personne et son médecin traitant, par avis ou par lettre (R1111-48).',
    },
    masked: {
      question: 'Un document masqué se voit-il en urgence ?',
      answers: {
        visible: 'Oui',
        staysHidden: 'Non',
        afterReason: 'Oui, après une seconde raison',
      },
      explanation: 'Non : ce qui est masqué le reste. Ce que vous lisez n’est donc pas forcément complet.',
    },
    network: {
      question: 'Le bris de glace fonctionne…',
      answers: {
        offline: 'sans réseau seulement',
        online: 'avec le réseau seulement',
        both: 'avec ou sans réseau',
      },
      explanation: 'Avec le réseau : c’est le serveur qui décide, et qui note. Rien n’est décidé hors ligne.',
    },
  },
};
