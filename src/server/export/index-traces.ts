import type { DocumentId } from '#base/brand.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { Gathered } from './gather.ts';
import { escapeHtml, isolated } from './html.ts';
import { heading, inBoth, personOf, TABLE_END, tableHead, tableRow, timeOf } from './index-parts.ts';
import { ACT_WORDS, MODE_WORDS, type Words } from './words.ts';

const COLUMNS: readonly Words[] = [
  ['Quand (heure de Paris)', 'When (Paris time)'],
  ['Qui', 'Who'],
  ['Quoi', 'What'],
  ['Document', 'Document'],
  ['Mode', 'Mode'],
  ['Verdict', 'Verdict'],
  ['Raison', 'Reason'],
];

/** «Who has seen what» (R1111-43), newest first. */
export async function* tracesSection(
  { documents }: Pick<Gathered, 'documents'>,
  traces: AsyncIterable<TraceView>,
): AsyncGenerator<string> {
  const titles = new Map(documents.map(({ entry }) => [entry.documentId, entry.title]));
  yield heading(2, 'Traces : qui a vu quoi', 'Traces: who has seen what');
  yield tableHead(COLUMNS);
  for await (const trace of traces) yield traceLine(trace, titles);
  yield TABLE_END;
}

function traceLine(trace: TraceView, titles: ReadonlyMap<DocumentId, string>): string {
  const { at, actor, organisation, act, documentId, mode, allowed, rule, reason } = trace;
  const place = organisation ? `<small>${isolated(organisation.name)}</small>` : '';
  const verdict = inBoth(allowed ? ['Permis', 'Allowed'] : ['Refusé', 'Refused']);
  return tableRow([
    timeOf(at),
    actor ? personOf(actor) + place : inBoth(['Le serveur', 'The server']),
    inBoth(ACT_WORDS[act]),
    documentId === undefined ? '' : isolated(titles.get(documentId) ?? documentId),
    inBoth(MODE_WORDS[mode]),
    rule === undefined ? verdict : `${verdict} <small>${escapeHtml(rule)}</small>`,
    reason === undefined ? '' : isolated(reason),
  ]);
}
