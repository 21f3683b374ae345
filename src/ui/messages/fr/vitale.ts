/** Texts of the reading of a carte Vitale and of what to do with each person of it. */
export const vitale = {
  title: 'Carte Vitale',
  lead: 'La carte dit qui est la personne. Son numéro de sécurité sociale n’est ni affiché ni conservé.',
  insert: 'Insérez la carte Vitale',
  insertText: 'Puce vers le lecteur. La lecture commence d’elle-même.',
  cardIn: 'Une carte est dans le lecteur',
  reader: (name: string) => name,
  noReader: 'Aucun lecteur de carte',
  noReaderText:
    'Ce navigateur n’a accès à aucun lecteur. Branchez un lecteur qu’il sait ouvrir, ou passez par le poste passerelle.',
  read: 'Lire la carte',
  readAgain: 'Relire la carte',
  reading: 'Lecture de la carte…',
  readingText: 'Laissez la carte en place.',
  persons: (count: number) =>
    count === 1 ? 'Personne de cette carte' : `${count} personnes sur cette carte`,
  insured: 'Assuré',
  beneficiary: 'Ayant droit',
  noDmp: 'Pas de DMP possible',
  chosen: 'Choisie',
  noIdentifier: {
    NoOwnNir: {
      why: 'Cette personne n’a pas de numéro de sécurité sociale à elle sur cette carte. Sans lui, son identifiant ne peut pas être calculé et aucun DMP ne peut être créé.',
      todo: 'Un enfant a sa propre carte Vitale à 16 ans, ou dès 12 ans si ses parents la demandent à leur caisse. Si la personne a déjà une carte à elle, lisez celle-là.',
    },
    BirthDateIncomplete: {
      why: 'La date de naissance de cette carte a un jour ou un mois à 00. Aucune règle n’est publiée pour calculer l’identifiant dans ce cas, et une date devinée créerait une seconde identité.',
      todo: 'La personne peut faire compléter sa date de naissance par sa caisse, puis mettre sa carte à jour.',
    },
    BirthDateFormat: {
      why: 'La date de naissance de cette carte est absente ou illisible\u00a0: l’identifiant ne peut pas être calculé.',
      todo: 'La personne peut mettre sa carte à jour à une borne ou en pharmacie, puis revenir.',
    },
    FirstNameEmpty: {
      why: 'Cette carte ne donne pas de prénom\u00a0: l’identifiant ne peut pas être calculé.',
      todo: 'La personne peut faire compléter son état civil par sa caisse, puis mettre sa carte à jour.',
    },
    NirEmpty: {
      why: 'Le numéro de sécurité sociale est absent de cette carte\u00a0: l’identifiant ne peut pas être calculé.',
      todo: 'La personne peut mettre sa carte à jour à une borne ou en pharmacie, puis revenir.',
    },
    NirLength: {
      why: 'Le numéro de sécurité sociale de cette carte est incomplet\u00a0: l’identifiant ne peut pas être calculé.',
      todo: 'Relisez la carte. Si cela se répète, la personne peut la faire remplacer par sa caisse.',
    },
    NirCharacter: {
      why: 'Le numéro de sécurité sociale de cette carte contient un caractère impossible\u00a0: l’identifiant ne peut pas être calculé.',
      todo: 'Relisez la carte. Si cela se répète, la personne peut la faire remplacer par sa caisse.',
    },
    NirProvisional: {
      why: 'Cette carte porte un numéro provisoire, donné en attendant l’immatriculation. Il n’identifie personne durablement\u00a0: aucun DMP ne peut être créé avec lui.',
      todo: 'Le DMP pourra être créé quand la caisse aura donné le numéro définitif et la nouvelle carte.',
    },
    NirSex: {
      why: 'Le numéro de sécurité sociale de cette carte n’est pas celui d’une personne\u00a0: l’identifiant ne peut pas être calculé.',
      todo: 'Relisez la carte. Si cela se répète, la personne peut la faire remplacer par sa caisse.',
    },
    NirKeyWrong: {
      why: 'La clé du numéro de sécurité sociale de cette carte est fausse\u00a0: calculer un identifiant avec lui désignerait peut-être quelqu’un d’autre.',
      todo: 'Relisez la carte. Si cela se répète, la personne peut la faire remplacer par sa caisse.',
    },
  },
  searching: (name: string) => `Recherche du DMP de ${name}…`,
  opening: (name: string) => `Ouverture du DMP de ${name}…`,
  none: 'Aucun DMP à ce jour',
  noneText: (name: string) =>
    `${name} n’a pas de DMP. Vous pouvez le créer avec son accord, en trois étapes.`,
  create: 'Créer son DMP',
  exists: 'Le DMP existe, mais ne vous est pas ouvert',
  existsText: {
    notAuthorised: 'Son titulaire ne vous a pas encore autorisé à le consulter.',
    authorisationExpired: 'Votre autorisation a plus d’un an\u00a0: elle est à renouveler.',
  },
  authorise: 'L’ouvrir avec l’accord du titulaire',
  authoriseText:
    'En continuant, vous déclarez que le titulaire est présent et d’accord. Votre autorisation vaudra un an\u00a0; elle est notée dans les traces de son dossier, et il peut la retirer.',
  authorising: 'Autorisation en cours…',
  authorised: 'Vous êtes autorisé à consulter ce dossier pendant un an.',
  authoriseWaiting:
    'Votre autorisation attend d’être envoyée. Le dossier s’ouvrira quand le réseau sera revenu.',
  closed: 'Ce DMP est fermé',
  closedText:
    'Son titulaire l’a fermé. Il ne peut être ni consulté ni alimenté, mais peut être rouvert avec son consentement.',
  reopen: 'Rouvrir ce DMP avec un nouveau consentement',
  other: 'Choisir une autre personne',
  offlineCreate: 'Préparer la création sans réseau',
  offlineCreateText:
    'Sans réseau, Relais ne sait pas si cette personne a déjà un DMP. Les trois étapes peuvent se faire maintenant\u00a0: la création attendra, et si le DMP existe déjà, rien ne sera créé en double.',
  needSession: 'Connectez-vous pour chercher un DMP',
  needSessionText: 'Votre carte CPS ouvre la session\u00a0; l’appareil doit aussi être déverrouillé.',
  signIn: 'Se connecter',
  unlock: 'Déverrouiller',
};
