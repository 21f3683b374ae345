import { readVitale } from '#cards/vitale/read-vitale.ts';
import { withCard } from '#cards/with-card.ts';
import { prepareDocument } from '#app/prepare-document.ts';
import type { CachedDossier } from '#app/dossier-port.ts';
import type { Relais } from '#app/port.ts';
import type { ContentHash, DocumentId, DossierId, InsC, PsIdNat } from '#base/brand.ts';
import { utf8, type Bytes } from '#base/bytes.ts';
import { err, ok } from '#base/result.ts';
import type { Actor, DocumentEntry } from '#domain/dossier/document-entry.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { DOCUMENT_TYPES } from '#domain/nomenclature/document-types.ts';
import type { TraceAct, TraceView } from '#domain/dossier/trace-view.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { RightsView } from '#domain/rights/rights-view.ts';
import { writeCdaN1, writeCdaN3 } from '#documents/write/cda.ts';
import { drawPng } from '#documents/write/png.ts';
import { textPdf } from '#documents/write/text-pdf.ts';
import { sampleHeader } from '#test/support/documents/samples.ts';
import { bytesInMemory } from '#ui/viewer/content-bytes.ts';
import { fakeRelais } from './fake-relais.svelte.ts';

const NOW = Date.now();
/** Only ever read. */
const TODAY = new Date(NOW);
const HOUR = 3_600_000;
const nurse: Actor = { psIdNat: '899700001011' as PsIdNat, name: 'Solène RIVOIRE', profession: '60' };
const doctor: Actor = { psIdNat: '899700003033' as PsIdNat, name: 'Maëlle KERMADEC', profession: '10' };

/** Dossier 1: a handful of documents of every kind. Dossier 2: five hundred. Dossier 3: none. */
export const dossierId = (n: number): DossierId => `00000000-0000-4000-8000-00000000000${n}` as DossierId;
export const documentId = (n: number): DocumentId =>
  `00000000-0000-4000-9000-${String(n).padStart(12, '0')}` as DocumentId;

const catarina: HolderTraits = {
  familyName: 'TCHITCHI',
  firstName: 'CATARINA',
  birthDate: '1936-06-21',
  sex: 'F',
};
const insC = '1541187387477485562488' as InsC;

function entry(n: number, more: Partial<DocumentEntry>): DocumentEntry {
  return {
    documentId: documentId(n),
    logicalId: documentId(n),
    title: `Document ${n}`,
    typeCode: '11488-4',
    mediaType: 'application/pdf',
    size: 84_000,
    sha256: String(n).padStart(64, '0') as ContentHash,
    createdAt: new Date(NOW - n * 30 * HOUR).toISOString(),
    visibility: VISIBLE_TO_ALL,
    version: String(n),
    status: 'current',
    depositor: doctor,
    submittedAt: NOW - n * 29 * HOUR,
    ...more,
  };
}

const FEW: readonly DocumentEntry[] = [
  entry(1, {
    title: 'Bilan sanguin de contrôle',
    typeCode: '11502-2',
    author: { name: 'Laboratoire des Halles' },
  }),
  entry(2, {
    title: 'Plaie de la jambe gauche, 3e semaine',
    typeCode: '52040-3',
    mediaType: 'image/png',
    size: 5_400_000,
    depositor: nurse,
  }),
  entry(3, {
    title: 'Passage du matin : pansement et tension',
    typeCode: '11506-3',
    mediaType: 'text/plain',
    size: 612,
    depositor: nurse,
  }),
  entry(4, {
    title: 'Lettre de liaison à la sortie',
    typeCode: '11490-0',
    mediaType: 'text/xml',
    size: 21_400,
  }),
  entry(5, { title: 'Compte rendu structuré de consultation', mediaType: 'text/xml', size: 48_000 }),
  entry(6, {
    title: 'Mes souhaits en cas d’hospitalisation',
    typeCode: 'EXPPAT_1',
    mediaType: 'text/plain',
    size: 2_100,
  }),
  entry(7, {
    title: 'Résultat d’anatomopathologie',
    visibility: { ...VISIBLE_TO_ALL, hiddenFromHolder: true },
  }),
  entry(8, { title: 'Ordonnance de septembre', typeCode: '57833-6', status: 'deprecated' }),
  entry(9, {
    title: 'Radiographie du thorax, compte rendu très détaillé avec un titre qui n’en finit pas',
    typeCode: '18748-4',
    status: 'archived',
  }),
  entry(10, {
    title: 'Courrier au nom de naissance',
    typeCode: '96349-6',
    identityException: { differences: ['familyName'], reason: 'Nom d’usage ou de naissance' },
  }),
];
const MANY = Array.from({ length: 500 }, (_, at) =>
  entry(1000 + at, {
    title: `Compte rendu n° ${at + 1}`,
    typeCode: DOCUMENT_TYPES[(at * 7) % DOCUMENT_TYPES.length]?.code ?? '11488-4',
    createdAt: new Date(NOW - at * 20 * HOUR).toISOString(),
  }),
);

function waitingOf(): CachedDossier['waiting'] {
  const {
    version: _v,
    status: _s,
    depositor: _d,
    submittedAt: _t,
    ...description
  } = entry(20, {
    title: 'Photo de la plaie, jambe gauche',
    typeCode: '52040-3',
    mediaType: 'image/png',
    size: 5_400_000,
  });
  return [
    { ...description, outboxId: '7', refused: undefined },
    {
      ...description,
      documentId: documentId(21),
      title: 'Certificat',
      typeCode: '89601-9',
      outboxId: '6',
      refused: 'notAuthorised',
    },
  ];
}

const given = (n: number) => ({ since: NOW - n * 24 * HOUR, by: nurse, version: `r${n}` });
const RIGHTS: RightsView = {
  professionals: [
    {
      ...given(1),
      professional: nurse,
      state: 'granted',
      until: NOW + 364 * 24 * HOUR,
      presence: 'vitale',
    },
    {
      ...given(400),
      professional: doctor,
      state: 'expired',
      until: NOW - 35 * 24 * HOUR,
      presence: 'declared',
    },
  ],
  teams: [],
  oppositions: { breakGlass: false, dispatchCentre: true, version: 'o1' },
  representatives: [],
};

const dossierOf = (n: number): CachedDossier => ({
  header: {
    dossierId: dossierId(n),
    holder: catarina,
    insC,
    status: 'active',
    createdAt: NOW - 90 * 24 * HOUR,
    createdBy: nurse,
    optOut: { breakGlass: false, dispatchCentre: true },
    brochureVersion: '2026-11',
    access: { mode: 'normal', because: 'authorised', since: NOW - 24 * HOUR, until: NOW + 364 * 24 * HOUR },
    standing: { authorisation: 'granted', careTeam: 'none', attendingPhysician: 'none' },
    minor: false,
    represented: false,
    holderData: { phone: '01 23 45 67 89', personsToCall: [], version: 'd1' },
    rights: RIGHTS,
    version: '1',
  },
  entries: n === 1 ? FEW : n === 2 ? MANY : [],
  waiting: n === 1 ? waitingOf() : [],
  starred: new Set(),
  syncedAt: NOW - 5 * 60_000,
  emergency: false,
});

const longPdf = (): Bytes =>
  textPdf([
    'Compte rendu de consultation',
    ...Array.from(
      { length: 140 },
      (_, at) => `Ligne ${at + 1} : tension 12/7, pouls régulier, plaie propre à l’œil nu.`,
    ),
  ]);

function contentOf(mediaType: string, n: number): Bytes {
  if (mediaType === 'image/png')
    return drawPng(320, 220, (x, y) => [180 + ((x * y) % 60), 120 + (x % 40), 110 + (y % 50)]);
  if (mediaType === 'text/plain')
    return utf8(
      'Passage de 7 h 40.\n\nPansement refait : plaie propre, 5 × 3 cm, bords sains.\nTension 12/7, pouls 68.\n\nMme T. a bien dormi. Prochain passage jeudi à 8 h.',
    );
  if (n === 4) return utf8(writeCdaN1(sampleHeader, { mediaType: 'application/pdf', bytes: longPdf() }));
  if (mediaType === 'text/xml')
    return utf8(
      writeCdaN3(sampleHeader, [
        { title: 'Motif de la consultation', paragraphs: ['Suivi'] },
        { title: 'Traitements', paragraphs: ['Amlodipine'] },
      ]),
    );
  return longPdf();
}

const trace = (n: number, act: TraceAct, more: Partial<TraceView>): TraceView => ({
  id: `t${n}`,
  at: NOW - (60 - n) * HOUR,
  act,
  mode: 'normal',
  actor: nurse,
  allowed: true,
  because: 'authorised',
  rule: 'L1111-17 I',
  ...more,
});
const TRACES: readonly TraceView[] = [
  trace(9, 'readTraces', {}),
  trace(8, 'retrieveDocument', { documentId: documentId(1), actor: doctor }),
  trace(7, 'recordAccess', { documentId: documentId(3), deviceAt: NOW - 80 * HOUR }),
  trace(6, 'consultDossier', { actor: doctor, allowed: false, because: 'notAuthorised' }),
  trace(5, 'provideDocument', { documentId: documentId(3), because: 'feeding', rule: 'IG TD0.2 NB2' }),
  trace(4, 'createDossier', { because: 'dossierAbsent', rule: 'EX_1.1-1010' }),
  trace(3, 'identifyHolder', { because: 'holderPresent', rule: 'EX_GEN-1250' }),
  trace(2, 'collectConsent', { because: 'holderPresent', reason: 'breakGlass=true dispatchCentre=false' }),
  trace(1, 'informHolder', { because: 'holderPresent', reason: 'brochure 2026-11' }),
];

async function readCard(relais: Relais): ReturnType<Relais['readVitale']> {
  const reader = relais.demoDesk?.reader;
  return reader ? withCard(reader, readVitale) : err({ type: 'NoReader' });
}

/** A Relais in memory for the screens of a dossier: the demonstration cards are read for real. */
export async function dossierRelais(): Promise<Relais> {
  const base = await fakeRelais('open');
  const find = (id: DossierId): CachedDossier => dossierOf(Number(id.slice(-1)));
  return {
    ...base,
    readVitale: () => readCard(base),
    findDossier: (found) =>
      Promise.resolve(
        found.startsWith('0')
          ? ok({
              kind: 'found',
              dossierId: dossierId(1),
              status: 'active',
              mayConsult: false,
              because: 'notAuthorised',
            })
          : ok({ kind: 'none' }),
      ),
    createDossier: () => Promise.resolve(ok({ dossierId: dossierId(1), existing: false })),
    authoriseMyself: () => Promise.resolve(ok(undefined)),
    openDossier: () => Promise.resolve(ok(undefined)),
    change: () => Promise.resolve(ok(undefined)),
    setPinned: () => Promise.resolve(ok(undefined)),
    dossier: (id) => Promise.resolve(ok(find(id))),
    content: (id, wanted) => {
      const dossier = find(id);
      const known = [...dossier.entries, ...dossier.waiting].find((one) => one.documentId === wanted);
      if (!known) return Promise.resolve(err({ type: 'NotCached' }));
      const n = Number(wanted.slice(-12));
      const bytes = contentOf(known.mediaType, n);
      const source = { ...bytesInMemory(bytes), mediaType: known.mediaType };
      return Promise.resolve(ok({ source, entry: entry(n, known) }));
    },
    traces: () => Promise.resolve(ok({ traces: TRACES, cursor: 'older' })),
    addDocument: () => Promise.resolve(ok(documentId(99))),
    prepareDocument: (id, file) => prepareDocument(file, find(id).header, TODAY),
  };
}
