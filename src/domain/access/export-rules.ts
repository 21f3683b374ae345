import { ACCESS_MODES } from './action.ts';
import * as is from './conditions.ts';
import type { AccessQuestion } from './question.ts';
import { allow, refuse, type RuleRow } from './rule-row.ts';

const PARTS = [
  'exportDossier',
  'consultDossier',
  'retrieveDocument',
  'readHolderData',
  'readTraces',
] as const;
const forHolder = ({ reader }: AccessQuestion): boolean => reader.kind === 'holder';

/** What goes into the export made for the holder, or for a representative: first match first. */
export const EXPORT_RULES: readonly RuleRow[] = [
  { actions: PARTS, modes: ACCESS_MODES, when: is.isAbsent, verdict: refuse('dossierAbsent', 'L1111-14') },
  { actions: PARTS, modes: ACCESS_MODES, when: is.isErased, verdict: refuse('dossierErased', 'R1111-36') },
  { actions: PARTS, modes: ACCESS_MODES, when: is.isClosed, verdict: refuse('dossierClosed', 'R1111-36') },
  {
    actions: PARTS,
    modes: ACCESS_MODES,
    when: (question) => !forHolder(question) && !question.represented,
    verdict: refuse('notRepresented', 'R1111-50'),
  },
  {
    actions: ['retrieveDocument'],
    modes: ACCESS_MODES,
    when: is.isDeleted,
    verdict: refuse('deleted', 'TD3.3c NB2'),
  },
  // who speaks for the holder does not learn before them what awaits its announcement
  {
    actions: ['retrieveDocument'],
    modes: ACCESS_MODES,
    when: is.isHiddenFromHolder,
    verdict: refuse('hidden', 'R1111-53'),
  },
  {
    actions: ['retrieveDocument'],
    modes: ACCESS_MODES,
    when: (question) => !forHolder(question) && is.isHiddenFromRepresentatives(question),
    verdict: refuse('hidden', 'R1111-50'),
  },
  { actions: PARTS, modes: ACCESS_MODES, when: forHolder, verdict: allow('forHolder', 'L1111-19') },
  { actions: PARTS, modes: ACCESS_MODES, verdict: allow('forRepresentative', 'R1111-50') },
];
