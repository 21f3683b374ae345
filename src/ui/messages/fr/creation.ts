/** Texts of the creation of a DMP in its three steps, and of its acknowledgement. */
export const creation = {
  title: 'Créer un DMP',
  steps: ['Informer', 'Recueillir le consentement', 'Identifier'],
  nobody: 'Commencez par lire la carte Vitale',
  nobodyText:
    'La création part toujours de la carte de la personne\u00a0: une identité saisie à la main ne suffit pas.',
  toVitale: 'Lire la carte Vitale',
  backStep: 'Étape précédente',
  giveUp: 'Abandonner',
  nothingYet: 'Rien n’est créé avant la dernière confirmation.',
  inform: {
    title: 'Informer la personne',
    lead: 'Dites-lui, avec vos mots, ce qu’est le DMP\u00a0:',
    points: [
      'C’est son dossier\u00a0: elle décide de le créer, de ce qu’il contient et de qui le lit.',
      'Les professionnels qu’elle autorise y trouvent comptes rendus, résultats, traitements.',
      'Il est gratuit et n’est pas obligatoire\u00a0: refuser ne change rien à ses soins ni à ses remboursements.',
      'Chaque accès est noté. Elle peut voir qui a lu quoi, masquer un document, fermer son dossier.',
    ],
    brochure: 'Ouvrir la brochure à remettre',
    version: (version: string) => `Version ${version}, à imprimer ou à lire ensemble`,
    done: 'Informée, brochure remise',
  },
  consent: {
    title: 'Recueillir le consentement',
    lead: 'Cochez ce que la personne vous dit. Sans consentement, aucun DMP n’est créé.',
    create: 'La personne consent à la création de son DMP',
    createHint: 'Votre coche vaut trace de son consentement, avec l’heure et votre nom.',
    missing: 'Sans consentement, la création s’arrête ici. Cochez la première case si la personne consent.',
    emergency: 'En cas d’urgence',
    emergencyText: 'Cochés d’office\u00a0; décochez ce que la personne refuse.',
    breakGlass: 'Accès «\u00a0bris de glace\u00a0»',
    breakGlassHint:
      'Si elle ne peut pas s’exprimer et que sa vie est en danger, un professionnel peut ouvrir son dossier en disant pourquoi.',
    dispatchCentre: 'Accès du centre 15 (SAMU)',
    dispatchCentreHint:
      'Si elle appelle ou si on appelle pour elle, le médecin régulateur peut lire son dossier pendant l’appel.',
    done: 'Enregistrer le consentement',
  },
  identify: {
    title: 'Identifier par la carte Vitale',
    lead: 'La carte est lue maintenant, en présence de la personne, puis vous confirmez que c’est bien elle.',
    wrongPerson: 'Ce n’est pas la carte de cette personne',
    wrongPersonText: (name: string) =>
      `Le consentement recueilli est celui de ${name}, qui n’est pas sur la carte lue. Insérez sa carte, ou abandonnez et recommencez avec l’autre personne.`,
    question: 'Est-ce bien cette personne, devant vous\u00a0?',
    check: 'Demandez-lui ses nom, prénom et date de naissance sans les lire à voix haute.',
    done: 'C’est bien cette personne\u00a0: créer son DMP',
    creating: 'Création du DMP…',
  },
  reopen: {
    title: 'Rouvrir un DMP',
    nothingYet: 'Rien n’est rouvert avant la dernière confirmation.',
    done: 'C’est bien cette personne\u00a0: rouvrir son DMP',
    creating: 'Réouverture du DMP…',
    created: 'Le DMP est rouvert',
    createdText: (name: string, moment: string) =>
      `Le DMP de ${name} est rouvert depuis le ${moment}. Les autorisations d’avant sa fermeture ne reviennent pas.`,
    receipt: 'Accusé de réouverture à remettre',
    authoriseText:
      'La réouverture ne vous autorise pas à le consulter. Si la personne est d’accord, autorisez-vous\u00a0: c’est un acte à part, noté dans ses traces, valable un an.',
  },
  representative: {
    title: 'Représentant légal',
    text: 'Cette personne est mineure\u00a0: son représentant légal consent pour elle. Il sera nommé dans le dossier jusqu’à sa majorité.',
    save: 'Enregistrer ce représentant',
    saved: (name: string) => `Représentant légal\u00a0: ${name}`,
    change: 'En nommer un autre',
    missing: 'Nommez d’abord le représentant légal.',
  },
  outOfOrder:
    'L’heure de cet appareil a reculé depuis l’étape précédente. Revenez à la première étape et recommencez.',
  result: {
    created: 'Le DMP est créé',
    createdText: (name: string, moment: string) => `Le DMP de ${name} existe depuis le ${moment}.`,
    existing: 'Ce DMP existait déjà',
    existingText: (name: string) =>
      `${name} avait déjà un DMP\u00a0: il n’a pas été créé en double. Les étapes que vous venez de faire sont notées dans ses traces.`,
    waiting: 'La création attend d’être envoyée',
    waitingText: (name: string) =>
      `Le réseau est absent. La création du DMP de ${name} est enregistrée sur cet appareil et partira seule\u00a0; ne la refaites pas.`,
    toOutbox: 'Voir les envois',
    waitingMore:
      'Vous pouvez déjà écrire dans ce dossier\u00a0: ce que vous ajoutez part derrière la création, dans l’ordre.',
    addDocument: 'Ajouter un document',
    authoriseOffline: 'M’autoriser',
    authoriseOfflineText:
      'Si la personne est d’accord, autorisez-vous maintenant\u00a0: c’est un acte à part, valable un an, qui part derrière la création.',
    authorisedOffline: 'Votre autorisation attend derrière la création',
    seeDossier: 'Voir le dossier à créer',
    authoriseTitle: 'Consulter ce dossier',
    authoriseText:
      'La création ne vous autorise pas à le consulter. Si la personne est d’accord, autorisez-vous\u00a0: c’est un acte à part, noté dans ses traces, valable un an.',
    authorise: 'M’autoriser à consulter ce dossier',
    open: 'Ouvrir le dossier',
    later: 'Plus tard',
    receipt: 'Accusé de création à remettre',
  },
  pending: {
    title: 'DMP à créer',
    text: 'Il n’est pas encore sur le serveur\u00a0: la création et ce que vous ajoutez partent seuls au retour du réseau, dans l’ordre. Ne la refaites pas.',
    refused: 'La création a été refusée',
    refusedText:
      'Rien n’est perdu\u00a0: la raison est dans les envois, avec tout ce que vous avez écrit pour ce dossier.',
    existed:
      'Ce DMP existait déjà\u00a0; le consentement recueilli y est noté et vos documents y sont ajoutés.',
  },
};

export type CreationTexts = typeof creation;
