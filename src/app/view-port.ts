import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { PracticeSituation } from '#cards/cps/situation.ts';
import type { EmergencyMode } from '#domain/access/action.ts';
import type { Entitlement } from '#domain/access/question.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { DossierLine, PendingDossier } from './dossier-port.ts';
import type { OutboxLine, Transfer } from './outbox-port.ts';
import type { SyncErrorCode } from './port.ts';
import type { StationLine } from './reading-port.ts';
import type { Locking, LockReason } from './vault-port.ts';

/** Followed by the screens; every field is reactive. */
export interface RelaisView {
  /** False until the device's own state was read. */
  readonly ready: boolean;
  /** By the last attempt to reach the server, not by the browser's word. */
  readonly online: boolean;
  readonly demo: boolean;
  /** Vaults of this device: whose. */
  readonly vaults: readonly { owner: PsIdNat; name: string }[];
  /** Signed in: reading from the server is possible. */
  readonly session: { professional: Actor; expiresAt: number } | undefined;
  /** `none`: this device holds no vault of the signed-in professional yet. */
  readonly vault: 'none' | 'locked' | 'open';
  /** Whose vault is open. */
  readonly owner: Actor | undefined;
  readonly dossiers: readonly DossierLine[];
  /** Created here without a network, and not yet received by the server. */
  readonly pending: readonly PendingDossier[];
  /** Provisional ids of dossiers that existed already, and which they are. */
  readonly moved: ReadonlyMap<DossierId, DossierId>;
  /** So many dossiers left this device by themselves since its vault was opened. */
  readonly leasesEnded: number;
  readonly outbox: readonly OutboxLine[];
  /** Items that wait on this device, noted readings among them; of all its vaults while none is open, counted unopened. */
  readonly unsent: number;
  /** A newer version of the program uses this device's data, or they were erased: this page must be reloaded. */
  readonly outdated: boolean;
  readonly transfers: readonly Transfer[];
  readonly sync: {
    state: 'idle' | 'running' | 'waiting';
    lastSuccessAt: number | undefined;
    error: SyncErrorCode | undefined;
  };
  /** Raised by one each time a cached dossier changed, so that an open page reads it again. */
  readonly revision: (dossierId: DossierId) => number;
  /** In the chosen station. */
  readonly cardPresent: boolean;
  /** Raised by one each time a card came into the chosen station: tells a card from the one that took its place. */
  readonly cardsCame: number;
  /** In the order in which they came; one is chosen where there is any. */
  readonly stations: readonly StationLine[];
  /** Tries left of the CPS in the chosen station, read before the code is typed; undefined where not known. */
  readonly triesLeft: number | undefined;
  /** Places of practice that the card named at sign-in. */
  readonly situations: readonly PracticeSituation[];
  /** The one chosen; the only one where there is one. */
  readonly situation: PracticeSituation | undefined;
  /** What the operator granted to the signed-in professional. */
  readonly entitlements: readonly Entitlement[];
  /** The emergency access that is open in this window. */
  readonly emergency: OpenEmergency | undefined;
  /** The dossier that is open in memory alone: of an emergency, or of an authorised reader whose vault is locked. */
  readonly inMemory: DossierId | undefined;
  /** The dossier whose holder, a minor, came alone. */
  readonly confidential: DossierId | undefined;
  readonly unreadNotices: number;
  /** Trees of traces whose new head does not continue the one that this device saw before: history was rewritten. */
  readonly alteredHistory: readonly string[];
  /** The server proved it since this page was opened. */
  readonly historyChecked: boolean;
  /** When this device last saw that the server was restored from a backup, its traces gone back with it; ms. */
  readonly serverRestoredAt: number | undefined;
  /** So many commands, sent before such a restore, were offered again since the vault was opened. */
  readonly offeredAgain: number;
  /** A passkey of this professional is known to work on this device. */
  readonly passkeyHere: boolean;
  /** When the vault of whoever is here locks by itself. */
  readonly locking: Locking;
  /** The last lock, and why; another value each time. */
  readonly locked: { because: LockReason } | undefined;
  /** A shared workstation: the open vault is in memory alone. */
  readonly passing: boolean;
  /** Devices of this professional that were registered since the list was last looked at here. */
  readonly newDevices: number;
  /** This device was reported lost: what it held of a professional has been destroyed since this page was opened. */
  readonly wiped: boolean;
}

/** `until`: when it ends by itself, ms by the device's clock. */
export type OpenEmergency = { dossierId: DossierId; accessId: string; mode: EmergencyMode; until: number };
