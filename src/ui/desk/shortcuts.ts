import type { desk } from '../messages/fr/desk.ts';

/** What a key stroke is, of the browser's `KeyboardEvent`. */
export type Stroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

type Keys = { readonly key: string; readonly command?: true; readonly alt?: true; readonly shift?: true };

/**
 * None is a letter, a digit or a sign alone (WCAG 2.2, 2.1.4), none writes anything with the keys that are held, and none
 * takes one away from a screen reader or the browser's tabs. `command`: Ctrl, or Cmd on a Mac. Printing is the browser's
 * own, until a page has a sheet of its own to print.
 */
export const SHORTCUTS = {
  palette: { key: 'k', command: true },
  searchInside: { key: 'f', command: true, shift: true },
  nextDocument: { key: 'PageDown', alt: true },
  previousDocument: { key: 'PageUp', alt: true },
  nextDossier: { key: 'PageDown', alt: true, shift: true },
  previousDossier: { key: 'PageUp', alt: true, shift: true },
  undo: { key: 'z', command: true },
  lock: { key: 'F8', shift: true },
  print: { key: 'p', command: true },
} as const satisfies Readonly<Record<string, Keys>>;

export type ShortcutName = keyof typeof SHORTCUTS;

const NAMES = Object.keys(SHORTCUTS).filter((name): name is ShortcutName => name in SHORTCUTS);

/** The shortcut that a stroke is; undefined for any other. */
export const shortcutOf = (stroke: Stroke, mac: boolean): ShortcutName | undefined =>
  NAMES.find((name) => isStroke(SHORTCUTS[name], stroke, mac));

/** AltGr comes as Ctrl and Alt together: every key that is held must be asked for. */
function isStroke({ key, command, alt, shift }: Keys, stroke: Stroke, mac: boolean): boolean {
  const [held, other] = mac ? [stroke.metaKey, stroke.ctrlKey] : [stroke.ctrlKey, stroke.metaKey];
  return (
    stroke.key.toLowerCase() === key.toLowerCase() &&
    held === (command ?? false) &&
    !other &&
    stroke.altKey === (alt ?? false) &&
    stroke.shiftKey === (shift ?? false)
  );
}

/** The keys to press, in the words that stand on them: «Alt», «Maj», «Page suivante». */
export function keyWords(name: ShortcutName, words: typeof desk.keys, mac: boolean): string[] {
  const { key, command, alt, shift }: Keys = SHORTCUTS[name];
  return [
    ...(command ? [mac ? words.Meta : words.Control] : []),
    ...(alt ? [mac ? words.Option : words.Alt] : []),
    ...(shift ? [words.Shift] : []),
    key === 'PageDown' ? words.PageDown : key === 'PageUp' ? words.PageUp : key.toUpperCase(),
  ];
}

/** Where the browser undoes what was typed. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'));
