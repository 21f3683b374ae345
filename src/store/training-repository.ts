import type { OpenVault } from '#vault/open-vault.ts';
import { time } from '#wire/primitives.ts';
import * as z from 'zod/mini';
import { sealedRow } from './sealed-row.ts';
import type { VaultDatabase } from './vault-database.ts';

const ids = z.array(z.string().check(z.maxLength(100))).check(z.maxLength(200));
/** By module: what was read, done and answered. No text and no person is in it. */
const recordSchema = z.record(
  z.string(),
  z.object({
    pages: ids,
    steps: ids,
    quiz: z.exactOptional(z.object({ right: z.int(), of: z.int() })),
    completedAt: z.exactOptional(time),
  }),
);
export type TrainingRecord = z.infer<typeof recordSchema>;

export type TrainingRepository = ReturnType<typeof trainingRepository>;

/** What this professional did of the training. */
export const trainingRepository = (deps: { db: VaultDatabase; vault: OpenVault }) =>
  sealedRow<TrainingRecord>({ ...deps, name: 'training', schema: recordSchema, empty: {} });
