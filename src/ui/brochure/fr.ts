import type { BrochureText } from './brochure-text.ts';

export const brochure: BrochureText = {
  title: 'Votre dossier médical partagé',
  subtitle: 'Information du patient avant la création du dossier',
  version: (version) => `Version ${version}`,
  pageNumber: (page, pages) => `page ${page} sur ${pages}`,
  lead: 'Un professionnel de santé vous propose de créer votre dossier médical partagé (DMP). Prenez le temps de lire cette brochure, posez vos questions, puis décidez. Elle est à vous.',
  sections: [
    {
      heading: 'À quoi sert ce dossier',
      paragraphs: [
        'Le DMP réunit les documents utiles à la coordination de vos soins : comptes rendus, résultats d’analyses, ordonnances, allergies, traitements en cours. Les professionnels que vous autorisez les retrouvent, en ville, à l’hôpital ou chez vous.',
        'Il est gratuit. Il ne remplace pas le dossier que chaque professionnel tient pour lui-même, et il n’a pas à tout contenir : on y dépose ce qui sert à vous soigner.',
      ],
      reference: 'Code de la santé publique, articles L1111-14 et L1111-15',
    },
    {
      heading: 'C’est vous qui décidez',
      points: [
        'Votre dossier n’est créé que si vous dites oui. Ce oui est noté, avec sa date et le nom de celui qui l’a recueilli.',
        'Vous pouvez refuser : vos soins et vos remboursements restent les mêmes.',
        'Vous pouvez changer d’avis plus tard et faire clôturer votre dossier.',
      ],
      reference: 'Articles L1111-14 et R1111-36',
    },
    {
      heading: 'Comment il est créé',
      points: [
        'On vous informe et on vous remet cette brochure.',
        'On recueille votre consentement.',
        'On lit votre carte Vitale et vous confirmez votre identité. Un identifiant de santé est calculé à partir de la carte ; votre numéro de sécurité sociale ne sert qu’à ce calcul et n’est pas gardé par Relais.',
      ],
      after: [
        'Un enfant peut avoir un dossier s’il a son propre numéro de sécurité sociale sur une carte Vitale. Ce sont alors ses parents, ou ceux qui exercent l’autorité parentale, qui décident.',
      ],
    },
    {
      heading: 'Qui peut le consulter',
      points: [
        'Les professionnels de santé que vous autorisez, et les membres de l’équipe qui vous soigne avec eux. Dans Relais, une autorisation dure un an et peut être renouvelée.',
        'Votre médecin traitant, qui a accès à l’ensemble du dossier.',
        'Vous-même, à tout moment.',
      ],
      after: [
        'Créer votre dossier ne donne pas de lui-même le droit de le lire : le professionnel vous le demande, à part.',
        'Personne ne peut exiger de voir votre dossier pour vous faire signer un contrat : ni une mutuelle, ni un assureur, ni une banque. Y accéder sans droit est puni par la loi.',
      ],
      reference: 'Articles L1111-16 à L1111-18 et R1111-46',
    },
    {
      heading: 'En cas d’urgence',
      paragraphs: [
        'Deux accès existent pour vous secourir. Ils sont acceptés par défaut ; dites-le si vous refusez l’un ou l’autre. Vous pourrez changer d’avis.',
      ],
      points: [
        'Le «\u00a0bris de glace\u00a0» : si vous ne pouvez pas vous exprimer et que votre santé est en danger immédiat, un professionnel de santé peut ouvrir votre dossier. Il doit en donner la raison. Vous et votre médecin traitant en êtes informés ensuite.',
        'Le médecin régulateur du SAMU (le 15) : quand il reçoit un appel à votre sujet, il peut ouvrir votre dossier.',
      ],
      reference: 'Articles L1111-17 et R1111-48',
    },
    {
      heading: 'Vos droits',
      points: [
        'Voir ce que contient votre dossier, et en demander une copie.',
        'Savoir qui l’a ouvert, quand, et ce qui a été fait : chaque accès laisse une trace.',
        'Connaître la liste des professionnels autorisés, retirer une autorisation, ou bloquer un professionnel.',
        'Masquer un document. Celui qui l’a déposé et votre médecin traitant continuent de le voir.',
        'Faire corriger une erreur, auprès de celui qui a écrit le document.',
        'Vous opposer à l’ajout d’un document, pour un motif légitime.',
      ],
      after: [
        'Une personne mineure peut demander que certains soins, que la loi lui permet de recevoir en secret, ne soient pas visibles de ses parents.',
        'Un résultat difficile peut rester quelque temps non visible pour vous, jusqu’à la consultation où l’on vous l’annoncera.',
      ],
      reference:
        'Articles L1111-19, R1111-43, R1111-46, R1111-47, R1111-49, R1111-50 et R1111-53 ; règlement (UE) 2016/679, articles 15 et 16',
    },
    {
      heading: 'Comment il est protégé',
      points: [
        'Un professionnel ne se connecte qu’avec sa carte et son code personnel.',
        'Vos documents sont chiffrés sur le serveur, et sur l’appareil de ceux qui vous soignent.',
        'Un professionnel en visite peut garder une copie chiffrée pour vous soigner sans réseau. Elle s’efface quand il n’est plus autorisé, dès que son appareil retrouve le réseau, et au plus tard à la fin de sa durée de conservation.',
      ],
    },
    {
      heading: 'Fermer votre dossier',
      paragraphs: [
        'Vous pouvez demander sa clôture à tout moment. Il est alors archivé dix ans, puis effacé. Vous pouvez demander qu’il soit effacé plus tôt : c’est fait dans les trois mois.',
      ],
      reference: 'Article R1111-36',
    },
    {
      heading: 'Exercer vos droits',
      paragraphs: [
        'Adressez-vous au professionnel qui vous remet cette brochure, à votre médecin traitant, ou à l’établissement qui met Relais à sa disposition. Si la réponse ne vous convient pas, vous pouvez saisir la Commission nationale de l’informatique et des libertés (CNIL).',
      ],
    },
  ],
  sources:
    'Texte rédigé pour Relais. Les articles cités sans autre mention sont ceux du Code de la santé publique.',
};
