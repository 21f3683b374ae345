import type { DocumentId, DossierId } from '#base/brand.ts';
import { equalBytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from '#vault/associated-data.ts';
import type { Envelope } from '#vault/envelope.ts';
import { OUTBOX_KEY, type OpenVault } from '#vault/open-vault.ts';
import { documentId, dossierId } from '#wire/primitives.ts';
import * as z from 'zod/mini';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { VaultDatabase } from './vault-database.ts';

const starsSchema = z.array(z.object({ dossierId, documents: z.array(documentId) }));
type Stars = z.infer<typeof starsSchema>;

const NAME = 'stars';
const PLACE: Place = { store: 'marks', row: NAME, dossier: '' };
/** Those starred longest ago are forgotten: the row stays small. */
const MOST_DOSSIERS = 500;
const MOST_DOCUMENTS = 1000;
/** Two tabs that write at once take turns. */
const TURNS = 8;

export type StarRepository = ReturnType<typeof starRepository>;

/**
 * The documents that this professional starred, in one row sealed under the outbox key: it outlives the lease of their
 * dossier on this device, and names dossiers and documents by their ids alone.
 */
export function starRepository({ db, vault }: { db: VaultDatabase; vault: OpenVault }) {
  async function read(): Promise<Result<{ stars: Stars; sealed: Envelope | undefined }, StoreError>> {
    const row = await guarded(db, () => db.marks.get(NAME));
    if (!row.ok) return row;
    if (!row.value) return ok({ stars: [], sealed: undefined });
    const { sealed } = row.value;
    const opened = await vault.openJson(PLACE, sealed);
    if (!opened.ok) return opened.error.type === 'VaultLocked' ? opened : ok({ stars: [], sealed });
    return ok({ stars: starsSchema.safeParse(opened.value).data ?? [], sealed });
  }

  /** False where another tab wrote meanwhile. */
  const putOver = (before: Envelope | undefined, sealed: Envelope): Promise<Result<boolean, StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.marks, async () => {
        const now = await db.marks.get(NAME);
        if (!isSame(now?.sealed, before)) return false;
        await db.marks.put({ name: NAME, sealed });
        return true;
      }),
    );

  return {
    /** None before the first, and where the row does not open. */
    async of(dossier: DossierId): Promise<Result<ReadonlySet<DocumentId>, StoreError>> {
      const found = await read();
      if (!found.ok) return found;
      return ok(new Set(found.value.stars.find((one) => one.dossierId === dossier)?.documents));
    },

    async set(dossier: DossierId, document: DocumentId, starred: boolean): Promise<Result<void, StoreError>> {
      for (let turn = 0; turn < TURNS; turn++) {
        const before = await read();
        if (!before.ok) return before;
        const stars = withStar(before.value.stars, { dossier, document, starred });
        const sealed = await vault.sealJson(OUTBOX_KEY, PLACE, stars);
        if (!sealed.ok) return sealed;
        const put = await putOver(before.value.sealed, sealed.value);
        if (!put.ok) return put;
        if (put.value) return ok(undefined);
      }
      return err({ type: 'StorageFailed' });
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

/** Each sealing draws a nonce of its own: the same bytes are the same write. */
const isSame = (one: Envelope | undefined, other: Envelope | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.segments.length === other.segments.length &&
    one.segments.every((bytes, at) => equalBytes(bytes, other.segments[at] ?? new Uint8Array())));
