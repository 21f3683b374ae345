import { DEFAULT_MATRIX } from '#domain/access/default-matrix.ts';
import type { EntitlementMatrix } from '#domain/access/matrix.ts';
import { DOCUMENT_TYPES } from '#domain/nomenclature/document-types.ts';
import { isHealthProfession, professionLabel, PROFESSIONS } from '#domain/nomenclature/professions.ts';
import { listMatrices, newestMatrix } from '#server/repositories/matrices.ts';
import type { Database } from '#server/database.server.ts';
import { dateOf, show, withServer, type Context, type JsonOption } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

/** `importedAt` null: the one that Relais brings, which is not the official grid. */
type Known = { version: string; label: string; importedAt: number | null; inForce: boolean };

/** Newest first; the one that Relais brings is the oldest. */
async function knownMatrices({ text }: Context, { db }: Database): Promise<Known[]> {
  const rows = await listMatrices(db);
  const own = { version: DEFAULT_MATRIX.version, label: text.matrix.own, importedAt: null };
  const known = [...rows.map(({ version, label, importedAt }) => ({ version, label, importedAt })), own];
  return known.map((one, index) => ({ ...one, inForce: index === 0 }));
}

export function listKnownMatrices(context: Context, options: JsonOption): Promise<ExitCode> {
  return withServer(context, async ({ directory }) => {
    const known = await knownMatrices(context, directory);
    show(
      context,
      options,
      known,
      known.map((one) => lineOf(context, one)),
    );
    return EXIT.done;
  });
}

function lineOf({ text: { matrix: text } }: Context, { version, label, importedAt, inForce }: Known): string {
  const since = importedAt === null ? [] : [text.importedOn(dateOf(importedAt))];
  return [version, label, ...since, ...(inForce ? [text.inForce] : [])].join('\t');
}

/** What each profession reads under the matrix in force, and whose matrix that is. */
export function showMatrix(context: Context, options: JsonOption): Promise<ExitCode> {
  return withServer(context, async ({ directory }) => {
    const [inForce] = await knownMatrices(context, directory);
    const matrix = (await newestMatrix(directory.db)) ?? DEFAULT_MATRIX;
    const professions = PROFESSIONS.filter(({ code }) => isHealthProfession(code)).map(({ code }) => ({
      code,
      reads: readsOf(matrix, code),
    }));
    const lines = [
      ...(inForce ? [lineOf(context, inForce)] : []),
      ...professions.map(
        ({ code, reads }) => `${code}\t${professionLabel(code)}\t${sentenceOf(context, reads)}`,
      ),
    ];
    show(context, options, { ...inForce, professions }, lines);
    if (inForce?.importedAt === null) context.io.say(context.text.matrix.notOfficial);
    return EXIT.done;
  });
}

/** As the file would say it, in the shorter of its two forms. */
type Reads = { only: readonly string[] } | { allBut: readonly string[] };

function readsOf({ closed }: EntitlementMatrix, profession: string): Reads {
  const types = DOCUMENT_TYPES.map(({ code }) => code);
  const shut = closed.get(profession);
  if (!shut) return { only: [] };
  const open = types.filter((code) => !shut.has(code));
  return open.length < shut.size ? { only: open } : { allBut: types.filter((code) => shut.has(code)) };
}

function sentenceOf({ text: { matrix: text } }: Context, reads: Reads): string {
  if ('only' in reads) return reads.only.length === 0 ? text.nothing : text.only(reads.only.join(' '));
  return reads.allBut.length === 0 ? text.everything : text.allBut(reads.allBut.join(' '));
}
