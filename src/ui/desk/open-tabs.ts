import type { DossierId } from '#base/brand.ts';

/** A dossier that is open in the window, and where in it one was: `path` below the origin. */
export type OpenTab = { readonly dossierId: DossierId; readonly path: string };

/** A dossier is opened at the end; one that is open stays where it stands in the strip. */
export function visit(tabs: readonly OpenTab[], { dossierId, path }: OpenTab): readonly OpenTab[] {
  const known = tabs.find((tab) => tab.dossierId === dossierId);
  if (!known) return [...tabs, { dossierId, path }];
  if (known.path === path) return tabs;
  return tabs.map((tab) => (tab === known ? { dossierId, path } : tab));
}

/** Without this one; `beside` is the tab to go to when it was the one shown: the next, else the one before. */
export function close(
  tabs: readonly OpenTab[],
  dossierId: DossierId,
): { tabs: readonly OpenTab[]; beside: OpenTab | undefined } {
  const at = tabs.findIndex((tab) => tab.dossierId === dossierId);
  const left = tabs.filter((tab) => tab.dossierId !== dossierId);
  return { tabs: left, beside: at < 0 ? undefined : (left[at] ?? left[at - 1]) };
}

/** The tab so many steps away, round and round; from nowhere, the first or the last. */
export function neighbour(
  tabs: readonly OpenTab[],
  from: DossierId | undefined,
  step: 1 | -1,
): OpenTab | undefined {
  const at = tabs.findIndex(({ dossierId }) => dossierId === from);
  if (at < 0) return step === 1 ? tabs[0] : tabs.at(-1);
  return tabs[(at + step + tabs.length) % tabs.length];
}

/** Those that are still here; a dossier created without a network is found under the id it turned out to have. */
export function keepKnown(
  tabs: readonly OpenTab[],
  known: ReadonlySet<DossierId>,
  moved: ReadonlyMap<DossierId, DossierId>,
): readonly OpenTab[] {
  const now = tabs.map((tab) => underItsId(tab, moved));
  const kept = now.filter(
    ({ dossierId }, at) =>
      known.has(dossierId) && now.findIndex((other) => other.dossierId === dossierId) === at,
  );
  return kept.length === tabs.length && kept.every((tab, at) => tab === tabs[at]) ? tabs : kept;
}

function underItsId(tab: OpenTab, moved: ReadonlyMap<DossierId, DossierId>): OpenTab {
  const dossierId = moved.get(tab.dossierId);
  return dossierId ? { dossierId, path: tab.path.replace(tab.dossierId, dossierId) } : tab;
}

export const idsOf = (of: readonly { readonly dossierId: DossierId }[]): ReadonlySet<DossierId> =>
  new Set(of.map(({ dossierId }) => dossierId));
