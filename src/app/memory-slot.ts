import type { DocumentId, DossierId } from '#base/brand.ts';
import type { HeldDossier } from '#sync/ports.ts';
import type { OpenEmergency } from './view-port.ts';
import type { ViewState } from './view.svelte.ts';

/** A dossier that is open in memory alone: nothing of it is written to this device. */
export type MemoryDossier = {
  readonly dossierId: DossierId;
  /** Undefined where the reader was authorised anyway, and only the vault is locked. */
  readonly access: OpenEmergency | undefined;
  /** By the device's clock, ms: nothing is shown from then on. */
  readonly until: number;
  held(): HeldDossier & { syncedAt: number };
  /** Starred by its reader for as long as it is open. */
  readonly starred: Set<DocumentId>;
  /** Asks the server again now. */
  refresh(): Promise<void>;
};

/** Room for one such dossier; what fills it runs until `signal` is aborted. */
export interface MemorySlot {
  current(): MemoryDossier | undefined;
  find(dossierId: DossierId): MemoryDossier | undefined;
  /** Empties the slot for the next: the signal is aborted when that one is dropped, or another begins. */
  begin(): AbortSignal;
  /** Shows it, unless it was dropped before it came. */
  fill(signal: AbortSignal, dossier: MemoryDossier): boolean;
  /** Plaintext leaves the memory of the app and of the screens. */
  drop(): void;
}

export function memorySlot(view: ViewState, now: () => number): MemorySlot {
  let dossier: MemoryDossier | undefined;
  let running = new AbortController();

  function drop(): void {
    running.abort();
    const gone = dossier;
    dossier = undefined;
    view.emergency = undefined;
    view.inMemory = undefined;
    if (!gone) return;
    if (view.confidential === gone.dossierId) view.confidential = undefined;
    view.raiseRevision(gone.dossierId);
  }

  function current(): MemoryDossier | undefined {
    // a computer that slept wakes after the timer should have
    if (dossier && dossier.until <= now()) drop();
    return dossier;
  }

  return {
    current,
    find(dossierId) {
      const found = current();
      return found?.dossierId === dossierId ? found : undefined;
    },
    begin() {
      drop();
      running = new AbortController();
      return running.signal;
    },
    fill(signal, filled) {
      if (signal.aborted) return false;
      dossier = filled;
      view.emergency = filled.access;
      view.inMemory = filled.dossierId;
      view.raiseRevision(filled.dossierId);
      return true;
    },
    drop,
  };
}
