import { unwrap } from '#base/result.ts';
import { matrixFrom, type MatrixFile } from '#domain/access/matrix-file.ts';
import type { EntitlementMatrix } from '#domain/access/matrix.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { entitlementMatrix } from '#server/schema/directory.ts';
import { codeText, shortText } from '#wire/primitives.ts';
import { desc } from 'drizzle-orm';
import * as z from 'zod/mini';

const codes = z.array(codeText).check(z.maxLength(500));

/** Form of the file; whether its codes exist is the domain's to say. */
export const matrixFile: z.ZodMiniType<MatrixFile> = z.strictObject({
  version: codeText,
  label: shortText,
  professions: z.record(
    codeText,
    z.union([z.strictObject({ only: codes }), z.strictObject({ allBut: codes })]),
  ),
});

/** The matrix imported last; undefined where none ever was: the default then counts. */
export async function newestMatrix(db: Reader): Promise<EntitlementMatrix | undefined> {
  const { content, importedAt } = entitlementMatrix;
  const [row] = await db.select({ content }).from(entitlementMatrix).orderBy(desc(importedAt)).limit(1);
  // it was checked when it was imported
  return row && unwrap(matrixFrom(matrixFile.parse(JSON.parse(row.content))));
}

export const listMatrices = (db: Reader) =>
  db.select().from(entitlementMatrix).orderBy(desc(entitlementMatrix.importedAt));

/** False where that version is known already: a version never changes its meaning. */
export async function insertMatrix(tx: Transaction, file: MatrixFile, importedAt: number): Promise<boolean> {
  const { version, label } = file;
  const added = await tx
    .insert(entitlementMatrix)
    .values({ version, label, content: JSON.stringify(file), importedAt })
    .onConflictDoNothing()
    .returning({ version: entitlementMatrix.version });
  return added.length > 0;
}
