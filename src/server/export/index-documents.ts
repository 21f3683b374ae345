import { documentTypeOf } from '#domain/nomenclature/document-types.ts';
import { englishTypeLabel } from '#domain/nomenclature/common-types.ts';
import { VISIBILITIES } from '#domain/nomenclature/visibility.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { ExportedDocument } from './gather.ts';
import { escapeHtml, isolated } from './html.ts';
import { heading, inBoth, personOf, TABLE_END, tableHead, tableRow, timeOf } from './index-parts.ts';
import { STATUS_WORDS, type Words } from './words.ts';

const COLUMNS: readonly Words[] = [
  ['Date', 'Date'],
  ['Document', 'Document'],
  ['Type', 'Type'],
  ['Auteur', 'Author'],
  ['Déposé par', 'Added by'],
  ['État', 'State'],
];

/** Newest first, each with a link to its file. */
export function documentsSection(documents: readonly ExportedDocument[]): string {
  const title = heading(2, `Documents (${documents.length})`, `Documents (${documents.length})`);
  if (documents.length === 0) return `${title}<p>Aucun. <small lang="en">None.</small></p>\n`;
  const sorted = [...documents].sort((a, b) => b.entry.createdAt.localeCompare(a.entry.createdAt));
  return title + tableHead(COLUMNS) + sorted.map(documentLine).join('') + TABLE_END;
}

const documentLine = ({ entry, name }: ExportedDocument): string =>
  tableRow([
    escapeHtml(entry.createdAt.replace('T', ' ')),
    `<a href="documents/${escapeHtml(encodeURIComponent(name))}">${isolated(entry.title)}</a>`,
    typeOf(entry.typeCode),
    entry.author ? isolated(entry.author.name) : '',
    `${personOf(entry.depositor)} <small>${timeOf(entry.submittedAt)}</small>`,
    [inBoth(STATUS_WORDS[entry.status]), ...visibilityOf(entry)].join('<br>'),
  ]);

function typeOf(code: string): string {
  const label = documentTypeOf(code)?.label ?? code;
  const english = englishTypeLabel(code);
  return english === undefined ? escapeHtml(label) : inBoth([label, english]);
}

const visibilityOf = ({ visibility }: DocumentEntry): string[] =>
  VISIBILITIES.filter(({ name }) => name !== undefined && visibility[name]).map(({ label, english }) =>
    inBoth([label, english]),
  );
