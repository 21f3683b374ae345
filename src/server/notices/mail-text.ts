import { professionLabel, professionOf } from '#domain/nomenclature/professions.ts';
import type { NoticeDetails } from '#server/repositories/notices.ts';
import type { NoticeKind } from '#wire/notices.ts';

/** What an e-mail to a holder says: no name, no number, nothing of their health, and not why somebody acted. */
export type MailText = { subject: string; text: string };

/** `when` and `who` are filled in: `{when}`, `{who}`. */
type Words = { what: string; law?: string; may: readonly string[] };
type Language = 'fr' | 'en';

const SEE_TRACES = {
  fr: 'demander à un professionnel de santé que vous avez autorisé de vous montrer les traces : qui, quand, dans quel mode et pour quelle raison',
  en: 'ask a health professional whom you have authorised to show you the traces: who, when, in which mode and why',
};
const OPPOSE = {
  fr: 'vous opposer pour l’avenir à ce mode d’accès, par ce même professionnel',
  en: 'oppose this kind of access from now on, through the same professional',
};
const CHOOSE = {
  fr: 'changer vos choix à tout moment, par un professionnel de santé',
  en: 'change your choices at any time, through a health professional',
};
const OBJECT_TO_LIFE = {
  fr: 'si vous ne l’avez pas demandé, en parler sans attendre à un professionnel de santé',
  en: 'if you did not ask for this, speak to a health professional without delay',
};

const BREAK_GLASS: Readonly<Record<Language, Words>> = {
  fr: {
    what: 'Le {when}, votre dossier médical partagé a été ouvert en urgence (« bris de glace »), sans votre autorisation, par un professionnel de santé (profession : {who}).',
    law: 'La loi le permet quand une personne ne peut pas exprimer sa volonté et que sa santé est exposée à un risque immédiat (code de la santé publique, article L. 1111-17).',
    may: [SEE_TRACES.fr, OPPOSE.fr],
  },
  en: {
    what: 'On {when}, your shared medical record was opened in an emergency (“break-glass”), without your authorisation, by a health professional (profession: {who}).',
    law: 'The law allows this when a person cannot express their will and their health is at immediate risk (French public health code, article L. 1111-17).',
    may: [SEE_TRACES.en, OPPOSE.en],
  },
};
const CENTRE_15: Readonly<Record<Language, Words>> = {
  fr: {
    what: 'Le {when}, votre dossier médical partagé a été ouvert par le médecin régulateur d’un centre d’appels d’urgence (centre 15), sans votre autorisation (profession : {who}).',
    law: 'La loi le permet à ce médecin quand il reçoit un appel qui vous concerne (code de la santé publique, article L. 1111-17).',
    may: [SEE_TRACES.fr, OPPOSE.fr],
  },
  en: {
    what: 'On {when}, your shared medical record was opened by the regulating doctor of an emergency call centre (“centre 15”), without your authorisation (profession: {who}).',
    law: 'The law allows this doctor to do so on a call that concerns you (French public health code, article L. 1111-17).',
    may: [SEE_TRACES.en, OPPOSE.en],
  },
};

const WORDS: Readonly<Record<Exclude<NoticeKind, 'emergencyOpened'>, Readonly<Record<Language, Words>>>> = {
  attendingDeclared: {
    fr: {
      what: 'Le {when}, un médecin a été déclaré comme votre médecin traitant dans votre dossier médical partagé.',
      law: 'Le médecin traitant voit tout le dossier, y compris ce qui est masqué aux autres professionnels (code de la santé publique, article L. 1111-16).',
      may: [SEE_TRACES.fr, CHOOSE.fr],
    },
    en: {
      what: 'On {when}, a doctor was declared as your attending physician in your shared medical record.',
      law: 'The attending physician sees the whole record, including what is hidden from other professionals (French public health code, article L. 1111-16).',
      may: [SEE_TRACES.en, CHOOSE.en],
    },
  },
  attendingReplaced: {
    fr: {
      what: 'Le {when}, un autre médecin a été déclaré comme médecin traitant.',
      may: [SEE_TRACES.fr, CHOOSE.fr],
    },
    en: {
      what: 'On {when}, another doctor was declared as attending physician.',
      may: [SEE_TRACES.en, CHOOSE.en],
    },
  },
  documentAwaits: {
    fr: {
      what: 'Le {when}, votre dossier médical partagé a été mis à jour. Un professionnel de santé souhaite vous en parler avant que vous ne le lisiez.',
      law: 'Sans rendez-vous, la mise à jour vous deviendra visible d’elle-même (code de la santé publique, article R. 1111-53).',
      may: ['prendre rendez-vous avec le professionnel de santé qui vous suit', SEE_TRACES.fr],
    },
    en: {
      what: 'On {when}, your shared medical record was updated. A health professional wishes to speak with you about it before you read it.',
      law: 'Without an appointment the update becomes visible to you by itself (French public health code, article R. 1111-53).',
      may: ['make an appointment with the health professional who follows you', SEE_TRACES.en],
    },
  },
  dossierClosed: {
    fr: {
      what: 'Le {when}, votre dossier médical partagé a été fermé. Plus personne ne peut le lire. Il est conservé dix ans, puis détruit.',
      may: ['le faire rouvrir par un professionnel de santé', OBJECT_TO_LIFE.fr],
    },
    en: {
      what: 'On {when}, your shared medical record was closed. Nobody can read it any more. It is kept for ten years, then destroyed.',
      may: ['have it opened again by a health professional', OBJECT_TO_LIFE.en],
    },
  },
  dossierReactivated: {
    fr: {
      what: 'Le {when}, votre dossier médical partagé a été rouvert. Les autorisations d’avant sa fermeture ne valent plus.',
      may: [SEE_TRACES.fr, OBJECT_TO_LIFE.fr],
    },
    en: {
      what: 'On {when}, your shared medical record was opened again. The authorisations from before its closing no longer hold.',
      may: [SEE_TRACES.en, OBJECT_TO_LIFE.en],
    },
  },
  erasureRequested: {
    fr: {
      what: 'Le {when}, la destruction de votre dossier médical partagé a été demandée. Il est fermé, et sera détruit dans les trois mois. Personne ne pourra le rétablir ensuite.',
      may: ['le faire rouvrir par un professionnel de santé tant qu’il n’est pas détruit', OBJECT_TO_LIFE.fr],
    },
    en: {
      what: 'On {when}, the destruction of your shared medical record was asked for. It is closed, and will be destroyed within three months. Nobody can restore it afterwards.',
      may: ['have it opened again by a health professional while it is not destroyed', OBJECT_TO_LIFE.en],
    },
  },
  dossierErased: {
    fr: {
      what: 'Le {when}, votre dossier médical partagé est arrivé à son terme. Son contenu est détruit ; seules les traces des accès sont conservées.',
      may: ['en faire ouvrir un nouveau par un professionnel de santé'],
    },
    en: {
      what: 'On {when}, your shared medical record came to its end. Its content is destroyed; only the traces of who accessed it are kept.',
      may: ['have a new one opened by a health professional'],
    },
  },
};

const PHRASES = {
  fr: {
    hello: 'Bonjour,',
    may: 'Ce que vous pouvez faire :',
    end: 'Ce message est envoyé par un automate : n’y répondez pas. Il ne contient à dessein aucun nom, aucune donnée de santé et aucun lien.',
    unknown: 'non précisée',
    between: ' ;',
  },
  en: {
    hello: 'Hello,',
    may: 'What you can do:',
    end: 'This message is sent automatically: do not answer it. On purpose it holds no name, no health data and no link.',
    unknown: 'not stated',
    between: ';',
  },
} as const;

/** French first, English below. The same for every notice: a subject is read on a locked screen by whoever passes. */
const SUBJECT = 'Information sur votre dossier médical partagé / Notice about your shared medical record';

/** Pure: what the holder is told (R1111-48, R1111-53, R1111-36). `at` in ms. */
export function mailText(
  kind: NoticeKind,
  { actor, mode }: Pick<NoticeDetails, 'actor' | 'mode'>,
  at: number,
): MailText {
  const parts = (['fr', 'en'] as const).map((language) => {
    const words = wordsOf(kind, mode)[language];
    return partIn(language, words, { when: momentText(language, at), who: whoText(language, actor) });
  });
  return { subject: SUBJECT, text: `${parts.join('\n\n———\n\n')}\n` };
}

function wordsOf(kind: NoticeKind, mode: NoticeDetails['mode']): Readonly<Record<Language, Words>> {
  if (kind !== 'emergencyOpened') return WORDS[kind];
  return mode === 'centre_15' ? CENTRE_15 : BREAK_GLASS;
}

function partIn(
  language: Language,
  { what, law, may }: Words,
  { when, who }: { when: string; who: string },
): string {
  const { hello, may: heading, end, between } = PHRASES[language];
  const filled = what.replace('{when}', when).replace('{who}', who);
  const list = may.map((line, i) => `- ${line}${i === may.length - 1 ? '.' : between}`);
  const paragraphs = [hello, filled, ...(law === undefined ? [] : [law]), [heading, ...list].join('\n'), end];
  return paragraphs.join('\n\n');
}

/** The profession alone: who it was stands in the traces. */
function whoText(language: Language, actor: NoticeDetails['actor']): string {
  if (!actor) return PHRASES[language].unknown;
  const { profession } = actor;
  return language === 'fr'
    ? professionLabel(profession)
    : (professionOf(profession)?.english ?? PHRASES.en.unknown);
}

const FORMATS: Readonly<Record<Language, { locale: string; words: (day: string, hour: string) => string }>> =
  {
    fr: { locale: 'fr-FR', words: (day, hour) => `${day} à ${hour} (heure de Paris)` },
    en: { locale: 'en-GB', words: (day, hour) => `${day} at ${hour} (Paris time)` },
  };

function momentText(language: Language, at: number): string {
  const { locale, words } = FORMATS[language];
  const zone = { timeZone: 'Europe/Paris' } as const;
  const day = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'long' }).format(at);
  return words(day, new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'short' }).format(at));
}
