import { createContext } from 'svelte';
import type { Locale } from '../preferences.ts';
import { formatsFor, type Formats } from './format.ts';
import { fr, type Texts } from './fr.ts';
import { problemWords, type Problem, type ProblemWords } from './problem.ts';

export interface Messages {
  readonly locale: Locale;
  /** The catalogue of the current language: `messages.text.common.close`. */
  readonly text: Texts;
  readonly format: Formats;
  problem(problem: Problem): ProblemWords;
  /** English comes on demand; should it not arrive, the language stays as it was. */
  switchTo(locale: Locale): Promise<void>;
}

/** French is part of the program, English is loaded when asked for. */
export function createMessages({
  now,
  onchange,
}: {
  now: () => number;
  onchange: (locale: Locale) => void;
}): Messages {
  let current = $state.raw<{ locale: Locale; text: Texts }>({ locale: 'fr', text: fr });
  const format = $derived(formatsFor(current.locale, current.text.common.units, now));
  let wanted: Locale = 'fr';
  return {
    get locale() {
      return current.locale;
    },
    get text() {
      return current.text;
    },
    get format() {
      return format;
    },
    problem: (problem) => problemWords(current.text.errors, problem),
    async switchTo(locale) {
      wanted = locale;
      const text = await textsOf(locale);
      // a later choice may have overtaken this one
      if (text === undefined || wanted !== locale) return;
      current = { locale, text };
      onchange(locale);
    },
  };
}

async function textsOf(locale: Locale): Promise<Texts | undefined> {
  if (locale === 'fr') return fr;
  try {
    return (await import('./en.ts')).en;
  } catch {
    return undefined;
  }
}

/** Set by the layout. Read `.text` inside the markup or a `$derived`, so that a change of language shows at once. */
export const [getMessages, setMessages] = createContext<Messages>();
