import type { HelpSections } from '#ui/help/help-text.ts';

export const sections: HelpSections = {
  accueil: {
    title: 'La page d’accueil',
    purpose: 'Vos dossiers, votre tournée et ce qui attend d’être envoyé. C’est d’ici que tout commence.',
    steps: [
      'Ouvrez un dossier de la liste, ou lisez une carte Vitale.',
      'En haut de l’écran, l’état de l’échange dit si tout est parti\u00a0; touchez Envois pour le détail.',
      'Sous Compte\u00a0: vos appareils, vos avis, le coffre, la langue et l’apparence.',
    ],
    notes: ['Sans réseau, les dossiers gardés sur cet appareil s’ouvrent comme d’habitude.'],
    terms: ['dmp', 'coffre', 'pret'],
  },
  connexion: {
    title: 'Se connecter',
    purpose:
      'Prouver qui vous êtes avec votre carte CPS. La connexion dure douze heures et demande le réseau.',
    steps: [
      'Insérez votre carte dans le lecteur.',
      'Saisissez son code, ou tapez-le sur le clavier du lecteur s’il en a un.',
      'Si la carte nomme plusieurs lieux d’exercice, choisissez celui d’aujourd’hui.',
      'La première fois sur cet appareil, choisissez une phrase secrète.',
    ],
    notes: [
      'Un code faux n’est jamais réessayé\u00a0: l’écran dit combien d’essais restent avant le blocage.',
      'Déverrouiller l’appareil n’a pas besoin du réseau.',
    ],
    terms: ['cps', 'phrase-secrete', 'poste-partage'],
  },
  coffre: {
    title: 'Le coffre',
    purpose: 'Ouvrir ce qui est gardé sur cet appareil, et choisir comment il s’ouvre et se verrouille.',
    steps: [
      'Déverrouillez par votre phrase secrète, une clé d’accès ou votre carte.',
      'Gardez au moins deux façons d’ouvrir\u00a0: si l’une se perd, l’autre ouvre encore.',
      'Réglez au bout de combien de minutes l’appareil se verrouille seul.',
    ],
    notes: [
      'Après plusieurs phrases fausses, l’essai suivant attend, de cinq secondes à une heure.',
      'Verrouillé, l’appareil n’envoie rien\u00a0; ce qui attend part après le prochain déverrouillage.',
    ],
    terms: ['coffre', 'phrase-secrete', 'cle-d-acces', 'cps'],
  },
  lecteur: {
    title: 'Mon lecteur',
    purpose: 'Choisir ce qui lit vos cartes, et vérifier que cela fonctionne.',
    steps: [
      'Lecteur sur un ordinateur\u00a0: lancez-y Relais passerelle et visez son QR code.',
      'Lecteur branché sur cet appareil\u00a0: Choisir un lecteur USB.',
      'Tester lit la carte insérée et mesure\u00a0; le rapport ne contient rien de personnel.',
    ],
    notes: [
      'La plupart des lecteurs USB sont réservés par le navigateur\u00a0: il faut alors un poste passerelle.',
      'N’associez qu’un poste que vous avez devant vous, et dissociez-le quand il ne sert plus.',
    ],
    terms: ['poste-passerelle', 'appairage', 'carte-vitale', 'cps'],
  },
  vitale: {
    title: 'Lire une carte Vitale',
    purpose: 'Retrouver le dossier de la personne devant vous, ou savoir qu’elle n’en a pas.',
    steps: [
      'Insérez la carte\u00a0: la lecture commence d’elle-même.',
      'Si la carte porte plusieurs personnes, choisissez la bonne.',
      'Selon la réponse\u00a0: ouvrez le dossier, demandez l’accord du titulaire, ou créez le DMP.',
    ],
    notes: ['Le numéro de sécurité sociale n’est ni affiché ni conservé.'],
    terms: ['carte-vitale', 'ins-c', 'nir', 'identitovigilance'],
  },
  creation: {
    title: 'Créer un DMP',
    purpose: 'Créer le dossier d’une personne, avec son accord. Rien n’est créé avant la dernière étape.',
    steps: [
      'Informez\u00a0: dites ce qu’est le DMP et remettez la brochure.',
      'Recueillez le consentement\u00a0; décochez les accès d’urgence qu’elle refuse.',
      'Identifiez\u00a0: la carte est lue, vous confirmez que c’est bien elle.',
      'Imprimez l’accusé de création pour elle.',
    ],
    notes: [
      'Pour un mineur, nommez d’abord le représentant légal qui consent pour lui.',
      'Créer le dossier ne vous autorise pas à le lire\u00a0: c’est un acte à part.',
      'Sans réseau, la création attend et part seule\u00a0; ne la refaites pas.',
    ],
    terms: ['consentement', 'brochure', 'bris-de-glace', 'centre-15', 'representant-legal'],
  },
  recherche: {
    title: 'Rechercher',
    purpose: 'Retrouver un mot à l’intérieur des documents gardés sur cet appareil.',
    steps: [
      'Tapez un ou plusieurs mots\u00a0; accents, pluriels et petites fautes sont compris.',
      'Mettez une expression exacte entre guillemets.',
      'Touchez un résultat pour ouvrir le document à cet endroit.',
    ],
    notes: ['Un document numérisé n’a pas de texte\u00a0: la liste le dit.'],
    terms: ['cda'],
  },
  dossier: {
    title: 'Le dossier et sa synthèse',
    purpose:
      'Voir en premier ce qui est dangereux\u00a0: allergies, traitements à risque, problèmes, directives, puis qui prévenir.',
    steps: [
      'Vérifiez en haut de l’écran que c’est la bonne personne.',
      'Lisez la synthèse\u00a0; chaque ligne dit quel document le dit, et de quand. Touchez-la pour l’ouvrir.',
      'Avant une visite sans réseau, choisissez Garder sur cet appareil.',
    ],
    notes: [
      '«\u00a0Rien trouvé dans les documents lus\u00a0» n’est pas «\u00a0Aucune allergie connue\u00a0».',
      'Les documents que Relais n’a pas pu lire sont comptés\u00a0: ils peuvent contenir ce qui ne figure pas là.',
    ],
    terms: ['fiche-d-urgence', 'ins-c', 'pret', 'directives-anticipees', 'personne-de-confiance'],
  },
  documents: {
    title: 'La liste des documents',
    purpose: 'Trouver un document\u00a0: par mois, type, spécialité, auteur ou séjour.',
    steps: [
      'Choisissez un rangement, puis ouvrez un document.',
      'Nouveau marque ce que d’autres ont ajouté depuis votre dernière visite\u00a0; l’étoile est à vous seul.',
      'Ranger, choisir une période montre aussi les archivés, les remplacés et les masqués.',
    ],
    terms: ['masquage', 'non-visible-du-titulaire', 'synthese-medicale'],
  },
  'lire-un-document': {
    title: 'Lire un document',
    purpose: 'Lire, comparer, imprimer ou corriger un document, et décider de qui le voit.',
    steps: [
      'Lisez le document\u00a0; agrandissez, cherchez un mot dedans.',
      'Sous Agir sur ce document\u00a0: masquer, archiver, remplacer ou supprimer.',
      'Deux versions d’un même document se lisent côte à côte.',
    ],
    notes: ['Seul son auteur remplace ou supprime un document. Chaque lecture laisse une trace.'],
    terms: ['cda', 'masquage', 'trace'],
  },
  resultats: {
    title: 'Les résultats',
    purpose: 'Suivre une analyse ou une constante dans le temps.',
    steps: [
      'Choisissez une ou plusieurs analyses.',
      'Touchez la courbe, ou les flèches du clavier, pour lire une valeur.',
      'Tableau donne les chiffres et les valeurs de référence du document.',
    ],
    notes: ['Deux unités ne sont réunies que si la conversion est sûre.'],
    terms: ['loinc'],
  },
  ajouter: {
    title: 'Ajouter un document',
    purpose: 'Déposer un fichier, une photo, une note ou un relevé dans le dossier, même sans réseau.',
    steps: [
      'Choisissez\u00a0: un fichier, Photographier, Écrire une note, ou Relevé ou soin.',
      'Donnez un titre, un type et une date.',
      'Choisissez qui le voit, puis Ajouter au dossier.',
    ],
    notes: [
      'Ajouter ne demande pas d’autorisation.',
      'Si le document nomme une autre personne que le titulaire, Relais le montre et vous demande pourquoi l’ajouter.',
      'Ce que vous êtes en train d’écrire revient après un verrouillage.',
    ],
    terms: ['alimenter', 'masquage', 'non-visible-du-titulaire', 'non-visible-des-representants'],
  },
  visibilite: {
    title: 'Qui voit un document',
    purpose: 'Décider, à l’ajout, si un document est visible de tous ou pas encore.',
    steps: [
      'Laissez visible de tous, le plus souvent.',
      'Masqué aux professionnels\u00a0: à la demande du titulaire.',
      'Non visible du titulaire\u00a0: le temps de l’annoncer de vive voix, un mois au plus.',
      'Non visible des représentants légaux\u00a0: pour un mineur qui demande le secret.',
    ],
    notes: ['Rendre visible au titulaire ou aux représentants est définitif.'],
    terms: [
      'masquage',
      'non-visible-du-titulaire',
      'non-visible-des-representants',
      'session-confidentielle',
    ],
  },
  droits: {
    title: 'Droits et accès',
    purpose:
      'Montrer au titulaire qui peut lire son dossier, et faire ce qu’il décide. L’écran se lit avec lui.',
    steps: [
      'Autoriser un professionnel ou une équipe\u00a0: carte Vitale lue, ou une raison écrite.',
      'Retirer l’autorisation\u00a0: le dossier quitte ses appareils au prochain contact.',
      'Bloquer quelqu’un, même en urgence.',
      'Refuser le bris de glace ou le centre 15\u00a0: décochez, puis enregistrez.',
    ],
    notes: ['Emporter, clôturer ou effacer le dossier\u00a0: Le dossier lui-même, en bas de l’écran.'],
    terms: [
      'autorisation',
      'equipe-de-soins',
      'medecin-traitant',
      'professionnel-bloque',
      'opposition',
      'representant-legal',
      'session-confidentielle',
      'cloture',
      'effacement',
    ],
  },
  traces: {
    title: 'Qui a vu quoi',
    purpose: 'Montrer chaque acte sur le dossier\u00a0: qui, quand, dans quel mode, selon quelle règle.',
    steps: [
      'Parcourez la liste, ou filtrez par personne, acte ou période.',
      'Exportez-la pour la remettre au titulaire.',
    ],
    notes: ['Les lectures faites hors ligne y sont notées au retour du réseau. Cet écran demande le réseau.'],
    terms: ['trace', 'bris-de-glace'],
  },
  urgence: {
    title: 'En urgence',
    purpose:
      'Ouvrir le dossier d’une personne qui ne peut pas s’exprimer et dont la santé est en danger immédiat. Il faut être connecté et avoir du réseau\u00a0; le coffre peut rester verrouillé.',
    steps: [
      'Dites qui\u00a0: nom exact, carte Vitale ou code INS.',
      'Dites pourquoi.',
      'Confirmez par le code de votre carte ou votre clé d’accès.',
      'Terminez l’accès quand vous n’en avez plus besoin.',
    ],
    notes: [
      'Le titulaire et son médecin traitant sont prévenus.',
      'Rien n’est gardé sur l’appareil\u00a0; ce qui est masqué le reste.',
      'Si le titulaire a refusé, l’écran le dit et rien ne s’ouvre.',
    ],
    terms: ['bris-de-glace', 'centre-15', 'opposition', 'personne-de-confiance', 'directives-anticipees'],
  },
  tournee: {
    title: 'La tournée',
    purpose: 'Préparer vos visites du jour et emporter les dossiers.',
    steps: [
      'Choisissez les dossiers et leur ordre.',
      'Préparez avant de partir\u00a0: les dossiers et leurs documents sont reçus.',
      'Pendant la tournée, ouvrez chaque dossier d’un geste.',
    ],
    notes: ['Un dossier dont le prêt finit bientôt est signalé\u00a0: repassez par le réseau.'],
    terms: ['tournee', 'pret'],
  },
  'hors-ligne': {
    title: 'Sans réseau',
    purpose: 'Lire et écrire au domicile quand rien ne passe.',
    steps: [
      'Avant de partir, ouvrez chaque dossier et choisissez Garder sur cet appareil.',
      'Sur place, ouvrez Relais à la même adresse et déverrouillez.',
      'Lisez et ajoutez comme d’habitude\u00a0; tout part seul au retour du réseau.',
    ],
    notes: [
      'Se connecter, ouvrir un accès d’urgence et voir les traces demandent le réseau.',
      'N’effacez pas les données du navigateur tant que quelque chose attend.',
    ],
    terms: ['pret', 'envoi', 'coffre'],
  },
  envois: {
    title: 'Les envois',
    purpose: 'Voir ce que vous avez écrit ici, ce qui est arrivé, et ce qui a été refusé.',
    steps: [
      'En attente\u00a0: part de lui-même quand le réseau revient et que le coffre est ouvert.',
      'Refusé\u00a0: lisez la raison, puis corrigez, refaites, exportez ou abandonnez.',
      'Exporter fait un fichier à remettre autrement, si l’attente dure.',
    ],
    notes: ['Un envoi refusé ne retient pas les autres.'],
    terms: ['envoi'],
  },
  avis: {
    title: 'Avis et lettres',
    purpose: 'Ce qui vous concerne, et les lettres à imprimer pour les titulaires sans adresse électronique.',
    steps: [
      'Lisez vos avis\u00a0; ils disent par exemple un accès d’urgence chez un de vos patients.',
      'Si l’exploitant vous y habilite, imprimez les lettres et marquez-les comme imprimées.',
    ],
    terms: ['avis', 'lettre'],
  },
  appareils: {
    title: 'Mes appareils',
    purpose: 'Voir les appareils à votre nom, et faire effacer celui qui est perdu.',
    steps: [
      'Vérifiez que vous reconnaissez chaque appareil.',
      'Perdu ou volé\u00a0: Effacer à distance. Il efface ce qu’il garde à votre nom à son prochain contact.',
    ],
    notes: [
      'Ce qu’il n’avait pas envoyé est perdu.',
      'Sans autre appareil, appelez le service d’information (Aide, Assistance).',
    ],
    terms: ['coffre', 'pret'],
  },
  cles: {
    title: 'Mes clés d’accès',
    purpose: 'Enregistrer une clé d’accès, pour confirmer une urgence sans sortir votre carte.',
    steps: [
      'Enregistrez-la dans le quart d’heure qui suit une connexion par carte.',
      'Retirez celles que vous n’utilisez plus.',
    ],
    terms: ['cle-d-acces', 'bris-de-glace'],
  },
  patient: {
    title: 'Informer le patient',
    purpose: 'Montrer, imprimer et remettre la brochure et les droits du titulaire.',
    steps: [
      'Choisissez la langue de la personne\u00a0; la brochure s’ouvre sans réseau.',
      'Imprimez-la ou lisez-la avec elle, avant de demander son accord.',
    ],
    terms: ['brochure', 'consentement', 'titulaire'],
  },
  formation: {
    title: 'Se former',
    purpose: 'Apprendre en faisant, sur un dossier fictif, sans rien risquer.',
    steps: [
      'Choisissez un module, lisez, puis faites l’exercice pas à pas.',
      'Répondez aux questions\u00a0; chaque réponse est expliquée.',
    ],
    terms: ['secret-professionnel'],
  },
};
