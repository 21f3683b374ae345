import type { DossierId, InsC } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { Actor } from './document-entry.ts';

/** A dossier as a reader sees it, without its documents. Times in ms of the server. */
export type DossierHeader = {
  dossierId: DossierId;
  holder: HolderTraits;
  insC: InsC;
  status: 'active' | 'closed';
  createdAt: number;
  createdBy: Actor;
  /** Oppositions of the holder: true where the holder refused that access. */
  optOut: { breakGlass: boolean; dispatchCentre: boolean };
  brochureVersion: string;
  /** The reader's own authorisation in force. */
  authorisation: { since: number; until: number };
  /** Opaque: changes with the header. */
  version: string;
};
