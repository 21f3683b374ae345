import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Timer } from '#base/timer.ts';
import { createWedge, type WedgeKey } from '#ui/scan/wedge.ts';

const GS = '\u001d';
/** Fictional: the NIR is that of the published INS-C example. */
const CODE =
  'IS010000000000000000000000S1150081505104018S21.2.250.1.213.1.4.8' +
  `${GS}S3JEAN-PAUL${GS}S4EXEMPLE${GS}S5MS601-08-1950S715049`;

const key = (char: string): WedgeKey => ({
  key: char === GS ? ']' : char,
  ctrlKey: char === GS,
  altKey: false,
  metaKey: false,
});
const keysOf = (text: string): WedgeKey[] => Array.from(text, key);

/** Keys on a page without a field, with a clock that stands until it is let go. */
function page() {
  const read: string[] = [];
  let due: (() => void) | undefined;
  const timer: Timer = {
    after(_ms, run) {
      due = run;
      return () => {
        if (due === run) due = undefined;
      };
    },
  };
  const wedge = createWedge(timer, (text) => read.push(text));
  return {
    read,
    press: (keys: readonly WedgeKey[]): boolean[] => keys.map((one) => wedge.press(one)),
    pause: () => due?.(),
    stop: () => wedge.stop(),
  };
}

describe('a hand scanner that types', () => {
  it('is heard wherever the focus is, separators included', () => {
    const { press, read } = page();
    press([...keysOf(CODE), key('Enter')]);
    expect(read).toEqual([CODE]);
  });

  it('keeps its keys to itself from when it is certain, its Enter too: no shortcut and no button acts', () => {
    const { press } = page();
    const taken = press([...keysOf(CODE), key('Enter')]);
    expect(taken.slice(0, 3)).toEqual([false, false, false]);
    expect(taken.slice(3).every(Boolean)).toBe(true);
  });

  it('may press no Enter: a pause ends the code', () => {
    const { press, pause, read } = page();
    press(keysOf(CODE));
    expect(read).toEqual([]);
    pause();
    expect(read).toEqual([CODE]);
  });

  it('may say the kind of its code first, and hold Shift between characters', () => {
    const { press, read } = page();
    press(
      keysOf(']d2').concat(
        keysOf(CODE).flatMap((one) => [key('Shift'), one]),
        key('Enter'),
      ),
    );
    expect(read).toEqual([`]d2${CODE}`]);
  });

  it('is not taken for a person: their keys, shortcuts and Enter stay theirs', () => {
    const { press, pause, read } = page();
    expect(press([...keysOf('IS ISABELLE IS02'), key('Enter')])).not.toContain(true);
    pause();
    expect(press([{ ...key('i'), ctrlKey: true }, key('Enter'), key('Escape')])).not.toContain(true);
    expect(read).toEqual([]);
  });

  it('begins afresh after a pause or another page', () => {
    const { press, pause, stop, read } = page();
    press(keysOf(CODE.slice(0, 30)));
    pause();
    press([...keysOf(CODE.slice(30)), key('Enter')]);
    press(keysOf(CODE.slice(0, 20)));
    stop();
    press([...keysOf(CODE), key('Enter')]);
    // what was cut off is told, and is for the reader of codes to refuse
    expect(read).toEqual([CODE.slice(0, 30), CODE]);
  });

  it('is found among any keys before it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (before) => {
        const { press, pause, read } = page();
        press(keysOf(before));
        pause();
        press([...keysOf(CODE), key('Enter')]);
        expect(read.at(-1)).toBe(CODE);
      }),
    );
  });
});
