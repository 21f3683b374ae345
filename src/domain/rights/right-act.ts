import type { DeviceId, PsIdNat } from '#base/brand.ts';
import type { EmergencyMode } from '#domain/access/action.ts';

/**
 * The history of a dossier's rights: acts are only ever added, each with its author and time, and the state is their
 * reduction (rights.ts). What stands here is what a verdict needs; names and reasons are kept apart, sealed.
 * Times in ms of the server.
 */
export type RightAct = { seq: number; at: number; by: PsIdNat } & RightChange;

export type RightChange =
  | { kind: 'granted'; professional: PsIdNat; until: number }
  | { kind: 'withdrawn'; professional: PsIdNat }
  | { kind: 'blocked'; professional: PsIdNat }
  | { kind: 'unblocked'; professional: PsIdNat }
  /** L1110-12: a named group; consent was collected once for all of them (CE 2025-10-15). */
  | { kind: 'teamAuthorised'; teamId: string; members: readonly PsIdNat[]; until: number }
  | { kind: 'teamChanged'; teamId: string; members: readonly PsIdNat[] }
  | { kind: 'teamWithdrawn'; teamId: string }
  | { kind: 'attendingDeclared'; professional: PsIdNat }
  | { kind: 'attendingConfirmed'; professional: PsIdNat }
  | { kind: 'attendingEnded' }
  /** True: the holder refuses that access. */
  | { kind: 'oppositionsSet'; breakGlass: boolean; dispatchCentre: boolean }
  /** `endsAt`: majority of a minor holder; null where age does not end it. */
  | { kind: 'representativeRecorded'; representativeId: string; endsAt: number | null }
  | { kind: 'representativeEnded'; representativeId: string }
  | { kind: 'emergencyOpened'; accessId: string; mode: EmergencyMode; device: DeviceId; until: number }
  | { kind: 'emergencyEnded'; accessId: string }
  /** What the access was for was written down; the words stand in the trace. */
  | { kind: 'emergencyNoted'; accessId: string }
  | { kind: 'closed'; eraseAfter: number }
  | { kind: 'reactivated' }
  | { kind: 'erasureRequested'; eraseAfter: number };

/**
 * What an act changes, as one text: two acts on the same subject follow one another, and the second must know of the
 * first (`basedOn` of the commands).
 */
export function subjectOf(change: RightChange): string {
  switch (change.kind) {
    case 'granted':
    case 'withdrawn':
    case 'blocked':
    case 'unblocked':
      return `professional:${change.professional}`;
    case 'teamAuthorised':
    case 'teamChanged':
    case 'teamWithdrawn':
      return `team:${change.teamId}`;
    case 'attendingDeclared':
    case 'attendingConfirmed':
    case 'attendingEnded':
      return 'attendingPhysician';
    case 'oppositionsSet':
      return 'oppositions';
    case 'representativeRecorded':
    case 'representativeEnded':
      return `representative:${change.representativeId}`;
    case 'emergencyOpened':
    case 'emergencyEnded':
    case 'emergencyNoted':
      return `emergency:${change.accessId}`;
    case 'closed':
    case 'reactivated':
    case 'erasureRequested':
      return 'life';
  }
}
