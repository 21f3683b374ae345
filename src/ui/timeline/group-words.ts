import type { DocumentEncounter } from '#domain/clinical/reading.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { professionWords } from '../dossier/actor-words.ts';
import type { DocumentLine } from '../dossier/document-line.ts';
import { classWords, documentDate } from '../dossier/document-words.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import type { GroupWords } from './group-lines.ts';

/** How groups are called in the language; `me` wrote what the server has not. */
export function groupWords(messages: Messages, me: Actor | undefined): GroupWords {
  const { locale } = messages;
  const t = messages.text.dossier;
  const tag = locale === 'fr' ? 'fr-FR' : 'en-GB';
  const month = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric' });
  const { compare } = new Intl.Collator(tag, { sensitivity: 'base' });

  const depositor = (line: DocumentLine): Actor | undefined => line.entry?.depositor ?? me;
  const specialty = (line: DocumentLine): string | undefined => {
    if (line.fromHolder) return t.state.holder;
    const profession = depositor(line)?.profession;
    return line.reading?.specialty ?? (profession && capital(professionWords(profession, locale)));
  };
  return {
    month(written) {
      const [year = '', number] = written.split('-');
      if (number === undefined) return year || t.timeline.undated;
      return capital(month.format(new Date(Number(year), Number(number) - 1, 1)));
    },
    class: (line) => classWords(messages, line.classCode),
    specialty,
    author: (line) => line.description.author?.name ?? depositor(line)?.name,
    encounter: (encounter) => encounterWords(messages, encounter),
    without: {
      specialty: t.timeline.noSpecialty,
      author: t.timeline.noAuthor,
      encounter: t.timeline.noEncounter,
    },
    compare,
  };
}

/** «Hospitalisation, Clinique des Lilas, du 2 janvier 2026 au 5 janvier 2026». */
function encounterWords(messages: Messages, { label, from, to }: DocumentEncounter): string {
  const t = messages.text.dossier.timeline;
  const [first, last] = [from, to].map((iso) => iso && documentDate(messages, iso));
  const when =
    first && last && first !== last ? t.fromTo(first, last) : (first ?? last) && t.onDay(first ?? last ?? '');
  return [label ?? t.encounter, when].filter(Boolean).join(', ');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
