import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { documentEntry, dossierHeader } from '#wire/dossier.ts';
import * as z from 'zod/mini';

export const stateSchema = z.object({ header: dossierHeader, entries: z.array(documentEntry) });
/** A dossier as this reader sees it at the bound of its last complete pull. */
export type DossierState = { header: DossierHeader; entries: readonly DocumentEntry[] };
