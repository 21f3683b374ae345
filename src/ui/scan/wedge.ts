import type { Timer } from '#base/timer.ts';

/**
 * A hand scanner that acts as a keyboard («wedge»), on pages where a person is looked for, wherever the focus is but in a
 * field. It is known by what it types, the beginning of every INS datamatrix, and not by its speed: scanners over radio
 * pause, and people who type fast exist. Nobody types «IS01» and 22 zeros.
 *
 *   idle ──«I»──▶ maybe ──«S01» and the zeros──▶ reading ──Enter, or a pause──▶ told, idle
 *                   └──── any other key, or a pause ────▶ idle
 */
export interface Wedge {
  /** Whether the key belongs to a code: then nobody else is to act on it. */
  press(key: WedgeKey): boolean;
  stop(): void;
}

export type WedgeKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** Between two characters; the slowest scanners over radio take some 100 ms. */
export const PAUSE_MS = 500;

const HEADER = `IS01${'0'.repeat(22)}`;
/** From here on nobody but a scanner types. */
const CERTAIN = 'IS01';
/** What comes before it where a scanner says the kind of code (ISO/IEC 15424). */
const SYMBOLOGY = /^\]d\d?/;
const GS = '\u001d';

export function createWedge(timer: Timer, onread: (text: string) => void): Wedge {
  let typed = '';
  let forget = (): void => undefined;

  function end(): boolean {
    forget();
    const text = typed;
    typed = '';
    const isCode = bare(text).startsWith(HEADER);
    if (isCode) onread(text);
    return isCode;
  }

  return {
    press(key) {
      if (key.key === 'Enter' && typed !== '') return end();
      const char = characterOf(key);
      // shift and its kind stand between characters
      if (char === undefined) return false;
      const longer = typed + char;
      typed = mayBecomeCode(longer) ? longer : mayBecomeCode(char) ? char : '';
      forget();
      if (typed !== '') forget = timer.after(PAUSE_MS, end);
      return bare(typed).startsWith(CERTAIN);
    },
    stop() {
      forget();
      typed = '';
    },
  };
}

const bare = (text: string): string => text.replace(SYMBOLOGY, '');

/** GS is typed as Control and «]», which is its place in ASCII. */
function characterOf({ key, ctrlKey, altKey, metaKey }: WedgeKey): string | undefined {
  if (ctrlKey && key === ']') return GS;
  if (key.length !== 1 || altKey || metaKey || ctrlKey) return undefined;
  return key;
}

function mayBecomeCode(text: string): boolean {
  if (']d'.startsWith(text)) return true;
  const code = bare(text);
  return code === '' || HEADER.startsWith(code) || code.startsWith(HEADER);
}

/** For `{@attach}` or an effect: hears the keys of the whole page while it is shown; the returned function ends it. */
export function hearWedge(page: Window, timer: Timer, onread: (text: string) => void): () => void {
  const wedge = createWedge(timer, onread);
  const hear = (event: KeyboardEvent): void => {
    if (isTypedInto(event.target) || !wedge.press(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  page.addEventListener('keydown', hear, { capture: true });
  return () => {
    page.removeEventListener('keydown', hear, { capture: true });
    wedge.stop();
  };
}

const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));
