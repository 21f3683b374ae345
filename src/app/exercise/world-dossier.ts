import type { DocumentId, DossierId, InsC } from '#base/brand.ts';
import type { AccessMode } from '#domain/access/action.ts';
import type { WaitingDocument } from '../port.ts';
import type { DocumentEntry, Actor } from '#domain/dossier/document-entry.ts';
import type { HolderData } from '#domain/dossier/holder-data.ts';
import type { TraceAct, TraceView } from '#domain/dossier/trace-view.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { Representative } from '#domain/rights/representative.ts';
import type { RightAct, RightChange } from '#domain/rights/right-act.ts';
import { reduceRights, type Rights } from '#domain/rights/rights.ts';
import type { PersonId } from '#training/people.ts';
import type { DocumentKey } from '#training/scene-documents.ts';

/** What an act on the rights says beside what a verdict needs. */
export type ActDetails = {
  presence?: 'vitale' | 'declared';
  teamName?: string;
  representative?: Representative;
  confidential?: boolean;
};

export type WorldDocument = { entry: DocumentEntry; content: Blob; key: DocumentKey | undefined };
export type WorldWaiting = { document: WaitingDocument; content: Blob };

/** A dossier of the fictional world: what the server of that world, and this device, know of it. */
export type WorldDossier = {
  readonly dossierId: DossierId;
  readonly person: PersonId;
  readonly holder: HolderTraits;
  readonly insC: InsC;
  readonly createdAt: number;
  readonly createdBy: Actor;
  readonly acts: RightAct[];
  readonly details: Map<number, ActDetails>;
  readonly documents: WorldDocument[];
  readonly waiting: WorldWaiting[];
  readonly traces: TraceView[];
  readonly starred: Set<DocumentId>;
  holderData: HolderData;
  /** Raised with each change of what the header says. */
  version: number;
  /** Its creation waits for the network. */
  pending: boolean;
  onDevice: boolean;
  pinned: boolean;
  openedAt: number;
};

export const rightsOf = ({ acts }: WorldDossier): Rights => reduceRights(acts);

export const isMinor = ({ holder }: WorldDossier, now: number): boolean =>
  (majorityOf(holder.birthDate) ?? 0) > now;

/** Adds one act to the history of the rights. */
export function addAct(
  dossier: WorldDossier,
  change: RightChange,
  { by, at, ...details }: { by: Actor; at: number } & ActDetails,
): void {
  const seq = dossier.acts.length + 1;
  dossier.acts.push({ seq, at, by: by.psIdNat, ...change });
  dossier.details.set(seq, details);
  dossier.version += 1;
}

export type TraceFacts = {
  at: number;
  actor: Actor;
  mode?: AccessMode;
  allowed?: boolean;
  because?: string;
  rule?: string;
  documentId?: DocumentId;
  reason?: string;
  confidential?: boolean;
};

/** Newest first, as a page shows them. */
export function addTrace(
  dossier: WorldDossier,
  act: TraceAct,
  { mode = 'normal', allowed = true, because = 'authorised', ...facts }: TraceFacts,
): void {
  const { dossierId, traces } = dossier;
  traces.unshift({ id: `t${traces.length}`, act, mode, allowed, because, dossierId, ...facts });
}
