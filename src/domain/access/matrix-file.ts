import { err, ok, type Result } from '#base/result.ts';
import { DOCUMENT_TYPES, isDocumentTypeCode } from '#domain/nomenclature/document-types.ts';
import { isHealthProfession } from '#domain/nomenclature/professions.ts';
import type { EntitlementMatrix } from './matrix.ts';

/**
 * The file that an operator loads: for each profession (TRE_G15) the types (JDV_J66) that it reads, or all but some.
 *
 *     { "version": "arrete-2023-10-26", "label": "…", "professions": {
 *         "10": { "allBut": ["ATTEST-RESID"] }, "36": { "only": ["60591-5"] } } }
 *
 * A profession that is missing reads no type.
 */
export type MatrixFile = {
  version: string;
  /** Whose grid it is, in words. */
  label: string;
  professions: Readonly<Record<string, { only: readonly string[] } | { allBut: readonly string[] }>>;
};

/** Every unknown code is named: a matrix with one is refused whole. */
export type MatrixError = { type: 'UnknownCodes'; professions: readonly string[]; types: readonly string[] };

/** Compiles a file to what verdicts look at. */
export function matrixFrom({ version, professions }: MatrixFile): Result<EntitlementMatrix, MatrixError> {
  const entries = Object.entries(professions);
  const unknown = {
    professions: entries.map(([code]) => code).filter((code) => !isHealthProfession(code)),
    types: [...new Set(entries.flatMap(([, row]) => typesOf(row)))].filter(
      (code) => !isDocumentTypeCode(code),
    ),
  };
  if (unknown.professions.length + unknown.types.length > 0) return err({ type: 'UnknownCodes', ...unknown });
  return ok({ version, closed: new Map(entries.map(([code, row]) => [code, closedTypes(row)])) });
}

type Row = MatrixFile['professions'][string];

const typesOf = (row: Row): readonly string[] => ('only' in row ? row.only : row.allBut);

function closedTypes(row: Row): ReadonlySet<string> {
  if ('allBut' in row) return new Set(row.allBut);
  const open = new Set(row.only);
  return new Set(DOCUMENT_TYPES.map(({ code }) => code).filter((code) => !open.has(code)));
}
