import { untrack } from 'svelte';
import type { Relais } from '#app/port.ts';
import type { DossierId } from '#base/brand.ts';
import { holderLines, type HolderLine } from './holder-lines.ts';
import { close, idsOf, keepKnown, neighbour, visit, type OpenTab } from './open-tabs.ts';

/** The dossiers that are open in this window: in memory alone, and forgotten when the vault closes. */
export interface DeskTabs {
  readonly tabs: readonly OpenTab[];
  readonly ids: ReadonlySet<DossierId>;
  /** Dossiers of this device, of which a tab can be. */
  readonly lines: readonly HolderLine[];
  lineOf(dossierId: DossierId | undefined): HolderLine | undefined;
  /** Where one was in this dossier; its first page where it is not open. */
  pathOf(dossierId: DossierId): string;
  next(step: 1 | -1): OpenTab | undefined;
  /** The page to show where this one was shown. */
  beside(dossierId: DossierId): string;
  /** Answers with what takes it back. */
  close(dossierId: DossierId): () => void;
}

type Deps = {
  view: Pick<Relais['view'], 'vault' | 'dossiers' | 'pending' | 'moved'>;
  /** The readable dossier of the page, and its path. */
  current: () => DossierId | undefined;
  path: () => string;
};

/** Follows the pages for as long as the component that calls this lives. */
export function followTabs({ view, current, path }: Deps): DeskTabs {
  let tabs = $state.raw<readonly OpenTab[]>([]);
  const ids = $derived(idsOf(tabs));
  const lines = $derived(holderLines(view.dossiers, view.pending, []));
  const known = $derived(idsOf(lines));

  $effect(() => {
    const kept = keepKnown(
      untrack(() => tabs),
      known,
      view.moved,
    );
    const dossierId = current();
    // a form is not a place to come back to
    const here = path().replace(/\/ajouter$/, '/documents');
    tabs =
      view.vault === 'open' && dossierId && known.has(dossierId)
        ? visit(kept, { dossierId, path: here })
        : kept;
  });
  $effect(() => {
    if (view.vault !== 'open') tabs = [];
  });

  return {
    get tabs() {
      return tabs;
    },
    get ids() {
      return ids;
    },
    get lines() {
      return lines;
    },
    lineOf: (dossierId) => lines.find((line) => line.dossierId === dossierId),
    pathOf: (dossierId) => tabs.find((tab) => tab.dossierId === dossierId)?.path ?? `/dossier/${dossierId}`,
    next(step) {
      const tab = neighbour(tabs, current(), step);
      return tab?.dossierId === current() ? undefined : tab;
    },
    beside: (dossierId) => close(tabs, dossierId).beside?.path ?? '/',
    close(dossierId) {
      const before = tabs;
      tabs = close(tabs, dossierId).tabs;
      return () => (tabs = keepKnown(before, known, view.moved));
    },
  };
}
