import { createContext, untrack } from 'svelte';
import type { CachedDossier } from '#app/dossier-port.ts';
import type { AppError, Relais } from '#app/port.ts';
import type { DossierId } from '#base/brand.ts';

/** The dossier of an open page, read again each time it changed on the device. */
export interface DossierState {
  readonly dossierId: DossierId;
  readonly dossier: CachedDossier | undefined;
  /** Why there is nothing to show, or why what is shown could not be renewed. */
  readonly problem: AppError | undefined;
  readonly refreshing: boolean;
  /** Asks the server for news. */
  refresh(): Promise<void>;
}

type Deps = Pick<Relais, 'view' | 'dossier' | 'openDossier'>;

/** From the open vault, or from memory for the time of an emergency access. */
export const isReadable = ({ vault, inMemory }: Relais['view'], dossierId: DossierId): boolean =>
  vault === 'open' || inMemory === dossierId;

/** Follows a dossier for as long as the component that calls this lives. */
export function followDossier(relais: Deps, dossierId: () => DossierId): DossierState {
  let dossier = $state.raw<CachedDossier>();
  let problem = $state.raw<AppError>();
  let refreshing = $state(false);

  async function read(id: DossierId): Promise<void> {
    const result = await relais.dossier(id);
    if (id !== dossierId()) return;
    if (result.ok) dossier = result.value;
    // not here yet: the server is being asked
    else if (result.error.type !== 'NotCached' || dossier) problem = result.error;
    if (!result.ok) dossier = undefined;
  }

  /** Shows what is on the device at once, then what the server has. */
  async function refresh(): Promise<void> {
    const id = dossierId();
    refreshing = true;
    const opened = await relais.openDossier(id);
    refreshing = false;
    if (id !== dossierId()) return;
    problem = opened.ok || (opened.error.type === 'Offline' && dossier) ? undefined : opened.error;
    await read(id);
  }

  $effect(() => {
    if (!isReadable(relais.view, dossierId())) {
      dossier = problem = undefined;
      return;
    }
    untrack(() => {
      dossier = problem = undefined;
      void refresh();
    });
  });

  // what is waiting is part of what is shown
  const outboxMark = $derived(relais.view.outbox.map(({ id, state }) => `${id}${state}`).join());
  $effect(() => {
    void relais.view.revision(dossierId());
    void outboxMark;
    if (isReadable(relais.view, dossierId())) untrack(() => void read(dossierId()));
  });

  return {
    get dossierId() {
      return dossierId();
    },
    get dossier() {
      return dossier;
    },
    get problem() {
      return problem;
    },
    get refreshing() {
      return refreshing;
    },
    refresh,
  };
}

/** Set by the layout of a dossier's pages. */
export const [getDossier, setDossier] = createContext<DossierState>();
