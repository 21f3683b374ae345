import type { DocumentId, DossierId } from '#base/brand.ts';
import { ok, type Result } from '#base/result.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { documentId, dossierId } from '#wire/primitives.ts';
import * as z from 'zod/mini';
import type { StoreError } from './errors.ts';
import { sealedRow } from './sealed-row.ts';
import type { VaultDatabase } from './vault-database.ts';

const starsSchema = z.array(z.object({ dossierId, documents: z.array(documentId) }));
type Stars = z.infer<typeof starsSchema>;

/** Those starred longest ago are forgotten: the row stays small. */
const MOST_DOSSIERS = 500;
const MOST_DOCUMENTS = 1000;
export type StarRepository = ReturnType<typeof starRepository>;

/**
 * The documents that this professional starred, in one row sealed under the outbox key: it outlives the lease of their
 * dossier on this device, and names dossiers and documents by their ids alone.
 */
export function starRepository(deps: { db: VaultDatabase; vault: OpenVault }) {
  const row = sealedRow<Stars>({ ...deps, name: 'stars', schema: starsSchema, empty: [] });

  return {
    /** None before the first, and where the row does not open. */
    async of(dossier: DossierId): Promise<Result<ReadonlySet<DocumentId>, StoreError>> {
      const stars = await row.find();
      return stars.ok ? ok(new Set(stars.value.find((one) => one.dossierId === dossier)?.documents)) : stars;
    },

    async set(dossier: DossierId, document: DocumentId, starred: boolean): Promise<Result<void, StoreError>> {
      const changed = await row.change((stars) => withStar(stars, { dossier, document, starred }));
      return changed.ok ? ok(undefined) : changed;
    },
  };
}

type Star = { dossier: DossierId; document: DocumentId; starred: boolean };

function withStar(stars: Stars, { dossier, document, starred }: Star): Stars {
  const own = stars.find((one) => one.dossierId === dossier)?.documents ?? [];
  const others = own.filter((one) => one !== document);
  const documents = starred ? [document, ...others].slice(0, MOST_DOCUMENTS) : others;
  const rest = stars.filter((one) => one.dossierId !== dossier);
  const all = documents.length === 0 ? rest : [{ dossierId: dossier, documents }, ...rest];
  return all.slice(0, MOST_DOSSIERS);
}
