import type { PsIdNat } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { DEFAULT_MATRIX } from '#domain/access/default-matrix.ts';
import type { EntitlementMatrix } from '#domain/access/matrix.ts';
import type { Entitlement } from '#domain/access/question.ts';
import type { Database } from './database.server.ts';
import { newestMatrix } from './repositories/matrices.ts';
import { entitlementsOf } from './repositories/entitlements.ts';

/** What verdicts need beside the rows of the dossier's own shard: what the operator grants and sets. */
export type Circumstances = {
  entitlements: readonly Entitlement[];
  matrix: EntitlementMatrix;
  mayHideFromAll: boolean;
};

export interface CircumstancesOf {
  (psIdNat: PsIdNat): Promise<Circumstances>;
}

/** A matrix that the operator imports beside a running server is in force this much later at the most. */
const MATRIX_KEPT_MS = 5000;

/** Asked before the shard's transaction, since no transaction spans two databases. */
export function circumstancesOf(deps: {
  directory: Database;
  clock: Clock;
  mayHideFromAll: boolean;
}): CircumstancesOf {
  const { directory, clock, mayHideFromAll } = deps;
  let kept: { matrix: EntitlementMatrix; until: number } | undefined;

  async function matrixInForce(): Promise<EntitlementMatrix> {
    const now = clock.monotonic();
    if (kept && kept.until > now) return kept.matrix;
    const matrix = (await newestMatrix(directory.db)) ?? DEFAULT_MATRIX;
    kept = { matrix, until: now + MATRIX_KEPT_MS };
    return matrix;
  }

  return async (psIdNat) => {
    const [entitlements, matrix] = await Promise.all([
      entitlementsOf(directory.db, psIdNat),
      matrixInForce(),
    ]);
    return { entitlements, matrix, mayHideFromAll };
  };
}
