import { err, ok, type Result } from '#base/result.ts';
import { DEFAULT_MATRIX_VERSION } from '#domain/access/default-matrix.ts';
import { matrixFrom, type MatrixFile } from '#domain/access/matrix-file.ts';
import { insertMatrix, matrixFile } from '#server/repositories/matrices.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { readFile } from 'node:fs/promises';
import { refuse, show, withServer, type Context, type JsonOption } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';
import type { MatrixRefusal } from './matrix-refusal.ts';
import { traceOperator } from './operator-trace.ts';

/** Takes the whole file or nothing of it; a file that was read leaves a trace either way. */
export async function importMatrix(context: Context, path: string, options: JsonOption): Promise<ExitCode> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return refused(context, options, path, { type: 'FileUnreadable' });
  return withServer(context, async (server) => {
    const parsed = parseMatrix(text);
    if (!parsed.ok) {
      await traceRefusal(server, parsed.error);
      return refused(context, options, path, parsed.error.because);
    }
    const { version, label } = parsed.value;
    if (!(await keep(server, parsed.value)))
      return refused(context, options, path, { type: 'VersionKnown', version });
    show(context, options, { version, label }, [context.text.matrix.imported(version, label)]);
    return EXIT.done;
  });
}

type NotParsed = { version: string | undefined; because: Exclude<MatrixRefusal, { type: 'VersionKnown' }> };

function parseMatrix(text: string): Result<MatrixFile, NotParsed> {
  const read = matrixFile.safeParse(jsonIn(text));
  if (!read.success) {
    const where = read.error.issues[0]?.path.join('.') ?? '';
    return err({ version: undefined, because: { type: 'Malformed', where } });
  }
  const compiled = matrixFrom(read.data);
  return compiled.ok ? ok(read.data) : err({ version: read.data.version, because: compiled.error });
}

/** Undefined, which has no form either, where the text is no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const traceRefusal = ({ directory, directoryTraces, clock }: RelaisServer, { version, because }: NotParsed) =>
  directory.write((tx) =>
    traceOperator({ directoryTraces, clock }, tx, {
      act: 'importMatrix',
      refusedBecause: because.type === 'UnknownCodes' ? 'unknownCodes' : 'matrixMalformed',
      ...(version !== undefined && { reason: version }),
    }),
  );

/** False where that version is known already: a version never changes its meaning. */
function keep({ directory, directoryTraces, clock }: RelaisServer, file: MatrixFile): Promise<boolean> {
  return directory.write(async (tx) => {
    const added = file.version !== DEFAULT_MATRIX_VERSION && (await insertMatrix(tx, file, clock.now()));
    const outcome = added ? {} : { refusedBecause: 'versionKnown' };
    const traced = { act: 'importMatrix', reason: file.version, ...outcome } as const;
    await traceOperator({ directoryTraces, clock }, tx, traced);
    return added;
  });
}

function refused(context: Context, options: JsonOption, file: string, error: MatrixRefusal): ExitCode {
  const { io, text } = context;
  if (options.json && error.type === 'UnknownCodes') {
    const { professions, types } = error;
    io.out(JSON.stringify({ error: error.type, professions, types }));
    io.say(text.matrix.refusal(file, error));
  } else refuse(context, options, error, text.matrix.refusal(file, error));
  return EXIT.refused;
}
