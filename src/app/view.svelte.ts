import type { DossierId } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { createSubscriber, SvelteMap } from 'svelte/reactivity';
import type { StationLine } from './reading-port.ts';
import type { DossierLine, PendingDossier } from './dossier-port.ts';
import type { OutboxLine, Transfer } from './outbox-port.ts';
import type { SyncErrorCode } from './port.ts';
import type { RelaisView } from './view-port.ts';

/** Never written to: another one takes its place. */
const NOTHING_MOVED: RelaisView['moved'] = new SvelteMap();

/** The state that the screens follow. Only this room writes it. */
export class ViewState implements RelaisView {
  ready = $state(false);
  online = $state(false);
  readonly demo: boolean;
  vaults = $state.raw<RelaisView['vaults']>([]);
  session = $state.raw<RelaisView['session']>(undefined);
  vault = $state<RelaisView['vault']>('none');
  owner = $state.raw<Actor | undefined>(undefined);
  dossiers = $state.raw<readonly DossierLine[]>([]);
  pending = $state.raw<readonly PendingDossier[]>([]);
  moved = $state.raw<RelaisView['moved']>(NOTHING_MOVED);
  leasesEnded = $state(0);
  outbox = $state.raw<readonly OutboxLine[]>([]);
  unsent = $state(0);
  outdated = $state(false);
  /** Read by the screens as `stations`, which makes somebody keep them up. */
  stationLines = $state.raw<readonly StationLine[]>([]);
  cardsCame = $state(0);
  triesOfCard = $state<number | undefined>(undefined);
  situations = $state.raw<RelaisView['situations']>([]);
  situation = $state.raw<RelaisView['situation']>(undefined);
  entitlements = $state.raw<RelaisView['entitlements']>([]);
  emergency = $state.raw<RelaisView['emergency']>(undefined);
  inMemory = $state<RelaisView['inMemory']>(undefined);
  confidential = $state.raw<DossierId | undefined>(undefined);
  unreadNotices = $state(0);
  alteredHistory = $state.raw<readonly string[]>([]);
  historyChecked = $state(false);
  serverRestoredAt = $state<number | undefined>(undefined);
  offeredAgain = $state(0);
  passkeyHere = $state(false);
  locking = $state.raw<RelaisView['locking']>({ idleMinutes: 5, lockWithCard: false });
  locked = $state.raw<RelaisView['locked']>(undefined);
  passing = $state(false);
  newDevices = $state(0);
  wiped = $state(false);
  running = $state(false);
  lastSuccessAt = $state<number | undefined>(undefined);
  syncError = $state<SyncErrorCode | undefined>(undefined);
  /** Numbers of the commands that are on their way. */
  sending = $state.raw<readonly number[]>([]);

  readonly #transfers = new SvelteMap<string, Transfer>();
  readonly #revisions = new SvelteMap<DossierId, number>();

  readonly #watchStations: () => void;

  /** @param watchStations called when a screen begins to show stations; what it returns, when none does any more */
  constructor(demo: boolean, watchStations: () => () => void) {
    this.demo = demo;
    this.#watchStations = createSubscriber(watchStations);
  }

  get stations(): readonly StationLine[] {
    this.#watchStations();
    return this.stationLines;
  }

  get cardPresent(): boolean {
    return this.stations.some(({ chosen, cardPresent }) => chosen && cardPresent);
  }

  get triesLeft(): number | undefined {
    this.#watchStations();
    return this.triesOfCard;
  }

  get transfers(): readonly Transfer[] {
    return [...this.#transfers.values()];
  }

  get sync(): RelaisView['sync'] {
    const waiting = this.outbox.some((line) => line.state === 'waiting' || line.state === 'sending');
    const state = this.running ? 'running' : waiting ? 'waiting' : 'idle';
    return { state, lastSuccessAt: this.lastSuccessAt, error: this.syncError };
  }

  readonly revision = (dossierId: DossierId): number => this.#revisions.get(dossierId) ?? 0;

  raiseRevision(dossierId: DossierId): void {
    this.#revisions.set(dossierId, (this.#revisions.get(dossierId) ?? 0) + 1);
  }

  putTransfer(transfer: Transfer): void {
    this.#transfers.set(transfer.id, transfer);
  }

  endTransfer(id: string): void {
    this.#transfers.delete(id);
  }

  /** What was readable while the vault was open leaves the memory of the screens too. */
  forgetPlaintext(): void {
    this.dossiers = [];
    this.pending = [];
    this.moved = NOTHING_MOVED;
    this.leasesEnded = 0;
    this.offeredAgain = 0;
    this.outbox = [];
    this.owner = undefined;
    this.sending = [];
    this.running = false;
    this.syncError = undefined;
    this.confidential = undefined;
    this.#transfers.clear();
    this.#revisions.clear();
  }
}
