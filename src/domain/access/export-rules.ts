import { ACCESS_MODES } from './action.ts';
import * as is from './conditions.ts';
import { allow, refuse, row, type RuleRow } from './rule-row.ts';

const PARTS = [
  'exportDossier',
  'consultDossier',
  'retrieveDocument',
  'readHolderData',
  'readTraces',
] as const;
const ANY = ACCESS_MODES;

/** What goes into the export made for the holder, or for a representative: first match first. */
export const EXPORT_RULES: readonly RuleRow[] = [
  row(PARTS, ANY, is.isAbsent, refuse('dossierAbsent', 'L1111-14')),
  row(PARTS, ANY, is.isErased, refuse('dossierErased', 'R1111-36')),
  row(PARTS, ANY, is.isClosed, refuse('dossierClosed', 'R1111-36')),
  row(PARTS, ANY, is.forNobodyEntitled, refuse('notRepresented', 'R1111-50')),
  row(['retrieveDocument'], ANY, is.isDeleted, refuse('deleted', 'TD3.3c NB2')),
  // who speaks for the holder does not learn before them what awaits its announcement
  row(['retrieveDocument'], ANY, is.isHiddenFromHolder, refuse('hidden', 'R1111-53')),
  row(['retrieveDocument'], ANY, is.isHiddenFromAsker, refuse('hidden', 'R1111-50')),
  row(PARTS, ANY, is.forHolder, allow('forHolder', 'L1111-19')),
  row(PARTS, ANY, is.always, allow('forRepresentative', 'R1111-50')),
];
