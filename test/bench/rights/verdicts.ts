import type { PsIdNat } from '#base/brand.ts';
import { ACCESS_MODES, DOSSIER_ACTIONS } from '#domain/access/action.ts';
import { decideAccess } from '#domain/access/decide.ts';
import { DEFAULT_MATRIX } from '#domain/access/default-matrix.ts';
import { AUTHORISATION_STATES, type AccessQuestion } from '#domain/access/question.ts';
import { DOCUMENT_STATUSES } from '#domain/dossier/document-entry.ts';
import { DOCUMENT_TYPES } from '#domain/nomenclature/document-types.ts';
import { figure, type Figure } from '../figure.ts';

const ROUNDS = 7;
/** Verdicts of one round; a warm-up goes before. */
const VERDICTS = 1_000_000;
/** So many different questions that no branch is foreseen. */
const QUESTIONS = 8192;

/** Verdicts per second on one core, over questions of every kind. */
export async function verdicts(): Promise<Figure[]> {
  const questions = Array.from({ length: QUESTIONS }, question);
  rate(questions, VERDICTS / 4);
  const samples = Array.from({ length: ROUNDS }, () => rate(questions, VERDICTS));
  return [figure('decideAccess, questions of every kind, one core', '/s', samples, { atLeast: 1_000_000 })];
}

function rate(questions: readonly AccessQuestion[], count: number): number {
  const from = performance.now();
  let allowed = 0;
  for (let done = 0; done < count;)
    for (const one of questions) {
      if (decideAccess(one).allowed) allowed += 1;
      done += 1;
    }
  const seconds = (performance.now() - from) / 1000;
  // whoever never allows anything, or always, was not asked what was meant
  if (allowed === 0 || allowed >= count) throw new Error('the questions are of one kind');
  return count / seconds;
}

const PROFESSIONS = ['10', '60', '21', '40', '70', '93'] as const;
const ME = '899700001011' as PsIdNat;
const OTHER = '899700003033' as PsIdNat;

/** The mix is the same at each run: every dimension moves with a step of its own. */
function question(_: unknown, index: number): AccessQuestion {
  const of = <T>(values: readonly [T, ...T[]], step: number): T =>
    values[Math.floor(index / step) % values.length] ?? values[0];
  const hidden = index % 7;
  return {
    mode: of(ACCESS_MODES, 3),
    action: of(DOSSIER_ACTIONS, 1),
    reader: {
      kind: 'professional',
      psIdNat: ME,
      profession: of(PROFESSIONS, 2),
      entitlements: index % 5 === 0 ? ['centre15', 'letters'] : [],
    },
    // mostly what a server is asked: dossiers that are there
    dossier: of(['active', 'active', 'active', 'active', 'closed', 'absent', 'erased'], 5),
    authorisation: of(AUTHORISATION_STATES, 11),
    careTeam: of(['none', 'granted', 'expired'], 13),
    attendingPhysician: of(['none', 'declared', 'confirmed'], 17),
    oppositions: { breakGlass: index % 4 === 0, dispatchCentre: index % 6 === 0 },
    minor: index % 9 === 0,
    represented: index % 10 === 0,
    confidential: index % 18 === 0,
    matrix: DEFAULT_MATRIX,
    mayHideFromAll: false,
    document: {
      depositor: index % 3 === 0 ? ME : OTHER,
      typeCode: DOCUMENT_TYPES[index % DOCUMENT_TYPES.length]?.code ?? '',
      status: of(DOCUMENT_STATUSES, 19),
      visibility: {
        hiddenFromProfessionals: hidden === 0,
        hiddenFromHolder: hidden === 1,
        hiddenFromRepresentatives: hidden === 2,
      },
    },
  };
}
