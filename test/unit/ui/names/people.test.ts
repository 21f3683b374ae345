import { describe, expect, it } from 'vitest';
import type { DossierId, InsC } from '#base/brand.ts';
import { patientTraits } from '#documents/identity-check.ts';
import { emergencySummary } from '#domain/clinical/summary/summarise.ts';
import AccountMenu from '#ui/components/AccountMenu.svelte';
import IdentityBanner from '#ui/components/IdentityBanner.svelte';
import StatusRegion from '#ui/components/StatusRegion.svelte';
import CreationResult from '#ui/creation/CreationResult.svelte';
import IdentifyStep from '#ui/creation/IdentifyStep.svelte';
import RepresentativeStep from '#ui/creation/RepresentativeStep.svelte';
import DeclaredContacts from '#ui/dossier/DeclaredContacts.svelte';
import { documentLines } from '#ui/dossier/document-line.ts';
import DocumentFacts from '#ui/dossier/DocumentFacts.svelte';
import DocumentRow from '#ui/dossier/DocumentRow.svelte';
import IdentityDoubt from '#ui/dossier/IdentityDoubt.svelte';
import TraceFilters from '#ui/dossier/TraceFilters.svelte';
import TraceLine from '#ui/dossier/TraceLine.svelte';
import EmergencyCalls from '#ui/emergency/EmergencyCalls.svelte';
import WhoNamed from '#ui/emergency/WhoNamed.svelte';
import { loadParts } from '#ui/messages/late-parts.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import LetterSheet from '#ui/notices/LetterSheet.svelte';
import NoticeRow from '#ui/notices/NoticeRow.svelte';
import OtherOwnerNotice from '#ui/outbox/OtherOwnerNotice.svelte';
import AttendingPanel from '#ui/rights/AttendingPanel.svelte';
import HolderPanel from '#ui/rights/HolderPanel.svelte';
import PeoplePanel from '#ui/rights/PeoplePanel.svelte';
import RepresentativePanel from '#ui/rights/RepresentativePanel.svelte';
import TeamPanel from '#ui/rights/TeamPanel.svelte';
import { createStatus } from '#ui/status.svelte.ts';
import EmergencySummaryView from '#ui/summary/EmergencySummaryView.svelte';
import CertificatePaper from '#ui/training/CertificatePaper.svelte';
import UnlockForm from '#ui/vault/UnlockForm.svelte';
import CdaHeaderCard from '#ui/viewer/CdaHeaderCard.svelte';
import PrintSheet from '#ui/viewer/print/PrintSheet.svelte';
import PersonActs from '#ui/vitale/PersonActs.svelte';
import PersonList from '#ui/vitale/PersonList.svelte';
import { fakeRelais } from '#test/support/ui/fake-relais.svelte.ts';
import { expectApart, expectName, expectNoLeftovers, shown } from '#test/support/ui/name-stands.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';
import {
  actorNamed,
  familyFirst,
  givenFirst,
  TWIN,
  TWIN_INS_C,
  TURNED,
  UNUSUAL_PEOPLE,
  type Unusual,
} from '#test/support/ui/unusual-people.ts';
import { documentOf } from '../../domain/clinical/facts.ts';
import { entry } from '../dossier/documents.ts';

const NOW = new Date(2026, 10, 23, 12).getTime();
const late = await loadParts([
  'care',
  'clinical',
  'dossier',
  'failures',
  'outbox',
  'patient',
  'training',
  'ways',
]);
const messages = createMessages({ now: () => NOW, late: () => late, onchange: () => undefined });
const relais = await fakeRelais('open');
const none = (): void => undefined;
const render = (component: unknown, props: Record<string, unknown>): string =>
  renderWithMessages(messages, component as never, props, { relais, status: createStatus() });

const dossierId = '00000000-0000-4000-8000-000000000001' as DossierId;
const insC = '1541187387477485562488' as InsC;
const acts = { busy: undefined, problem: undefined, waits: false, run: none, forgetProblem: none };
const given = { since: NOW, version: '1' };

/** Screens that call somebody by family name and first name: a holder. */
const HOLDER_SCREENS: Readonly<Record<string, (one: Unusual) => string>> = {
  'the banner of a dossier': ({ traits }) => render(IdentityBanner, { holder: traits, insC }),
  'the persons of a card': ({ traits }) =>
    render(PersonList, {
      card: { readAt: NOW, persons: [{ kind: 'identified', traits, insC }] },
      chosen: undefined,
      onchoose: none,
    }),
  'what can be done for a person of a card': ({ traits }) =>
    (['create', 'open'] as const)
      .map((kind) =>
        render(PersonActs, {
          person: { traits, insC },
          act: { kind, dossierId },
          busy: false,
          waiting: false,
          problem: undefined,
          oncreate: none,
          onauthorise: none,
          onreopen: none,
          onretry: none,
        }),
      )
      .join(' '),
  'the step of a creation that identifies': ({ traits }) =>
    render(IdentifyStep, {
      person: { traits, insC },
      cardPresent: true,
      reader: 'Lecteur',
      reading: false,
      recognised: true,
      wrongPerson: true,
      words: undefined,
      creating: false,
      problem: undefined,
      onread: none,
      onback: none,
      ondone: none,
    }),
  'the result of a creation': ({ traits }) =>
    [
      { kind: 'created', dossierId, at: NOW, mayConsult: false },
      { kind: 'existing', dossierId, mayConsult: true },
      { kind: 'waiting', dossierId, authorised: false },
    ]
      .map((outcome) =>
        render(CreationResult, {
          name: messages.format.holderName(traits),
          outcome,
          words: undefined,
          busy: false,
          problem: undefined,
          onauthorise: none,
          onopen: none,
          receipt: undefined,
        }),
      )
      .join(' '),
  'a document that names somebody else': ({ traits }) =>
    render(IdentityDoubt, {
      prepared: { identity: { verdict: 'different', differences: ['familyName'], warnings: [] } },
      holder: traits,
      reason: '',
      error: undefined,
    }),
  'the head of a printed document': ({ traits }) =>
    render(PrintSheet, {
      body: { kind: 'text', text: '' },
      title: 'Compte rendu',
      holder: { traits, insC },
      at: NOW,
      onready: none,
    }),
  'the head of a structured document': ({ traits }) => render(CdaHeaderCard, cdaOf(traits)),
  'a notice': (one) =>
    render(NoticeRow, {
      notice: {
        noticeId: 'n',
        kind: 'emergencyOpened',
        dossierId,
        at: NOW,
        readAt: null,
        holder: one.traits,
        mode: 'bris_de_glace',
      },
    }),
  'a message of the app': ({ traits }) => {
    const status = createStatus();
    status.say(messages.text.home.opening(messages.format.holderName(traits)));
    return renderWithMessages(messages, StatusRegion, {}, { status });
  },
  'the name beside the button that breaks the glass': ({ traits }) => render(WhoNamed, { who: traits }),
};

const cdaOf = ({ familyName, firstName, birthDate }: Unusual['traits']) => ({
  header: {
    id: { root: '1' },
    type: { code: '11488-4' },
    effectiveTime: '2026-01-01',
    templateIds: [],
    patient: {
      ids: [],
      familyNames: familyName ? [{ text: familyName }] : [],
      givenNames: firstName ? [{ text: firstName }] : [],
      birthDate,
    },
    authors: [{ name: `${firstName} ${familyName}`.trim() }],
    serviceEvents: [],
    related: [],
    contacts: [],
  },
  identity: { verdict: 'same', differences: [], warnings: [] },
});

/** Screens that call somebody by first name and family name: a professional, a relative, a representative. */
const PERSON_SCREENS: Readonly<Record<string, (one: Unusual) => string>> = {
  'who may read a dossier': (one) =>
    render(PeoplePanel, {
      dossierId,
      insC,
      me: actorNamed(one).psIdNat,
      mayGrant: true,
      mayWithdraw: true,
      acts,
      lines: [{ ...given, by: actorNamed(one), professional: actorNamed(one), state: 'granted', until: NOW }],
    }),
  'the care team': (one) =>
    render(TeamPanel, {
      dossierId,
      insC,
      mayGrant: true,
      mayChange: true,
      acts,
      teams: [
        {
          ...given,
          teamId: 't',
          name: givenFirst(one.traits),
          until: NOW,
          by: actorNamed(one),
          members: [actorNamed(one), { ...actorNamed(one), name: 'Idriss BELCASTEL' }],
        },
      ],
    }),
  'the attending physician': (one) =>
    render(AttendingPanel, {
      dossierId,
      insC,
      attending: { ...given, by: actorNamed(one), professional: actorNamed(one), confirmed: true },
      me: actorNamed(one),
      mayDeclare: true,
      mayEnd: true,
      acts,
    }),
  'the representatives': ({ traits }) =>
    render(RepresentativePanel, {
      dossierId,
      mayChange: true,
      acts,
      lines: [{ ...given, representative: { representativeId: 'r', role: 'mother', ...traits } }],
    }),
  'the representative of a creation': ({ traits }) =>
    render(RepresentativeStep, {
      representative: { representativeId: 'r', role: 'mother', ...traits },
      onchoose: none,
    }),
  'what the holder says of themselves': ({ traits }) =>
    render(HolderPanel, {
      dossierId,
      mayChange: true,
      acts,
      data: {
        version: '1',
        personsToCall: [
          { name: givenFirst(traits), relation: 'fille', phone: '01 23 45 67 89' },
          { name: givenFirst(traits), phone: '01 23 45 67 88' },
        ],
      },
    }),
  'who is to be called': (one) =>
    render(DeclaredContacts, {
      header: {
        holderData: {
          personsToCall: [{ name: givenFirst(one.traits), relation: 'fille', phone: '01 23 45 67 89' }],
        },
        rights: { attendingPhysician: { professional: actorNamed(one) } },
      },
      emergency: true,
    }),
  'the calls of an emergency': ({ traits }) =>
    render(EmergencyCalls, {
      calls: [
        { who: 'contact', name: givenFirst(traits), relation: 'fille', phone: '01 23 45 67 89' },
        { who: 'physician', name: givenFirst(traits), phone: '01 23 45 67 88' },
      ],
    }),
  'the emergency summary': ({ traits }) =>
    render(EmergencySummaryView, {
      summary: emergencySummary(
        [
          documentOf(1, '2026-08-20', [
            { kind: 'contact', role: 'emergency', label: givenFirst(traits), phones: ['01 23 45 67 89'] },
            { kind: 'contact', role: 'attendingPhysician', label: givenFirst(traits), phones: [] },
          ] as never),
        ],
        NOW,
      ),
      now: NOW,
      onopen: none,
    }),
  'a trace': (one) =>
    render(TraceLine, {
      trace: {
        id: 't',
        at: NOW,
        act: 'consultDossier',
        mode: 'normal',
        actor: actorNamed(one),
        allowed: true,
        because: 'authorised',
        organisation: { name: givenFirst(one.traits) },
      },
      title: undefined,
      mine: false,
    }),
  'the choice of whose traces': (one) => render(TraceFilters, { people: [actorNamed(one)], onfilter: none }),
  'a document in the list': (one) =>
    render(DocumentRow, {
      line: documentLines({ entries: [entry(1, { depositor: actorNamed(one) })], waiting: [] })[0],
      href: '/',
      current: false,
      version: undefined,
      onstar: none,
    }),
  'what is known of a document': (one) =>
    render(DocumentFacts, {
      line: documentLines({
        entries: [entry(1, { depositor: actorNamed(one), author: { name: givenFirst(one.traits) } })],
        waiting: [],
      })[0],
    }),
  'the author of a structured document': ({ traits }) => render(CdaHeaderCard, cdaOf(traits)),
  'who a notice names': (one) =>
    render(NoticeRow, {
      notice: {
        noticeId: 'n',
        kind: 'attendingDeclared',
        dossierId,
        at: NOW,
        readAt: NOW,
        actor: actorNamed(one),
      },
    }),
  'a letter': ({ traits }) =>
    render(LetterSheet, {
      letter: { letterId: 'l', kind: 'emergencyOpened', at: NOW, recipient: givenFirst(traits), address: [] },
    }),
  'the certificate of a training': ({ traits }) =>
    render(CertificatePaper, {
      certificate: { lines: [], whole: true, minutes: 60 },
      texts: {},
      name: givenFirst(traits),
      now: NOW,
    }),
  'the account menu': ({ traits }) =>
    render(AccountMenu, {
      id: 'account',
      name: givenFirst(traits),
      practice: undefined,
      signedInUntil: NOW,
      unread: 0,
      newDevices: 0,
      printsLetters: false,
      theme: 'auto',
      ontheme: none,
      onsignout: none,
    }),
  'a vault that is locked': (one) =>
    render(UnlockForm, {
      vaults: [{ owner: actorNamed(one).psIdNat, name: givenFirst(one.traits) }],
      desk: relais.vault,
      stations: [],
      onunlocked: none,
    }),
  'the vault of somebody else': ({ traits }) =>
    render(OtherOwnerNotice, { owner: givenFirst(traits), unsent: 1, sendNow: undefined }),
};

describe.each(UNUSUAL_PEOPLE)('a name with $what', (one) => {
  it.each(Object.entries(HOLDER_SCREENS))('stands whole and apart on %s', (_, screen) => {
    expectName(screen(one), familyFirst(one.traits));
  });
  it.each(Object.entries(PERSON_SCREENS))('stands whole and apart on %s', (_, screen) => {
    expectName(screen(one), givenFirst(one.traits));
  });
});

describe('a used name', () => {
  const marchand = UNUSUAL_PEOPLE.find(({ traits }) => traits.usedName !== undefined);
  it('stands apart from the words around it in the banner', () => {
    if (!marchand) throw new Error('nobody has one');
    const page = render(IdentityBanner, { holder: marchand.traits, insC });
    expectApart(page, marchand.traits.usedName ?? '');
    expect(shown(page)).toContain('MARCHAND CLOTILDE (nom utilisé : לוי)');
  });
});

describe('marks of direction in a name', () => {
  it('never reach a screen, where they would turn the words after the name', () => {
    const page = HOLDER_SCREENS['the result of a creation']?.(TURNED) ?? '';
    expect(shown(page)).toContain('MARTIN LÉA');
    expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('a person of whom no name is known', () => {
  const nobody: Unusual = { what: 'nothing', traits: { ...TWIN, familyName: '', firstName: '' } };
  it.each(Object.entries(HOLDER_SCREENS).filter(([name]) => !name.startsWith('the head of a structured')))(
    'is said to be so on %s',
    (_, screen) => {
      const page = screen(nobody);
      expect(shown(page)).toContain('(nom inconnu)');
      expectNoLeftovers(page);
    },
  );
});

describe('twins on one card', () => {
  const list = (...persons: unknown[]): string =>
    shown(render(PersonList, { card: { readAt: NOW, persons }, chosen: undefined, onchoose: none }));
  const twin = (at: number) => ({ kind: 'identified', traits: { ...TWIN }, insC: TWIN_INS_C[at] });

  it('are said to be two, and told apart by the ends of their INS-C', () => {
    const text = list(twin(0), twin(1), { ...twin(0), insC, traits: { ...TWIN, firstName: 'ZOÉ' } });
    expect(text).toContain('homonyme né(e) le même jour, INS-C …344973');
    expect(text).toContain('homonyme né(e) le même jour, INS-C …234973');
    expect(text).not.toContain('…2488');
  });

  it('of whom one has no number of their own leave one to be chosen, and told from the other', () => {
    const text = list(twin(0), { kind: 'noIdentifier', traits: { ...TWIN }, because: 'NoOwnNir' });
    expect(text.match(/homonyme/g)).toHaveLength(1);
    expect(text).toContain('homonyme né(e) le même jour, INS-C …4973');
  });
});

describe('a beneficiary without a first name', () => {
  it('has no INS-C: the card says why, and what to do', () => {
    const person = { kind: 'noIdentifier', traits: { ...TWIN, firstName: '' }, because: 'FirstNameEmpty' };
    const page = render(PersonList, {
      card: { readAt: NOW, persons: [person] },
      chosen: undefined,
      onchoose: none,
    });
    const words = messages.text.dossier.vitale.noIdentifier.FirstNameEmpty;
    expectName(page, 'MARTIN');
    expect(shown(page)).toContain(words.why.replaceAll('\u00a0', ' '));
    expect(shown(page)).toContain(words.todo);
  });

  it('of a document has no blank where it would stand', () => {
    const traits = patientTraits({ ids: [], familyNames: [{ text: 'MARTIN' }], givenNames: [] });
    expect(messages.format.holderName(traits)).toBe('MARTIN');
  });
});
