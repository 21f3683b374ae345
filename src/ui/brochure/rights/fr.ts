import type { BrochureText } from '../brochure-text.ts';

/** What a holder may ask for, how, and by which text. */
export const rights: BrochureText = {
  title: 'Vos droits sur votre dossier',
  subtitle: 'Dossier médical partagé (DMP)',
  version: (version) => `Version ${version}`,
  pageNumber: (page, pages) => `page ${page} sur ${pages}`,
  lead: 'Ce dossier est le vôtre. Voici ce que vous pouvez demander, à qui, et ce qui se passe ensuite. Vous n’avez jamais à dire pourquoi, sauf là où c’est écrit.',
  sections: [
    {
      heading: 'À qui demander',
      paragraphs: [
        'À n’importe quel professionnel que vous avez autorisé : médecin, infirmier, pharmacien. Il le fait devant vous, dans Relais, et vous montre le résultat. Votre médecin traitant le peut aussi.',
        'Vous ne vous connectez pas vous-même à Relais : tout ce qui suit se fait auprès d’un professionnel, ou de l’établissement qui met Relais à sa disposition.',
      ],
    },
    {
      heading: 'Voir votre dossier et en avoir une copie',
      paragraphs: [
        'Vous pouvez voir ce qu’il contient à tout moment. Le professionnel peut vous en remettre une copie : vos données, vos documents et la liste des accès.',
        'Un résultat difficile peut rester un temps non visible pour vous, jusqu’à la consultation où l’on vous l’explique. Au bout de deux semaines, vous êtes prévenu qu’il y a du nouveau ; au bout d’un mois, le document devient visible.',
      ],
      reference:
        'Code de la santé publique, articles L1111-19 et R1111-53 ; règlement (UE) 2016/679, article 15',
    },
    {
      heading: 'Faire corriger une erreur',
      paragraphs: [
        'Une erreur dans un document se corrige auprès de celui qui l’a écrit : il dépose une version juste, et l’ancienne est marquée comme remplacée. Votre adresse, votre téléphone ou la personne à prévenir se corrigent tout de suite.',
      ],
      reference: 'Règlement (UE) 2016/679, article 16',
    },
    {
      heading: 'Masquer un document',
      paragraphs: [
        'Vous pouvez demander qu’un document ne soit plus visible des professionnels, puis changer d’avis. Deux continuent de le voir : celui qui l’a déposé et votre médecin traitant. Dans une urgence, un document masqué reste masqué.',
        'Avant 18 ans, vous pouvez demander que certains soins, que la loi permet de recevoir en secret, ne soient pas visibles de vos parents.',
      ],
      reference: 'Articles L1111-16, R1111-49 et R1111-50',
    },
    {
      heading: 'Savoir qui a regardé',
      paragraphs: [
        'Chaque accès laisse une trace : qui, quand, par quel accès, et ce qui a été fait. Vous pouvez lire ces traces à tout moment. Personne ne peut les effacer ni les changer sans que cela se voie.',
      ],
      reference: 'Articles L1111-19 et R1111-43',
    },
    {
      heading: 'Choisir qui peut lire',
      points: [
        'Autoriser un professionnel, ou une équipe de soins entière : pour un an, renouvelable.',
        'Retirer une autorisation : l’accès s’arrête aussitôt. La copie gardée sur un appareil hors réseau s’efface dès qu’il le retrouve, et au plus tard à la fin de sa durée de conservation.',
        'Bloquer un professionnel : il n’entre plus, ni avec une autorisation, ni par «\u00a0bris de glace\u00a0», et n’ajoute plus rien.',
        'Connaître à tout moment la liste de ceux qui ont accès.',
        'Choisir votre médecin traitant : il voit tout le dossier.',
      ],
      after: [
        'Une banque, un assureur, une mutuelle ou un employeur ne peuvent pas vous demander de l’ouvrir.',
      ],
      reference: 'Articles L1111-16 à L1111-19 et R1111-46',
    },
    {
      heading: 'Refuser un ajout',
      paragraphs: [
        'Vous pouvez vous opposer à l’ajout d’un document pour une raison sérieuse, à dire au professionnel. Sans cette raison, il ajoute ce qui est utile à vos soins.',
      ],
      reference: 'Article R1111-47',
    },
    {
      heading: 'Les accès d’urgence',
      points: [
        'Le «\u00a0bris de glace\u00a0» : si vous ne pouvez pas vous exprimer et que votre santé est en danger immédiat, un professionnel peut ouvrir votre dossier en disant pourquoi. Vous et votre médecin traitant en êtes informés ensuite ; sans adresse électronique, par une lettre.',
        'Le médecin régulateur du 15 peut l’ouvrir quand il reçoit un appel à votre sujet.',
      ],
      after: [
        'Vous pouvez refuser l’un, l’autre ou les deux, à la création ou plus tard, et revenir sur ce choix.',
      ],
      reference: 'Articles L1111-17 et R1111-48',
    },
    {
      heading: 'Revenir sur votre accord et fermer le dossier',
      paragraphs: [
        'Vous pouvez faire fermer votre dossier quand vous voulez. Plus personne ne le consulte ni n’y écrit. Il est gardé dix ans, pendant lesquels vous pouvez le faire rouvrir, puis effacé. Vos soins et vos remboursements restent les mêmes.',
      ],
      reference: 'Articles L1111-14 et R1111-36',
    },
    {
      heading: 'Faire effacer le dossier',
      paragraphs: [
        'Une fois le dossier fermé, vous pouvez demander qu’il soit effacé sans attendre dix ans : c’est fait dans les trois mois, sauvegardes comprises. Le premier mois vous laisse changer d’avis et le faire rouvrir ; ensuite, rien ne se rattrape. Une copie que vous aviez demandée avant reste à vous.',
      ],
      reference: 'Article R1111-36',
    },
    {
      heading: 'Vous plaindre',
      paragraphs: [
        'Écrivez d’abord à l’établissement qui met Relais à disposition, à l’attention de son délégué à la protection des données. Il a un mois pour répondre.',
        'Si la réponse ne vous convient pas, ou sans réponse, adressez une plainte à la Commission nationale de l’informatique et des libertés : CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, ou sur www.cnil.fr. C’est gratuit.',
      ],
      reference: 'Règlement (UE) 2016/679, articles 12 et 77',
    },
  ],
  sources:
    'Texte rédigé pour Relais. Les articles cités sans autre mention sont ceux du Code de la santé publique.',
};
