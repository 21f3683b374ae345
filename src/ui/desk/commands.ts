import type { DossierId } from '#base/brand.ts';
import type { desk } from '../messages/fr/desk.ts';
import type { Theme } from '../preferences.ts';
import { wordsOf } from '../search-holders.ts';
import type { ShortcutName } from './shortcuts.ts';

export type DeskAct = ShortcutName | 'closeDossier' | 'language';

/** What happens: a page, or an act of the desk. */
export type Act = { readonly to: string } | { readonly do: DeskAct } | { readonly theme: Theme };

export type Command = {
  /** Stable, and one for each command of the list. */
  readonly id: string;
  readonly group: 'commands' | 'pages';
  readonly title: string;
  /** Other words by which it is found. */
  readonly alias?: string;
  readonly shortcut?: ShortcutName;
  readonly act: Act;
};

/** Where one is, and what can be done from there. */
export type Situation = {
  /** The dossier of the page, readable now. */
  readonly dossierId: DossierId | undefined;
  readonly mayAdd: boolean;
  readonly signedIn: boolean;
  readonly vaultOpen: boolean;
  readonly mayLock: boolean;
  readonly theme: Theme;
  /** Open dossiers beside the one shown. */
  readonly otherTabs: boolean;
  /** The page has a field to search with, and links to the documents before and after. */
  readonly searchable: boolean;
  readonly next: boolean;
  readonly previous: boolean;
  /** What was last done and can be undone, as it was said. */
  readonly undoable: string | undefined;
};

type Words = typeof desk;
type Row = { readonly when: boolean; readonly command: Command };

/** All that can be done from here, in the order of use; what cannot be done is not in the list. */
export const commandsFor = (words: Words, at: Situation): Command[] =>
  [...actRows(words, at), ...dossierRows(words, at), ...viewRows(words, at), ...pageRows(words, at)]
    .filter(({ when }) => when)
    .map(({ command }) => command);

/** Those of which every word typed begins one of their words. */
export function findCommands(commands: readonly Command[], typed: string): Command[] {
  const words = wordsOf(typed);
  return commands.filter(({ title, alias = '' }) => {
    const own = wordsOf(`${title} ${alias}`);
    return words.every((word) => own.some((known) => known.startsWith(word)));
  });
}

function actRows({ command, alias }: Words, at: Situation): Row[] {
  const base = `/dossier/${at.dossierId}`;
  const { undoable } = at;
  return [
    row(undoable !== undefined, 'undo', command.undo(undoable ?? ''), 'undo'),
    {
      when: at.dossierId !== undefined && at.mayAdd,
      command: { ...link('add', command.add, `${base}/ajouter`), group: 'commands', alias: alias.add },
    },
    row(at.searchable, 'searchInside', command.searchInside, 'searchInside'),
    row(at.next, 'nextDocument', command.nextDocument, 'nextDocument'),
    row(at.previous, 'previousDocument', command.previousDocument, 'previousDocument'),
    row(at.otherTabs, 'nextDossier', command.nextDossier, 'nextDossier'),
    row(at.otherTabs, 'previousDossier', command.previousDossier, 'previousDossier'),
    {
      when: at.dossierId !== undefined,
      command: {
        id: 'closeDossier',
        group: 'commands',
        title: command.closeDossier,
        act: { do: 'closeDossier' },
      },
    },
    row(at.dossierId !== undefined, 'print', command.print, 'print', alias.print),
    row(at.mayLock, 'lock', command.lock, 'lock', alias.lock),
  ];
}

function dossierRows({ command }: Words, { dossierId }: Situation): Row[] {
  const base = `/dossier/${dossierId}`;
  const rows = [
    link('summary', command.summary, base),
    link('documents', command.documents, `${base}/documents`),
    link('results', command.results, `${base}/resultats`),
    link('rights', command.rights, `${base}/droits`),
    link('traces', command.traces, `${base}/traces`),
  ];
  return rows.map((shown) => ({ when: dossierId !== undefined, command: { ...shown, group: 'commands' } }));
}

function viewRows({ command, alias }: Words, at: Situation): Row[] {
  const themes = [
    ['auto', command.themeAuto],
    ['light', command.themeLight],
    ['dark', command.themeDark],
  ] as const;
  return [
    ...themes.map(([theme, title]) => ({
      when: theme !== at.theme,
      command: {
        id: `theme-${theme}`,
        group: 'commands',
        title,
        alias: alias.theme,
        act: { theme },
      } as const,
    })),
    {
      when: true,
      command: {
        id: 'language',
        group: 'commands',
        title: command.language,
        alias: alias.language,
        act: { do: 'language' },
      },
    },
  ];
}

function pageRows({ page, alias }: Words, { signedIn, vaultOpen }: Situation): Row[] {
  return [
    { when: true, command: link('home', page.home, '/') },
    { when: vaultOpen, command: link('vitale', page.vitale, '/vitale') },
    { when: vaultOpen, command: link('search', page.search, '/recherche') },
    { when: vaultOpen, command: link('round', page.round, '/tournee') },
    { when: true, command: link('outbox', page.outbox, '/envois') },
    { when: signedIn, command: link('emergency', page.emergency, '/urgence') },
    { when: signedIn, command: link('notices', page.notices, '/avis') },
    { when: signedIn, command: link('devices', page.devices, '/appareils') },
    { when: signedIn, command: link('passkeys', page.passkeys, '/cles') },
    { when: vaultOpen, command: link('vault', page.vault, '/coffre') },
    { when: true, command: link('reader', page.reader, '/lecteur') },
    { when: true, command: link('brochure', page.brochure, '/brochure') },
    { when: true, command: { ...link('training', page.training, '/formation'), alias: alias.training } },
    { when: true, command: { ...link('help', page.help, '/aide'), alias: alias.help } },
    { when: true, command: link('about', page.about, '/a-propos') },
    { when: !signedIn, command: link('signIn', page.signIn, '/connexion') },
  ];
}

function row(
  when: boolean,
  id: string,
  title: string,
  shortcut: Exclude<ShortcutName, 'palette'>,
  alias = '',
): Row {
  return { when, command: { id, group: 'commands', title, alias, shortcut, act: { do: shortcut } } };
}

const link = (id: string, title: string, to: string): Command => ({ id, group: 'pages', title, act: { to } });
