import type { BrochureText } from './brochure-text.ts';

/**
 * The brochure for people who find reading hard («facile à lire et à comprendre», FALC), after the European rules
 * «Information for all» (Inclusion Europe, 2009): one idea a line, short sentences, everyday words, a hard word explained
 * where it stands. Those rules also ask that people with a learning disability read the text before it bears their logo;
 * that has not been done, so it bears none.
 */
export const brochure: BrochureText = {
  title: 'Votre dossier médical partagé',
  subtitle: 'Information facile à lire et à comprendre',
  version: (version) => `Version ${version}, facile à lire`,
  pageNumber: (page, pages) => `page ${page} sur ${pages}`,
  lead: 'Vous pouvez lire ce texte avec quelqu’un. Vous pouvez poser des questions. Ensuite, vous décidez.',
  sections: [
    {
      heading: 'Le dossier, c’est quoi ?',
      paragraphs: [
        'Le dossier médical partagé s’appelle aussi le DMP.',
        'C’est un dossier sur votre santé.',
        'Il est sur ordinateur.',
        'On y range des papiers importants :',
      ],
      points: [
        'les résultats de vos examens,',
        'vos ordonnances : la liste de vos médicaments,',
        'vos allergies : ce qui est dangereux pour vous.',
      ],
      after: [
        'Le dossier aide les soignants à bien vous soigner.',
        'Les soignants sont par exemple les médecins et les infirmiers.',
        'Le dossier est gratuit.',
        'Il ne contient pas tout.',
        'Chaque soignant garde aussi son propre dossier.',
      ],
      reference: 'Code de la santé publique, articles L1111-14 et L1111-15',
    },
    {
      heading: 'C’est vous qui décidez',
      paragraphs: [
        'On vous demande si vous voulez un dossier.',
        'Vous pouvez dire oui.',
        'Vous pouvez dire non.',
      ],
      points: [
        'Si vous dites oui, le soignant l’écrit. Il écrit la date et son nom.',
        'Si vous dites non, rien ne change. Vous êtes soigné de la même façon. Vous êtes remboursé de la même façon.',
        'Vous pouvez changer d’avis plus tard. On ferme alors votre dossier.',
      ],
      reference: 'Articles L1111-14 et R1111-36',
    },
    {
      heading: 'Comment on crée le dossier',
      points: [
        'D’abord, on vous explique. On vous donne ce texte.',
        'Ensuite, on vous demande si vous êtes d’accord.',
        'Puis on lit votre carte Vitale. On vous demande qui vous êtes.',
      ],
      after: [
        'La carte donne un numéro pour votre santé.',
        'Relais ne garde pas votre numéro de sécurité sociale.',
        'Relais est le nom du logiciel du soignant.',
        'Un enfant peut avoir un dossier.',
        'Il doit avoir son propre numéro sur une carte Vitale.',
        'Ce sont ses parents qui décident, ou les adultes qui ont ce droit.',
      ],
    },
    {
      heading: 'Qui peut lire votre dossier',
      points: [
        'Les soignants à qui vous dites oui, et l’équipe qui vous soigne avec eux. Votre oui dure un an. On peut le donner encore.',
        'Votre médecin traitant : le médecin que vous avez choisi pour vous suivre. Il voit tout le dossier.',
        'Vous, quand vous voulez.',
      ],
      after: [
        'Créer le dossier ne permet pas de le lire.',
        'Le soignant doit vous le demander en plus.',
        'Une banque n’a pas le droit de voir votre dossier.',
        'Une assurance ou une mutuelle non plus.',
        'Lire votre dossier sans en avoir le droit est puni par la loi.',
      ],
      reference: 'Articles L1111-16 à L1111-18 et R1111-46',
    },
    {
      heading: 'Quand il y a une urgence',
      paragraphs: [
        'Une urgence, c’est quand il faut vous aider tout de suite.',
        'Deux aides sont prévues.',
        'Vous pouvez refuser chaque aide. Dites-le au soignant.',
        'Si vous ne dites rien, c’est oui.',
        'Vous pouvez changer d’avis.',
      ],
      points: [
        'Vous êtes en danger et vous ne pouvez pas parler. Un soignant ouvre alors votre dossier. Il doit dire pourquoi. On vous le dit après. On le dit aussi à votre médecin traitant. Cela s’appelle le «\u00a0bris de glace\u00a0».',
        'Quelqu’un appelle le 15 pour vous. Le médecin du 15 peut ouvrir votre dossier.',
      ],
      reference: 'Articles L1111-17 et R1111-48',
    },
    {
      heading: 'Vos droits',
      paragraphs: ['Vous avez le droit :'],
      points: [
        'de voir votre dossier, et d’en avoir une copie ;',
        'de savoir qui a regardé votre dossier, et quand ;',
        'de savoir qui peut le lire ;',
        'de dire non à un soignant, même après avoir dit oui ;',
        'de cacher un papier. Deux soignants le voient encore : celui qui l’a mis, et votre médecin traitant ;',
        'de faire corriger une erreur par celui qui a écrit le papier ;',
        'de refuser qu’on ajoute un papier, si vous avez une bonne raison.',
      ],
      after: [
        'Vous avez moins de 18 ans ?',
        'La loi permet que certains soins restent secrets pour vos parents.',
        'Vous pouvez demander qu’on les cache.',
        'Une nouvelle est parfois difficile.',
        'Le soignant peut attendre un peu pour la montrer dans le dossier.',
        'Il vous l’explique d’abord.',
      ],
      reference:
        'Articles L1111-19, R1111-43, R1111-46, R1111-47, R1111-49, R1111-50 et R1111-53 ; règlement (UE) 2016/679, articles 15 et 16',
    },
    {
      heading: 'Votre dossier est protégé',
      points: [
        'Un soignant a une carte et un code secret pour se connecter.',
        'Vos papiers sont chiffrés. Chiffré veut dire : écrit dans un code secret.',
        'Un soignant qui vient chez vous peut garder une copie. Cette copie est chiffrée. Elle s’efface quand il n’a plus le droit de la lire : dès que son appareil retrouve le réseau, ou au bout d’un temps fixé d’avance.',
      ],
    },
    {
      heading: 'Fermer votre dossier',
      paragraphs: [
        'Vous pouvez demander de fermer votre dossier.',
        'Vous pouvez le demander quand vous voulez.',
        'Le dossier fermé est gardé 10 ans.',
        'Après 10 ans, il est effacé.',
        'Vous pouvez demander qu’on l’efface plus tôt.',
        'C’est alors fait en moins de 3 mois.',
      ],
      reference: 'Article R1111-36',
    },
    {
      heading: 'À qui parler',
      paragraphs: ['Vous avez une question ? Vous voulez utiliser un droit ?', 'Vous pouvez parler :'],
      points: [
        'au soignant qui vous donne ce texte ;',
        'à votre médecin traitant ;',
        'à l’établissement qui donne Relais au soignant, par exemple un hôpital.',
      ],
      after: [
        'La réponse ne vous va pas ?',
        'Vous pouvez écrire à la CNIL.',
        'La CNIL protège les informations sur les personnes.',
      ],
    },
  ],
  sources:
    'Texte écrit pour Relais. Il suit les règles européennes du facile à lire. Il n’a pas encore été relu par des personnes en situation de handicap. Les articles sont ceux du Code de la santé publique.',
};
