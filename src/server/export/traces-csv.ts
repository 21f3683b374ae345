import type { TraceView } from '#domain/dossier/trace-view.ts';
import { professionLabel } from '#domain/nomenclature/professions.ts';
import { ACT_WORDS, MODE_WORDS } from './words.ts';

const HEAD = [
  'date (UTC)',
  'acte',
  'act',
  'professionnel',
  'identifiant',
  'profession',
  'structure',
  'mode',
  'permis',
  'code',
  'règle',
  'document',
  'raison',
];

/** CSV (RFC 4180) as spreadsheets in France open it: UTF-8 with its mark, semicolons, CRLF. */
export async function* tracesCsv(traces: AsyncIterable<TraceView>): AsyncGenerator<string> {
  yield `\ufeff${csvLine(HEAD)}`;
  for await (const trace of traces) yield csvLine(cellsOf(trace));
}

const cellsOf = (trace: TraceView): string[] => [
  new Date(trace.at).toISOString(),
  ACT_WORDS[trace.act][0],
  trace.act,
  trace.actor?.name ?? '',
  trace.actor?.psIdNat ?? '',
  trace.actor ? professionLabel(trace.actor.profession) : '',
  trace.organisation?.name ?? '',
  MODE_WORDS[trace.mode][0],
  trace.allowed ? 'oui' : 'non',
  trace.because,
  trace.rule ?? '',
  trace.documentId ?? '',
  trace.reason ?? '',
];

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(';')}\r\n`;

/** Quoted; a text that a spreadsheet would take for a formula is led by an apostrophe (OWASP, CSV injection). */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
