import { counted } from '../counted.ts';
import { sections } from './help-sections.ts';

/** Comes with the help itself (ui/help/load-texts.ts), on whatever page it is asked for. */
export const help = {
  title: 'Aide',
  lead: 'À quoi sert chaque écran, et que faire. Tout se lit sans réseau.',
  search: 'Chercher dans l’aide',
  searchHint: 'Un mot suffit\u00a0: carte, masquer, hors ligne…',
  found: (count: number) => counted(count, 'réponse', 'réponses'),
  nothing: 'Rien dans l’aide ne contient ces mots. Essayez un mot plus court, ou l’assistance.',
  screens: 'Les écrans',
  words: 'Les mots',
  glossary: 'Glossaire',
  glossaryText: 'Les mots médicaux et juridiques, en clair.',
  support: 'Assistance',
  supportText: 'Qui appeler, fichier de diagnostic, logiciels compatibles.',
  whatToDo: 'Que faire',
  goodToKnow: 'Bon à savoir',
  wordsHere: 'Les mots de cet écran',
  here: 'Aide de cet écran',
  all: 'Toute l’aide',
  back: 'Toute l’aide',
  unknown: 'Cette page d’aide n’existe pas',
  unknownText: 'L’adresse a peut-être changé. Toute l’aide se trouve sur une page.',
  whatIs: (word: string) => `${word}\u00a0: qu’est-ce que c’est\u00a0?`,
  inGlossary: 'Tout le glossaire',
  sections,
  supportPage: {
    title: 'Assistance',
    lead: 'Qui appeler, quoi lui donner, et avec quels logiciels Relais échange.',
    call: 'Service d’information',
    phone: 'Téléphone',
    hours: 'Horaires',
    email: 'Courriel',
    page: 'Page',
    noService:
      'L’exploitant de ce serveur n’a indiqué aucun service à appeler. Adressez-vous à lui directement.',
    software: 'Logiciels compatibles',
    noSoftware: 'L’exploitant de ce serveur n’a indiqué aucun logiciel compatible.',
    from: (version: string) => `à partir de la version ${version}`,
    updatedOn: (day: string) => `Liste tenue par l’exploitant, à jour au ${day}.`,
    receivedAt: (moment: string) => `Reçue sur cet appareil\u00a0: ${moment}.`,
    old: (moment: string) =>
      `Le serveur n’a pas répondu\u00a0: voici ce que cet appareil en a reçu le ${moment}. Cela a pu changer.`,
    never: 'Rien n’a encore été reçu du serveur sur cet appareil. Revenez ici avec le réseau.',
    asking: 'Demande au serveur…',
    diagnostic: 'Fichier de diagnostic',
    diagnosticText:
      'Ce que l’assistance demande en premier\u00a0: version, navigateur, stockage, lecteur, nombre d’éléments en attente, dernier échange et son code d’erreur. Il ne contient ni nom, ni numéro, ni identifiant de personne, de dossier ou d’appareil, ni adresse de page.',
    prepare: 'Préparer le fichier',
    prepareAgain: 'Préparer à nouveau',
    shown:
      'Voici tout le fichier. Rien n’est envoyé\u00a0: vous l’enregistrez, puis le donnez à qui vous voulez.',
    saveFile: 'Enregistrer le fichier',
    fileName: 'relais-diagnostic.json',
    readerTest: 'Un lecteur ne répond pas\u00a0? Son test mesure la carte et le lecteur.',
    reader: 'Mon lecteur',
    before: 'Avant d’appeler',
    beforeSteps: [
      'Lisez le message de l’écran\u00a0: il dit ce qui est arrivé, ce qui est conservé et quoi faire.',
      'Ne donnez jamais votre code de carte ni votre phrase secrète\u00a0: l’assistance n’en a pas besoin.',
      'Ne dites pas le nom d’un patient\u00a0: il n’est pas utile pour dépanner.',
    ],
  },
};
export type HelpTexts = typeof help;
