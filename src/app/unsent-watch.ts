import type { BadgePort } from './badge.ts';
import { showBadge } from './badge.ts';
import type { ViewState } from './view.svelte.ts';

export type UnsentWatch = {
  /** The vault is open: so many rows wait in it. */
  note(count: number): void;
  /** No vault is open: counts the rows of all vaults of this device, without a key. */
  recount(): Promise<void>;
};

export type UnsentDeps = {
  view: ViewState;
  /** Of every professional of this device. */
  vaultIds: () => Promise<readonly string[]>;
  count: (vaultId: string) => Promise<number>;
  badge: BadgePort;
  /** Something waits: the service worker may call when the network is back. */
  askToBeWoken: () => void;
};

/** Keeps the number of items that wait on this device, for the screens and for the app's icon, locked or not. */
export function unsentWatch({ view, vaultIds, count, badge, askToBeWoken }: UnsentDeps): UnsentWatch {
  let last = 0;
  function note(unsent: number): void {
    view.unsent = unsent;
    void showBadge(badge, unsent);
    if (unsent > last) askToBeWoken();
    last = unsent;
  }
  return {
    note,
    async recount() {
      const counts = await Promise.all((await vaultIds()).map(count));
      // opened meanwhile: what is in it is known better
      if (view.vault !== 'open') note(counts.reduce((sum, one) => sum + one, 0));
    },
  };
}
