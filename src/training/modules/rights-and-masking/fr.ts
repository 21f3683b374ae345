import type { ModuleTexts } from '#training/module.ts';

export const fr: ModuleTexts = {
  title: 'Droits et masquage',
  summary: 'Appliquer ce que la personne veut montrer, cacher, autoriser ou refuser.',
  pages: {
    who: {
      title: 'Qui peut lire',
      blocks: [
        '« Droits et accès » se lit avec la personne, par-dessus votre épaule : qui est autorisé, depuis quand, jusqu’à quand.',
        {
          list: [
            'Retirer une autorisation : ce professionnel ne lit plus ; le dossier quitte ses appareils au prochain contact.',
            'Bloquer : plus aucun accès, même par bris de glace. Seul le centre 15 garde sa propre règle.',
            'Autoriser une équipe : un seul accord, chaque membre nommé.',
          ],
        },
        { source: 'L1111-19 ; IG TD0.2 NB1 ; R1111-46' },
      ],
    },
    masking: {
      title: 'Masquer un document aux professionnels',
      blocks: [
        'La personne peut faire masquer un document. Il ne reste visible que de son auteur et du médecin traitant, après une seconde confirmation de la personne.',
        'Les autres ne voient ni le document, ni qu’il existe. Même un accès d’urgence ne l’ouvre pas.',
        { source: 'R1111-49 ; L1111-16' },
      ],
    },
    oppositions: {
      title: 'S’opposer aux accès d’urgence',
      blocks: [
        'Le bris de glace et le centre 15 sont acceptés si rien n’est changé. La personne peut refuser l’un, l’autre ou les deux, à tout moment : décochez, puis « Enregistrer ces choix ».',
        'Expliquez la conséquence : si elle ne peut pas s’exprimer, personne n’ouvrira son dossier par cette voie.',
        { source: 'L1111-17 I' },
      ],
    },
    'not-visible': {
      title: 'Non visible du titulaire, en attendant une annonce',
      blocks: [
        'L’auteur peut différer la visibilité d’un document que la personne doit apprendre de vive voix. Après deux semaines elle sait que quelque chose l’attend, après un mois le document se montre de lui-même.',
        'Rendre visible est définitif : on le confirme, et rien ne le cache à nouveau.',
        'Masqué aux professionnels et non visible du titulaire à la fois est interdit : plus personne ne veillerait sur ce document.',
        { source: 'R1111-53 ; EX_3.3-1045 ; EX_2.1-1050' },
      ],
    },
  },
  exercise:
    'Paul FICTIF ne veut plus que les autres professionnels voient un résultat d’analyse, et refuse désormais le bris de glace. Faites ce qu’il demande, puis montrez-lui que c’est noté.',
  steps: {
    open: { title: 'Ouvrez le dossier de Paul', hint: 'Il est dans la liste des dossiers de cet appareil.' },
    mask: {
      title: 'Masquez le résultat d’analyse',
      hint: 'Ouvrez « Résultat d’analyse (exercice) », puis « Agir sur ce document », « Masquer ».',
    },
    oppose: {
      title: 'Notez son refus du bris de glace',
      hint: '« Droits et accès », « Accès d’urgence » : décochez le bris de glace, puis « Enregistrer ces choix ».',
    },
    traces: { title: 'Montrez-lui les traces', hint: 'Dans le dossier, ouvrez « Qui a vu quoi ».' },
  },
  questions: {
    'masked-for': {
      question: 'Un document est masqué. Qui peut encore le lire ?',
      answers: {
        nobody: 'Personne',
        authorAndAttending: 'Son auteur, et le médecin traitant après une seconde confirmation',
        everybody: 'Tous ceux qui sont autorisés',
      },
      explanation: 'Son auteur, et le médecin traitant confirmé. Les autres ne savent même pas qu’il existe.',
    },
    block: {
      question: 'Un professionnel bloqué peut-il ouvrir le dossier par bris de glace ?',
      answers: {
        emergencyOpens: 'Oui, c’est une urgence',
        noAccess: 'Non',
        readsOnly: 'Oui, en lecture seule',
      },
      explanation: 'Non. Un blocage ferme aussi le bris de glace ; seul le centre 15 suit sa propre règle.',
    },
    reveal: {
      question: 'Vous rendez un document visible au titulaire. Peut-on revenir en arrière ?',
      answers: {
        undo: 'Oui, tout de suite',
        final: 'Non, c’est définitif',
        week: 'Oui, pendant une semaine',
      },
      explanation: 'C’est définitif (EX_3.3-1045) : ce qui a été montré ne se cache plus.',
    },
    announcement: {
      question: 'Un document non visible du titulaire attend son annonce. Quand se montre-t-il de lui-même ?',
      answers: { never: 'Jamais', month: 'Après un mois', day: 'Le lendemain' },
      explanation:
        'Après un mois. Après deux semaines déjà, la personne est avertie que quelque chose l’attend.',
    },
    both: {
      question: 'Peut-on masquer aux professionnels un document que le titulaire ne voit pas ?',
      answers: { allowed: 'Oui', forbidden: 'Non', doctors: 'Les médecins seulement' },
      explanation:
        'Non, sauf décision de l’exploitant (EX_2.1-1050) : le document ne serait plus vu de personne.',
    },
  },
};
