import type { GlossaryTexts } from '#ui/help/help-text.ts';

export const glossary: GlossaryTexts = {
  title: 'Glossaire',
  lead: 'Les mots du dossier médical partagé et de Relais, en clair, avec leur référence quand il y en a une.',
  sources:
    'Les articles cités sans autre mention sont ceux du Code de la santé publique\u00a0; CSS désigne le Code de la sécurité sociale\u00a0; EX et TD sont des exigences et des transactions publiées du DMP.',
  groups: {
    identity: 'Identités et cartes',
    rights: 'Droits et accès',
    emergency: 'Urgence',
    documents: 'Documents',
    device: 'Relais sur votre appareil',
  },
  reference: (reference) => `Référence\u00a0: ${reference}`,
  terms: {
    dmp: {
      name: 'DMP, dossier médical partagé',
      also: ['dossier'],
      meaning:
        'Dossier d’une personne qui réunit les documents utiles à la coordination de ses soins. Les professionnels qu’elle autorise le consultent. Il ne remplace pas le dossier que chacun tient pour soi.',
      reference: 'L1111-14, L1111-15',
    },
    titulaire: {
      name: 'Titulaire',
      also: ['patient', 'personne'],
      meaning: 'La personne à qui le dossier appartient\u00a0: c’est elle qui décide qui peut le lire.',
      reference: 'L1111-14, L1111-19',
    },
    'ins-c': {
      name: 'INS-C',
      also: ['identifiant national de santé calculé'],
      meaning:
        'Identifiant de 22 chiffres, calculé à partir de la carte Vitale (numéro de sécurité sociale, prénom, date de naissance). Il retrouve le dossier sans montrer le numéro de sécurité sociale. Ce n’est pas l’INS qualifié.',
    },
    ins: {
      name: 'INS, identité nationale de santé',
      also: ['matricule', 'INS qualifié'],
      meaning:
        'Le matricule (le numéro de sécurité sociale de la personne) et les traits d’identité de l’état civil. Elle est qualifiée quand le téléservice national l’a confirmée et que l’identité a été contrôlée.',
      reference: 'L1111-8-1',
    },
    nir: {
      name: 'NIR, numéro de sécurité sociale',
      also: ['numéro d’inscription au répertoire', 'numéro de sécu'],
      meaning:
        'Numéro de 13 chiffres suivi d’une clé de deux. Relais le lit sur la carte Vitale pour calculer l’INS-C, puis l’oublie\u00a0: il n’est ni affiché ni gardé à partir de la carte.',
      reference: 'L1111-8-1',
    },
    'carte-vitale': {
      name: 'Carte Vitale',
      meaning:
        'Carte de l’assuré. La lire atteste que la carte était là et dit de qui elle est\u00a0; cela ne prouve pas que la personne devant vous est le titulaire\u00a0: c’est à vous de le vérifier.',
      reference: 'L161-31 CSS\u00a0; EX_GEN-1400',
    },
    cps: {
      name: 'CPS, carte de professionnel de santé',
      meaning:
        'Votre carte personnelle. Avec son code, elle prouve qui vous êtes. Le code n’est envoyé qu’à la carte\u00a0; après trop d’essais faux, elle se bloque.',
      reference: 'L161-33 CSS',
    },
    rpps: {
      name: 'Numéro RPPS',
      also: ['identifiant national du professionnel', 'PS_IdNat'],
      meaning:
        'Numéro de 11 chiffres qui désigne un professionnel de santé pour toute sa carrière. La CPS le porte, précédé d’un 8.',
    },
    consentement: {
      name: 'Consentement',
      meaning:
        'Le oui de la personne, donné après avoir été informée. Sans lui, aucun dossier n’est créé ni rouvert\u00a0; il est noté avec sa date et le nom de celui qui l’a recueilli.',
      reference: 'EX_1.1-1010, EX_1.2-1030\u00a0; R1111-46',
    },
    brochure: {
      name: 'Brochure d’information',
      meaning:
        'Le texte remis à la personne avant qu’elle ne dise oui ou non. Elle dit à quoi sert le dossier, qui le lit et quels sont ses droits.',
    },
    autorisation: {
      name: 'Autorisation d’accès',
      meaning:
        'Le titulaire permet à un professionnel de consulter son dossier, par un acte exprès, pour un an renouvelable. Il peut la retirer à tout moment. Ajouter un document n’en demande pas.',
      reference: 'L1111-17 I, EX_0.3-1010',
    },
    'equipe-de-soins': {
      name: 'Équipe de soins',
      meaning:
        'Les professionnels qui soignent ensemble la même personne. Le consentement recueilli une fois, au début, vaut pour tous ses membres.',
      reference: 'L1110-12, R1111-46\u00a0; Conseil d’État, 15 octobre 2025',
    },
    'medecin-traitant': {
      name: 'Médecin traitant',
      meaning:
        'Le médecin choisi par la personne. Il accède à tout le dossier, aux documents masqués aussi, et aux traces.',
      reference: 'L1111-16\u00a0; L162-5-3 CSS',
    },
    'professionnel-bloque': {
      name: 'Professionnel bloqué',
      meaning:
        'Professionnel à qui le titulaire ferme son dossier, même en bris de glace. Seul le centre 15 garde sa propre règle.',
      reference: 'TD0.2 NB1',
    },
    'matrice-d-habilitation': {
      name: 'Matrice d’habilitation',
      also: ['habilitation'],
      meaning:
        'Tableau qui dit quels types de documents chaque profession peut lire. Il limite la lecture, non l’ajout. L’exploitant met en place celui qui s’applique.',
      reference: 'Arrêté du 26 octobre 2023',
    },
    'bris-de-glace': {
      name: 'Bris de glace',
      also: ['urgence', 'accès d’urgence'],
      meaning:
        'Accès sans autorisation, quand la personne ne peut pas s’exprimer et que sa santé est en danger immédiat, sauf si elle l’a refusé d’avance. Vous écrivez pourquoi\u00a0; elle et son médecin traitant en sont informés ensuite.',
      reference: 'L1111-17 I, R1111-48, EX_0.3-1050',
    },
    'centre-15': {
      name: 'Centre 15, régulation du SAMU',
      also: ['SAMU', 'régulation'],
      meaning:
        'Accès du médecin régulateur qui reçoit un appel au sujet d’une personne, sauf si elle l’a refusé. Il n’a pas à en écrire la raison.',
      reference: 'L1111-17 I',
    },
    opposition: {
      name: 'Opposition',
      also: ['refus'],
      meaning:
        'Le titulaire refuse d’avance le bris de glace, le centre 15, ou les deux. Il peut changer d’avis à tout moment.',
      reference: 'L1111-17 I, EX_1.1-1050',
    },
    masquage: {
      name: 'Masquage, document masqué',
      also: ['masqué aux professionnels'],
      meaning:
        'Le titulaire rend un document invisible aux professionnels. Celui qui l’a déposé et le médecin traitant le voient toujours. Il peut être démasqué.',
      reference: 'R1111-49',
    },
    'non-visible-du-titulaire': {
      name: 'Non visible du titulaire',
      also: ['consultation d’annonce', 'non visible du patient'],
      meaning:
        'Un professionnel retient un résultat jusqu’à ce qu’il ait été annoncé de vive voix. Après deux semaines le titulaire est prévenu d’une mise à jour\u00a0; après un mois le document devient visible de lui-même.',
      reference: 'R1111-53',
    },
    'non-visible-des-representants': {
      name: 'Non visible des représentants légaux',
      meaning:
        'Document d’un mineur que ses représentants ne voient pas, pour des soins que la loi lui permet de garder secrets. Le rendre visible est définitif.',
      reference: 'R1111-50, EX_3.3-1045',
    },
    'representant-legal': {
      name: 'Représentant légal',
      also: ['parent', 'tuteur'],
      meaning:
        'Celui qui exerce les droits du titulaire à sa place\u00a0: le plus souvent un parent pour un mineur, un tuteur pour un majeur protégé.',
      reference: 'R1111-50',
    },
    'session-confidentielle': {
      name: 'Session confidentielle',
      also: ['connexion secrète', 'mineur'],
      meaning:
        'Un mineur est venu seul et demande le secret\u00a0: tout ce qui est ajouté jusqu’à la fin de la session reste invisible à ses représentants légaux.',
      reference: 'L1111-5, L1111-5-1, EX_0.1-1100',
    },
    'personne-de-confiance': {
      name: 'Personne de confiance',
      meaning:
        'Personne que le patient a désignée par écrit. S’il ne peut plus s’exprimer, elle dit ce qu’il aurait voulu, et son avis l’emporte sur celui des autres proches.',
      reference: 'L1111-6',
    },
    'personne-a-prevenir': {
      name: 'Personne à prévenir',
      meaning:
        'Personne à appeler s’il arrive quelque chose. Elle n’a pas, de ce seul fait, de voix dans les décisions de soins\u00a0: c’est le rôle de la personne de confiance.',
    },
    'directives-anticipees': {
      name: 'Directives anticipées',
      meaning:
        'Ce que la personne a écrit sur sa fin de vie, pour le jour où elle ne pourrait plus le dire\u00a0: poursuivre, limiter ou arrêter des traitements. Elle peut les changer à tout moment.',
      reference: 'L1111-11',
    },
    'secret-professionnel': {
      name: 'Secret professionnel',
      also: ['secret médical'],
      meaning:
        'Tout ce que vous apprenez d’une personne soignée est couvert par le secret. Ouvrir un dossier sans en avoir le droit est puni par la loi.',
      reference: 'L1110-4\u00a0; L1111-18',
    },
    trace: {
      name: 'Trace',
      also: ['qui a vu quoi', 'journal'],
      meaning:
        'Ce qui est noté de chaque acte sur un dossier\u00a0: qui, quand, dans quel mode, selon quelle règle. Le titulaire peut les voir. Une trace ne s’efface pas.',
      reference: 'L1111-19, R1111-43',
    },
    alimenter: {
      name: 'Alimenter',
      also: ['ajouter', 'déposer'],
      meaning:
        'Ajouter un document au dossier. Aucune autorisation n’est nécessaire, le consentement suffit.',
      reference: 'R1111-47, TD0.2 NB2',
    },
    consulter: {
      name: 'Consulter',
      also: ['lire'],
      meaning:
        'Lire le dossier ou un document. Il faut y être autorisé\u00a0; chaque lecture laisse une trace.',
      reference: 'L1111-17 I',
    },
    cda: {
      name: 'CDA',
      also: ['CDA R2', 'document structuré'],
      meaning:
        'Format des documents de santé que les logiciels savent lire\u00a0: un en-tête qui dit de qui et par qui, puis du texte ou des valeurs codées.',
    },
    loinc: {
      name: 'LOINC',
      also: ['code d’analyse'],
      meaning:
        'Liste de codes qui désigne chaque analyse et chaque type de document de la même façon partout. C’est par elle que deux laboratoires se comparent.',
    },
    'synthese-medicale': {
      name: 'Volet de synthèse médicale (VSM)',
      also: ['VSM'],
      meaning:
        'Résumé que le médecin traitant écrit\u00a0: antécédents, problèmes en cours, allergies, traitements.',
    },
    identitovigilance: {
      name: 'Identitovigilance',
      meaning:
        'S’assurer que la personne, la carte et le document sont bien ceux du même titulaire, avant de soigner et avant d’écrire. Une erreur de dossier peut être grave.',
      reference: 'EX_GEN-1250',
    },
    'datamatrix-ins': {
      name: 'Code INS (datamatrix)',
      also: ['code-barres', 'QR'],
      meaning:
        'Petit carré imprimé qui porte l’identité nationale de santé d’une personne. Relais le lit avec l’appareil photo.',
    },
    cloture: {
      name: 'Clôture',
      also: ['fermer', 'réactivation'],
      meaning:
        'Le titulaire ferme son dossier\u00a0: plus personne ne le lit. Il est archivé dix ans. Il peut être rouvert avec un nouveau consentement.',
      reference: 'R1111-36, EX_1.2-1030',
    },
    effacement: {
      name: 'Effacement',
      also: ['destruction'],
      meaning:
        'Destruction du contenu d’un dossier clôturé, dix ans après la clôture, ou plus tôt si le titulaire le demande. On ne revient pas en arrière. Les traces restent.',
      reference: 'R1111-36',
    },
    lettre: {
      name: 'Lettre',
      meaning:
        'Avis imprimé et envoyé par la poste au titulaire qui n’a pas d’adresse électronique, par exemple après un bris de glace.',
      reference: 'R1111-48',
    },
    avis: {
      name: 'Avis',
      also: ['notification'],
      meaning:
        'Message que Relais vous adresse, par exemple un accès d’urgence au dossier d’un de vos patients.',
      reference: 'R1111-48',
    },
    coffre: {
      name: 'Coffre',
      meaning:
        'Ce que Relais garde sur cet appareil, chiffré\u00a0: dossiers, notes en cours, éléments à envoyer. Il ne s’ouvre que par vos façons de le déverrouiller.',
    },
    'phrase-secrete': {
      name: 'Phrase secrète',
      also: ['mot de passe'],
      meaning:
        'Plusieurs mots sans lien entre eux, 12 caractères au moins, qui ouvrent votre coffre sans réseau. Personne ne peut vous la redonner.',
    },
    'cle-d-acces': {
      name: 'Clé d’accès',
      also: ['passkey', 'empreinte', 'visage'],
      meaning:
        'Clé gardée par votre appareil et que votre empreinte, votre visage ou le code de l’appareil déverrouille. Elle ne se devine pas et ne se copie pas d’une page à l’autre.',
    },
    pret: {
      name: 'Prêt d’un dossier',
      also: ['bail', 'durée de conservation'],
      meaning:
        'Un dossier gardé sur votre appareil l’est pour un temps, trois jours le plus souvent. Chaque contact avec le serveur le prolonge, tant que vous êtes autorisé. À la fin il s’efface\u00a0; ce que vous n’avez pas envoyé reste.',
    },
    envoi: {
      name: 'Envoi',
      also: ['en attente', 'refusé', 'synchronisation'],
      meaning:
        'Ce que vous avez écrit et qui doit arriver au serveur. En attente\u00a0: sur cet appareil seulement. Reçu\u00a0: le serveur l’a confirmé. Refusé\u00a0: gardé ici avec la raison.',
    },
    'poste-partage': {
      name: 'Poste partagé',
      meaning:
        'Appareil qui sert à plusieurs. Relais n’y garde rien\u00a0: tout est oublié au verrouillage ou au départ.',
    },
    'poste-passerelle': {
      name: 'Poste passerelle',
      also: ['Relais passerelle', 'bridge'],
      meaning:
        'Programme sur l’ordinateur qui a le lecteur de cartes. Il lit les cartes pour votre tablette ou votre téléphone.',
    },
    appairage: {
      name: 'Appairage',
      also: ['associer', 'dissocier'],
      meaning:
        'Lien entre votre appareil et un poste passerelle. Il se fait par un QR code, et le serveur qui passe les messages ne peut pas les lire.',
    },
    tournee: {
      name: 'Tournée',
      meaning:
        'Vos visites du jour, dans l’ordre, avec les dossiers reçus d’avance pour s’ouvrir sans réseau.',
    },
    'fiche-d-urgence': {
      name: 'Synthèse d’urgence',
      also: ['fiche d’urgence', 'allergies'],
      meaning:
        'Ce qu’il faut savoir en premier, tiré des documents\u00a0: allergies, traitements à risque, grossesse, implants, problèmes, directives, qui appeler. Chaque ligne dit d’où elle vient.',
    },
    'logiciel-compatible': {
      name: 'Logiciel compatible',
      also: ['LPS', 'logiciel de professionnel'],
      meaning:
        'Logiciel de cabinet ou d’établissement qui échange avec Relais. L’exploitant tient la liste de ceux qui fonctionnent avec ce serveur.',
    },
  },
};
