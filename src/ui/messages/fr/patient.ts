/** Sheets for patients: the brochure, the rights, the consent to sign and the receipt of a creation. */
export const patient = {
  print: 'Imprimer',
  save: 'Enregistrer en PDF',
  saving: 'Préparation du PDF…',
  saved: (name: string) => `${name} est dans les téléchargements de cet appareil.`,
  failed: 'Le PDF n’a pas pu être fait',
  failedText:
    'Rien n’est perdu\u00a0: le texte est toujours sur cet écran. Imprimez-le, ou réessayez une fois le réseau revenu.',
  lettersMissing: 'Un nom a des lettres que cet appareil ne sait pas dessiner',
  lettersMissingText:
    'Sur le papier, des cases vides prennent leur place. Le reste est complet. Écrivez ce nom à la main avant de remettre le papier, ou faites-le sur un autre appareil.',
  chooseEdition: 'Texte de la brochure',
  editions: { fr: 'Français', 'fr-easy': 'Facile à lire', en: 'English' },
  chooseLanguage: 'Langue du texte',
  toRights: 'Tous les droits du titulaire, en clair',
  rightsTitle: 'Droits du titulaire',
  toBrochure: 'La brochure d’information',
  files: {
    brochure: 'brochure-dmp',
    rights: 'droits-du-titulaire',
    consent: 'consentement-dmp',
    receipt: 'accuse-dmp',
  },
  pageNumber: (page: number, pages: number) => `page ${page} sur ${pages}`,
  madeAt: (moment: string) => `Établi le ${moment}`,
  yes: 'Oui',
  no: 'Non',
  people: {
    title: 'Qui',
    holder: 'Titulaire',
    birth: 'Date de naissance',
    birthUnknown: 'non connue',
    insC: 'Identifiant INS-C',
    representative: 'Représentant légal',
    collectedBy: 'Recueilli par',
    collectedAt: 'Le',
    brochure: 'Brochure remise',
    brochureVersion: (version: string) => `Information du patient, version ${version}`,
  },
  questions: {
    create: 'La création du dossier médical partagé',
    reopen: 'La réouverture du dossier médical partagé',
    breakGlass:
      'L’accès «\u00a0bris de glace\u00a0»\u00a0: si je ne peux pas m’exprimer et que ma santé est en danger immédiat, un professionnel ouvre mon dossier en disant pourquoi',
    dispatchCentre: 'L’accès du médecin régulateur du 15 (SAMU), quand il reçoit un appel à mon sujet',
  },
  consent: {
    title: 'Consentement à la création du dossier médical partagé',
    titleReopen: 'Consentement à la réouverture du dossier médical partagé',
    subtitle: 'Formulaire à signer',
    form: 'Formulaire à signer',
    formText:
      'Facultatif\u00a0: votre coche suffit. Le formulaire reprend ce qui est coché au-dessus\u00a0; rien n’y est coché tant que la personne n’a pas consenti.',
    informed: 'Ce qui m’a été expliqué',
    informedPoints: [
      'J’ai reçu la brochure d’information et j’ai pu poser mes questions.',
      'Le dossier est gratuit et n’est pas obligatoire\u00a0: refuser ne change rien à mes soins ni à mes remboursements.',
      'Le créer n’autorise personne à le lire\u00a0: cela me sera demandé à part.',
      'Je peux changer d’avis à tout moment et faire fermer le dossier.',
    ],
    said: 'Ma réponse',
    notSaid: 'Ma réponse (à cocher)',
    signatures: 'Signatures',
    holderSigns: 'Titulaire, ou son représentant légal. Date et signature\u00a0:',
    professionalSigns: 'Professionnel qui a recueilli le consentement. Signature\u00a0:',
    proof:
      'Le consentement est aussi noté dans Relais, avec l’heure et le nom de celui qui l’a recueilli\u00a0: cette signature n’est pas exigée par la loi. Ce papier n’est ni numérisé ni envoyé.',
    reference:
      'Code de la santé publique, articles L1111-14, L1111-17, R1111-36 et R1111-48\u00a0; règlement (UE) 2016/679, article 7',
  },
  receipt: {
    save: 'Accusé en PDF',
    subtitle: 'À garder par le titulaire',
    created: 'Accusé de création du dossier médical partagé',
    reopened: 'Accusé de réouverture du dossier médical partagé',
    waiting: 'Accusé d’enregistrement\u00a0: dossier médical partagé à créer',
    waitingReopen: 'Accusé d’enregistrement\u00a0: dossier médical partagé à rouvrir',
    waitingText:
      'Le réseau était absent. Le consentement et la demande sont enregistrés, chiffrés, sur l’appareil du professionnel\u00a0; ils partent seuls au retour du réseau. Le dossier existe à partir de ce moment.',
    createdAt: 'Créé le',
    reopenedAt: 'Rouvert le',
    recordedAt: 'Enregistré le',
    said: 'Ce qui a été dit',
    rights: 'Et maintenant',
    rightsPoints: [
      'Ce dossier est le vôtre. À tout moment vous pouvez savoir qui l’a lu, autoriser ou retirer un professionnel, masquer un document, revenir sur les accès d’urgence, fermer le dossier ou le faire effacer.',
      'Demandez-le à un professionnel que vous avez autorisé, à votre médecin traitant, ou à l’établissement qui met Relais à sa disposition. En cas de désaccord\u00a0: CNIL, www.cnil.fr.',
    ],
    reference:
      'Code de la santé publique, articles L1111-14, L1111-17, L1111-19, R1111-36, R1111-46, R1111-48 et R1111-49',
  },
};

export type PatientTexts = typeof patient;
