import { describe, expect, it } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { commandsFor, findCommands, type Situation } from '#ui/desk/commands.ts';
import { activeOf, moveBy } from '#ui/desk/list-keys.ts';
import { neighboursOf } from '#ui/desk/neighbours.ts';
import { keyWords, shortcutOf, SHORTCUTS, type ShortcutName, type Stroke } from '#ui/desk/shortcuts.ts';
import { desk as en } from '#ui/messages/en/desk.ts';
import { desk as fr } from '#ui/messages/fr/desk.ts';

const AT_HOME: Situation = {
  dossierId: undefined,
  mayAdd: true,
  signedIn: true,
  vaultOpen: true,
  mayLock: true,
  theme: 'auto',
  otherTabs: false,
  searchable: false,
  next: false,
  previous: false,
  undoable: undefined,
};
const IN_DOSSIER: Situation = { ...AT_HOME, dossierId: '00000000-0000-4000-8000-000000000001' as DossierId };
const ids = (at: Situation): string[] => commandsFor(fr, at).map(({ id }) => id);

describe('the commands of the palette', () => {
  it('are those that can be done here', () => {
    expect(ids(AT_HOME)).not.toContain('add');
    expect(ids(IN_DOSSIER)).toEqual(
      expect.arrayContaining(['add', 'documents', 'rights', 'print', 'closeDossier']),
    );
    expect(ids({ ...IN_DOSSIER, mayAdd: false })).not.toContain('add');
    expect(ids({ ...IN_DOSSIER, next: true })).toContain('nextDocument');
    expect(ids({ ...AT_HOME, mayLock: false })).not.toContain('lock');
    expect(ids({ ...AT_HOME, signedIn: false })).toContain('signIn');
    expect(ids({ ...AT_HOME, theme: 'dark' })).not.toContain('theme-dark');
  });

  it('offer to undo what was last done, first and in its words', () => {
    const [first] = commandsFor(fr, { ...AT_HOME, undoable: 'Dossier retiré de cet appareil' });
    expect(first?.title).toBe('Annuler\u00a0: Dossier retiré de cet appareil');
  });

  it('never stand there twice, in either language', () => {
    for (const words of [fr, en]) {
      const all = commandsFor(words, { ...IN_DOSSIER, otherTabs: true, searchable: true, undoable: 'x' });
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    }
  });

  it('are found by the beginnings of their words and of others for the same, without accents', () => {
    const found = (typed: string): string[] =>
      findCommands(commandsFor(fr, IN_DOSSIER), typed).map(({ id }) => id);
    expect(found('aj doc')).toEqual(['add']);
    expect(found('verrou')).toEqual(['lock']);
    expect(found('theme')).toEqual(['theme-light', 'theme-dark']);
    expect(found('cles')).toEqual(['passkeys']);
    expect(found('aide')).toEqual(['help']);
    expect(found('formation')).toEqual(['training']);
    expect(found('xyz')).toEqual([]);
  });
});

const stroke = (key: string, held: Partial<Stroke> = {}): Stroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('the shortcuts', () => {
  it('are known with Ctrl, and with Cmd on a Mac', () => {
    expect(shortcutOf(stroke('k', { ctrlKey: true }), false)).toBe('palette');
    expect(shortcutOf(stroke('K', { ctrlKey: true }), false)).toBe('palette');
    expect(shortcutOf(stroke('k', { metaKey: true }), true)).toBe('palette');
    expect(shortcutOf(stroke('k', { ctrlKey: true }), true)).toBeUndefined();
  });

  it('tell documents from dossiers by the shift key', () => {
    expect(shortcutOf(stroke('PageDown', { altKey: true }), false)).toBe('nextDocument');
    expect(shortcutOf(stroke('PageDown', { altKey: true, shiftKey: true }), false)).toBe('nextDossier');
    expect(shortcutOf(stroke('PageDown'), false)).toBeUndefined();
  });

  it('are never a character alone, and never one that AltGr writes', () => {
    for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789/?.')
      for (const held of [{}, { shiftKey: true }, { ctrlKey: true, altKey: true }])
        expect(shortcutOf(stroke(key, held), false), key).toBeUndefined();
  });

  it('are each one stroke, and another than the others', () => {
    const written = (Object.keys(SHORTCUTS) as ShortcutName[]).map((name) =>
      keyWords(name, fr.keys, false).join('+'),
    );
    expect(new Set(written).size).toBe(written.length);
    expect(keyWords('nextDossier', fr.keys, false)).toEqual(['Alt', 'Maj', 'Page suivante']);
    expect(keyWords('palette', en.keys, true)).toEqual(['Cmd', 'K']);
  });
});

describe('the list of propositions', () => {
  it('goes round, and keeps what was chosen while more comes', () => {
    expect(moveBy(['a', 'b'], 'b', 'ArrowDown')).toBe('a');
    expect(moveBy(['a', 'b'], 'a', 'ArrowUp')).toBe('b');
    expect(moveBy(['a', 'b'], 'a', 'Enter')).toBeUndefined();
    expect(moveBy([], undefined, 'ArrowDown')).toBeUndefined();
    expect(activeOf(['new', 'a', 'b'], 'b')).toBe('b');
    expect(activeOf(['a', 'b'], 'gone')).toBe('a');
    expect(activeOf([], 'gone')).toBeUndefined();
  });
});

describe('the documents around the one shown', () => {
  it('are those of the list, none before the first and after the last', () => {
    expect(neighboursOf(['a', 'b', 'c'], 'b')).toEqual({ previous: 'a', next: 'c', position: 2, total: 3 });
    expect(neighboursOf(['a', 'b'], 'a')?.previous).toBeUndefined();
    expect(neighboursOf(['a', 'b'], 'b')?.next).toBeUndefined();
  });

  it('are none where the list does not have it, or has it alone', () => {
    expect(neighboursOf(['a', 'b'], 'z')).toBeUndefined();
    expect(neighboursOf(['a'], 'a')).toBeUndefined();
    expect(neighboursOf(['a', 'b'], undefined)).toBeUndefined();
  });
});
