import { describe, expect, it } from 'vitest';
import type { DossierLine, PendingDossier } from '#app/dossier-port.ts';
import type { DossierId, InsC } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import DossierStrip from '#ui/desk/DossierStrip.svelte';
import HolderOption from '#ui/desk/HolderOption.svelte';
import type { HolderLine } from '#ui/desk/holder-lines.ts';
import Palette from '#ui/desk/Palette.svelte';
import CachedDossiers from '#ui/home/CachedDossiers.svelte';
import { detailAmong, nameAmong } from '#ui/home/holder-detail.ts';
import Recents from '#ui/home/Recents.svelte';
import { loadParts } from '#ui/messages/late-parts.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import OutboxRow from '#ui/outbox/OutboxRow.svelte';
import RefusedRow from '#ui/outbox/RefusedRow.svelte';
import DossierChoice from '#ui/receive/DossierChoice.svelte';
import { candidates, knownDossiers } from '#ui/round/candidates.ts';
import ChooseDossiers from '#ui/round/ChooseDossiers.svelte';
import LeaseNotices from '#ui/round/LeaseNotices.svelte';
import VisitList from '#ui/round/VisitList.svelte';
import VisitRow from '#ui/round/VisitRow.svelte';
import SearchHitRow from '#ui/search/SearchHitRow.svelte';
import { expectName, shown } from '#test/support/ui/name-stands.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';
import { familyFirst, TWIN, TWIN_INS_C, UNUSUAL_PEOPLE } from '#test/support/ui/unusual-people.ts';

const NOW = new Date(2026, 10, 23, 12).getTime();
const late = await loadParts(['dossier', 'outbox', 'receive', 'round', 'failures']);
const messages = createMessages({ now: () => NOW, late: () => late, onchange: () => undefined });
const none = (): void => undefined;

const id = (n: number): DossierId => `00000000-0000-4000-8000-00000000000${n}` as DossierId;
const line = (n: number, holder: HolderTraits, insC = `111111111111111111111${n}`): DossierLine => ({
  dossierId: id(n),
  holder,
  insC: insC as InsC,
  documents: 3,
  waiting: 0,
  pinned: false,
  complete: true,
  openedAt: NOW - n,
  syncedAt: NOW,
  leaseUntil: NOW + 3_600_000,
  leaseEndsSoon: true,
});
const placed = ({ dossierId, holder, insC, openedAt }: DossierLine): HolderLine => ({
  dossierId,
  holder,
  insC,
  place: 'here',
  openedAt,
});
const EMPTY_ROUND = { day: '2026-11-23', visits: [], usual: [], before: undefined, closed: [] };

/** Every list in which a dossier is chosen or named, with these in it. */
function lists(lines: readonly DossierLine[]): Readonly<Record<string, string>> {
  const render = renderWithMessages.bind(undefined, messages) as unknown as (
    component: unknown,
    props: Record<string, unknown>,
  ) => string;
  const known = knownDossiers(lines, []);
  const options = lines.map(placed);
  const visits = lines.map(({ dossierId }) => dossierId);
  const detailOf = detailAmong(messages, lines);
  const calledOf = nameAmong(messages, lines);
  const enough = [...lines, ...[4, 5, 6, 7, 8, 9].map((n) => line(n, other(n)))];
  return {
    'the dossiers of the device': render(CachedDossiers, { lines }),
    'those opened last': render(Recents, { lines: enough }),
    'the search for a holder': options
      .map((one) => render(HolderOption, { line: one, others: options, alike: lines.length > 1 }))
      .join(' '),
    'the palette': render(Palette, {
      open: true,
      lines: options,
      authorised: { lines: [], state: 'idle', ask: none },
      commands: [],
      openTabs: new Set(),
      current: undefined,
      mac: false,
      onopen: none,
      onact: none,
      onclose: none,
    }),
    'the tabs of the desk': render(DossierStrip, {
      tabs: lines.map(({ dossierId }) => ({ dossierId, path: `/dossier/${dossierId}` })),
      lines: options,
      current: undefined,
      onclose: none,
    }),
    'the visits of the home': lines
      .map((one, at) =>
        render(VisitRow, {
          place: at + 1,
          line: one,
          facts: undefined,
          called: calledOf(one),
          detail: detailOf(one),
        }),
      )
      .join(' '),
    'the visits of a round': render(VisitList, {
      visits,
      known,
      held: lines,
      closed: [],
      nameOf: (wanted: DossierId) => lines.filter((one) => one.dossierId === wanted).map(calledOf)[0] ?? '',
      onmove: none,
      onremove: none,
    }),
    'the dossiers to add to a round': render(ChooseDossiers, {
      view: EMPTY_ROUND,
      known,
      loading: false,
      serverFailed: false,
      onadd: none,
    }),
    'the choice of a dossier for a file that was shared': render(DossierChoice, { lines, onchoose: none }),
    'the dossiers that leave soon': render(LeaseNotices, { lines, ended: 0 }),
    'the hits of a search': lines
      .map((one) => render(SearchHitRow, { hit, href: '/', holder: calledOf(one) }))
      .join(' '),
    'what waits to be sent': lines
      .map((one) => render(OutboxRow, { line: waiting(one), holder: calledOf(one) }))
      .join(' '),
    'what was refused': lines
      .map((one) =>
        render(RefusedRow, {
          line: { ...waiting(one), state: 'refused', refused: 'notAuthorised' },
          holder: calledOf(one),
          onexport: none,
          ondiscard: none,
        }),
      )
      .join(' '),
  };
}

const other = (n: number): HolderTraits => ({
  familyName: `EXEMPLE${'ABCDEFGHIJ'[n] ?? ''}`,
  firstName: 'PAUL',
  birthDate: '1950-01-01',
});
const hit = {
  documentId: id(1),
  head: {
    documentId: id(1),
    title: 'Compte rendu',
    typeCode: '11488-4',
    classCode: undefined,
    date: '2026-01-01',
    authors: [],
    textState: 'full',
  },
  match: 'all',
  score: 1,
  titleMarks: [],
};
const waiting = ({ dossierId, holder }: DossierLine) => ({
  id: '1',
  dossierId,
  what: 'provideDocument',
  title: 'Passage du matin',
  holder,
  state: 'waiting',
  refused: undefined,
  writtenAt: NOW,
  sentAt: undefined,
});

describe.each(UNUSUAL_PEOPLE)('a name with $what', ({ traits }) => {
  it.each(Object.entries(lists([line(1, traits)])))('stands whole and apart in %s', (_, page) => {
    expectName(page, familyFirst(traits));
  });
});

describe('a used name', () => {
  it('stands with the other, apart from the words around it', () => {
    const marchand = UNUSUAL_PEOPLE.find(({ traits }) => traits.usedName !== undefined);
    if (!marchand) throw new Error('nobody has one');
    const { 'the search for a holder': found = '', 'the tabs of the desk': tabs = '' } = lists([
      line(1, marchand.traits),
    ]);
    for (const page of [found, tabs]) expectName(page, marchand.traits.usedName ?? '');
    expect(shown(found)).toContain('(nom utilisé : לוי)');
  });
});

describe('twins of one name and birth date', () => {
  const twins = TWIN_INS_C.map((insC, at) => line(at + 1, TWIN, insC));
  const all = [...twins, line(3, { ...TWIN, firstName: 'ZOÉ' })];
  const ends = ['344973', '234973'];

  it.each(Object.entries(lists(all)))('are told apart in %s, and nobody else is', (_, page) => {
    const digits = shown(page).replace(/(\d) (?=\d)/g, '$1');
    for (const end of ends) expect(digits).toContain(end);
    expect(shown(page)).not.toMatch(/homonyme né\(e\) le même jour, INS-C …1113|ZOÉ \(/);
  });

  it('are said to be two, where one is chosen', () => {
    const pages = lists(all);
    for (const list of [
      'the dossiers of the device',
      'those opened last',
      'the visits of the home',
      'the visits of a round',
      'the dossiers to add to a round',
      'the choice of a dossier for a file that was shared',
    ])
      expect(shown(pages[list] ?? ''), list).toContain('homonyme né(e) le même jour, INS-C …344973');
    expect(shown(pages['the search for a holder'] ?? '')).toContain('Même nom et même date de naissance');
    expect(shown(pages['the tabs of the desk'] ?? '')).toContain('Homonyme');
  });

  it('have buttons of two names for who only hears them', () => {
    const page = lists(all)['the visits of a round'] ?? '';
    const labels = [...page.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toContain('Retirer MARTIN LÉA (INS-C …344973) de la tournée');
    const closing = [...(lists(all)['the tabs of the desk'] ?? '').matchAll(/title="(Fermer[^"]*)"/g)];
    expect(new Set(closing.map(([, title]) => title)).size).toBe(3);
  });

  it('are told apart where one is on the device and one is to be created', () => {
    const pending: PendingDossier = {
      dossierId: id(2),
      holder: TWIN,
      insC: TWIN_INS_C[1] as InsC,
      documents: 0,
      authorised: false,
      writtenAt: NOW,
      vitaleReadAt: NOW,
      refused: false,
    };
    const detailOf = detailAmong(messages, [line(1, TWIN, TWIN_INS_C[0]), pending]);
    expect(detailOf(pending)).toContain('INS-C …234973');
  });
});

describe('the order of a list by name', () => {
  it('is that of a French directory, with and without a first name, whatever else they are written with', () => {
    const names: [string, string][] = [
      ['ZOLA', 'ÉMILE'],
      ['ÉTIENNE', 'LUC'],
      ['ETIENNE', 'ANNE'],
      ['D’ARC', 'JEANNE'],
      ['DARC', 'JEANNE'],
      ['D’ARC', ''],
      ['EXEMPLE', 'PAUL'],
      ['كريم', 'سعيد'],
    ];
    const known = knownDossiers(
      names.map(([familyName, firstName], n) => line(n, { familyName, firstName, birthDate: '1982-03-19' })),
      [],
    );
    const { others } = candidates(known, { visits: [], usual: [], typed: '' });
    expect(others.map(({ holder }) => familyFirst(holder))).toEqual([
      'D’ARC',
      'D’ARC JEANNE',
      'DARC JEANNE',
      'ETIENNE ANNE',
      'ÉTIENNE LUC',
      'EXEMPLE PAUL',
      'ZOLA ÉMILE',
      'كريم سعيد',
    ]);
  });
});
