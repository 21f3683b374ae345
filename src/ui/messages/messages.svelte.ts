import { createContext } from 'svelte';
import type { Locale } from '../preferences.ts';
import { formatsFor, type Formats } from './format.ts';
import { fr, type Texts } from './fr.ts';
import { LATE_PARTS, type LateTexts } from './late-parts.ts';
import { problemTexts, problemWords, type Problem, type ProblemWords } from './problem.ts';

export interface Messages {
  readonly locale: Locale;
  /**
   * The catalogue of the current language: `messages.text.common.close`. `care`, `dossier`, `outbox` and `stations` are there on their
   * own screens, from routes/+layout.ts on.
   */
  readonly text: Texts;
  readonly format: Formats;
  problem(problem: Problem): ProblemWords;
  /** English comes on demand; should it not arrive, the language stays as it was. */
  switchTo(locale: Locale): Promise<void>;
}

/** French is part of the program, English is loaded when asked for. */
export function createMessages({
  now,
  late,
  onchange,
}: {
  now: () => number;
  /** French sentences that come with their screens, as far as they were loaded. */
  late: () => Partial<LateTexts>;
  onchange: (locale: Locale) => void;
}): Messages {
  function loaded<Part extends keyof LateTexts>(part: Part): LateTexts[Part] {
    const texts = late()[part];
    if (!texts) throw new Error(`no sentences of ${part} here: name the route in routes/+layout.ts`);
    return texts;
  }
  /** `english` where that is the language. */
  let current = $state.raw<{ locale: Locale; english?: Texts }>({ locale: 'fr' });
  const french = withLate(loaded);
  const text = $derived(current.english ?? french);
  const format = $derived(formatsFor(current.locale, text.common.units, now));
  let wanted: Locale = 'fr';
  return {
    get locale() {
      return current.locale;
    },
    get text() {
      return text;
    },
    get format() {
      return format;
    },
    problem: (problem) => problemWords(problemTexts(text), problem),
    async switchTo(locale) {
      wanted = locale;
      const chosen = await load(locale);
      // a later choice may have overtaken this one
      if (chosen === undefined || wanted !== locale) return;
      current = chosen;
      onchange(locale);
    },
  };
}

/** The groups that come late are asked for as they are read. */
function withLate(loaded: (part: keyof LateTexts) => unknown): Texts {
  const texts: object = { ...fr };
  for (const part of Object.keys(LATE_PARTS) as (keyof LateTexts)[])
    Object.defineProperty(texts, part, { get: () => loaded(part), enumerable: true });
  return texts as Texts;
}

async function load(locale: Locale): Promise<{ locale: Locale; english?: Texts } | undefined> {
  if (locale === 'fr') return { locale };
  try {
    return { locale, english: (await import('./en.ts')).en };
  } catch {
    return undefined;
  }
}

/** Set by the layout. Read `.text` inside the markup or a `$derived`, so that a change of language shows at once. */
export const [getMessages, setMessages] = createContext<Messages>();
