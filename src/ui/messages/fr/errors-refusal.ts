import { words, type ProblemTexts } from '../problem.ts';

const IN_OUTBOX = 'L’envoi refusé est gardé dans «\u00a0Envois\u00a0», avec son contenu.';
const EXPORT = 'Exportez le document pour le transmettre autrement, ou abandonnez l’envoi.';

export const refusal: ProblemTexts['refusal'] = {
  profession: () =>
    words(
      'Votre profession n’a pas accès aux dossiers',
      'Le DMP est réservé aux professionnels de santé (article L1111-17 du Code de la santé publique).',
      IN_OUTBOX,
      EXPORT,
    ),
  blocked: () =>
    words(
      'Le titulaire vous a bloqué',
      'Il a choisi que vous n’ayez pas accès à son dossier.',
      IN_OUTBOX,
      EXPORT,
    ),
  dossierAbsent: () =>
    words(
      'Ce dossier n’existe pas',
      'Aucun dossier n’est ouvert pour cette personne.',
      IN_OUTBOX,
      'Créez le dossier avec la personne, ou exportez le document.',
    ),
  dossierExists: () =>
    words(
      'Cette personne a déjà un dossier',
      'Un second dossier ne peut pas être créé.',
      IN_OUTBOX,
      'Ouvrez le dossier existant en relisant la carte Vitale.',
    ),
  dossierClosed: () =>
    words(
      'Ce dossier est clôturé',
      'Son titulaire l’a fermé\u00a0: rien ne peut plus y être ajouté.',
      IN_OUTBOX,
      EXPORT,
    ),
  notAuthorised: () =>
    words(
      'Le titulaire ne vous a pas autorisé',
      'La consultation demande son autorisation.',
      IN_OUTBOX,
      'Demandez-la-lui en sa présence, en lisant sa carte Vitale.',
    ),
  authorisationExpired: () =>
    words(
      'Votre autorisation a pris fin',
      'Elle dure un an et n’a pas été renouvelée.',
      IN_OUTBOX,
      'Demandez au titulaire de la renouveler, en sa présence.',
    ),
  hidden: () =>
    words(
      'Ce document est masqué',
      'Son titulaire l’a masqué aux professionnels.',
      IN_OUTBOX,
      'Parlez-en avec lui si ce document vous est nécessaire.',
    ),
  deleted: () =>
    words(
      'Ce document a été supprimé',
      'Son auteur l’a retiré du dossier.',
      IN_OUTBOX,
      'Rien n’est à faire.',
    ),
  malformed: () =>
    words(
      'L’envoi n’a pas la forme attendue',
      'Le serveur n’a pas pu le lire.',
      IN_OUTBOX,
      `Mettez Relais à jour et recommencez. ${EXPORT}`,
    ),
  signatureInvalid: () =>
    words(
      'La signature de l’appareil est fausse',
      'L’envoi a été modifié après avoir été écrit, ou vient d’un autre appareil.',
      IN_OUTBOX,
      `Prévenez votre service informatique. ${EXPORT}`,
    ),
  authorMismatch: () =>
    words(
      'L’auteur n’est pas le professionnel connecté',
      'L’envoi a été écrit par une autre personne que celle de la session.',
      IN_OUTBOX,
      'L’auteur doit se connecter sur cet appareil.',
    ),
  numberReused: () =>
    words(
      'Le numéro de cet envoi a déjà servi',
      'Le serveur a reçu un autre contenu sous le même numéro, sans doute après une restauration de l’appareil.',
      IN_OUTBOX,
      EXPORT,
    ),
  insCInvalid: () =>
    words(
      'L’identifiant n’est pas valable',
      'Sa clé de contrôle est fausse.',
      IN_OUTBOX,
      'Relisez la carte Vitale.',
    ),
  stepsIncomplete: () =>
    words(
      'Les trois étapes ne sont pas complètes',
      'L’information, le consentement et la lecture de la carte Vitale sont tous nécessaires, dans cet ordre.',
      IN_OUTBOX,
      'Reprenez la création du dossier avec la personne.',
    ),
  brochureUnknown: () =>
    words(
      'Version de la brochure inconnue',
      'Le serveur ne connaît pas la brochure qui a été remise.',
      IN_OUTBOX,
      'Mettez Relais à jour et reprenez la création.',
    ),
  typeUnknown: () =>
    words(
      'Type de document inconnu',
      'Il n’est pas dans la nomenclature du DMP.',
      IN_OUTBOX,
      'Exportez le document, puis ajoutez-le avec un autre type.',
    ),
  contentMissing: () =>
    words(
      'Le contenu n’est pas arrivé',
      'Le serveur n’a pas reçu le document en entier.',
      IN_OUTBOX,
      'Exportez le document, puis ajoutez-le à nouveau.',
    ),
  contentMismatch: () =>
    words(
      'Le contenu reçu est différent',
      'Le document arrivé n’est pas celui qui était annoncé.',
      IN_OUTBOX,
      'Exportez le document, vérifiez-le, puis ajoutez-le à nouveau.',
    ),
  contentUnreadable: () =>
    words(
      'Le contenu ne peut pas être lu',
      'Ce n’est pas un document qu’un dossier accepte, ou il est abîmé.',
      IN_OUTBOX,
      EXPORT,
    ),
  identityMismatch: () =>
    words(
      'Le document nomme une autre personne',
      'Son patient n’est pas le titulaire du dossier, et aucune raison n’a été donnée.',
      IN_OUTBOX,
      'Vérifiez l’identité. S’il s’agit bien du titulaire, ajoutez-le à nouveau en écrivant la raison.',
    ),
  documentExists: () =>
    words(
      'Ce document est déjà dans le dossier',
      'Le serveur en a déjà reçu un sous la même référence.',
      IN_OUTBOX,
      'Vérifiez la liste du dossier, puis abandonnez cet envoi.',
    ),
  professionalUnknown: () =>
    words(
      'Professionnel inconnu',
      'Le serveur ne connaît pas le professionnel nommé.',
      IN_OUTBOX,
      'Vérifiez son identité auprès de votre service informatique.',
    ),
  dossierErased: () =>
    words(
      'Ce dossier a été effacé',
      'Son contenu a été détruit, comme son titulaire l’avait demandé ou dix ans après sa fermeture.',
      IN_OUTBOX,
      'La personne peut en créer un nouveau.',
    ),
  dossierActive: () =>
    words(
      'Ce dossier est déjà ouvert',
      'Il n’y a rien à rouvrir.',
      IN_OUTBOX,
      'Ouvrez-le en lisant la carte Vitale.',
    ),
  opposed: () =>
    words(
      'Le titulaire s’y est opposé',
      'Il a refusé cet accès d’urgence à son dossier.',
      IN_OUTBOX,
      'Soignez sans le dossier\u00a0; l’opposition doit être respectée.',
    ),
  notEntitled: () =>
    words(
      'Il vous faut une habilitation',
      'L’exploitant ne vous a pas habilité pour cela.',
      IN_OUTBOX,
      'Demandez-la à l’exploitant de Relais.',
    ),
  typeNotEntitled: () =>
    words(
      'Votre profession n’ouvre pas ce type de document',
      'La matrice d’habilitation le réserve à d’autres professions.',
      IN_OUTBOX,
      'Demandez l’information au titulaire ou à l’auteur du document.',
    ),
  notAuthor: () =>
    words(
      'Ce document a un autre auteur',
      'Seul celui qui l’a déposé peut le remplacer ou le supprimer.',
      IN_OUTBOX,
      'Demandez-le à son auteur.',
    ),
  notAttendingPhysician: () =>
    words(
      'Vous n’êtes pas le médecin traitant déclaré',
      'La confirmation demande une déclaration avant elle.',
      IN_OUTBOX,
      'Déclarez-vous d’abord, en présence du titulaire.',
    ),
  notInMode: () =>
    words(
      'Pas pendant un accès d’urgence',
      'Un accès d’urgence permet de lire et d’ajouter, pas de changer les droits.',
      IN_OUTBOX,
      'Terminez l’accès d’urgence, puis agissez avec l’accord du titulaire.',
    ),
  visibilityCombination: () =>
    words(
      'Un document ne peut pas être caché à tous',
      'Il serait à la fois masqué aux professionnels et invisible au titulaire.',
      IN_OUTBOX,
      'Choisissez l’un des deux.',
    ),
  confidentialSession: () =>
    words(
      'La session est confidentielle',
      'Le mineur est venu seul\u00a0: ce qui s’ajoute doit rester invisible à ses représentants légaux.',
      IN_OUTBOX,
      'Cochez « Invisible aux représentants légaux », ou quittez la session confidentielle.',
    ),
  notRepresented: () =>
    words(
      'Aucun représentant légal n’est enregistré',
      'Le dossier n’en nomme aucun aujourd’hui.',
      IN_OUTBOX,
      'Enregistrez-le d’abord dans « Droits et accès ».',
    ),
  rightChanged: () =>
    words(
      'Quelqu’un vient de changer la même chose',
      'Ce que vous aviez à l’écran n’était plus à jour\u00a0; rien n’a été fait.',
      IN_OUTBOX,
      'Relisez, puis recommencez si c’est toujours voulu.',
    ),
  subjectUnknown: () =>
    words(
      'Ce que vous vouliez changer n’existe plus',
      'Le dossier ne contient ni ce droit, ni cette équipe, ni ce document.',
      IN_OUTBOX,
      'Actualisez le dossier.',
    ),
  documentStateOther: () =>
    words(
      'L’état du document ne le permet pas',
      'Il a été archivé, remplacé ou supprimé, ou le nouveau contenu est le même que l’ancien.',
      IN_OUTBOX,
      'Actualisez le dossier et regardez son état.',
    ),
  alreadySo: () => words('C’était déjà fait', 'Rien n’aurait changé.', IN_OUTBOX, 'Rien n’est à faire.'),
};
