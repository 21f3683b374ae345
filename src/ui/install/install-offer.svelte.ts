import { createContext } from 'svelte';

/** Chromium's own, which no standard has yet. */
export interface InstallEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}
declare global {
  interface WindowEventMap {
    beforeinstallprompt: InstallEvent;
  }
}

/** The browser offers once, early: what it offers is kept for a quiet moment. */
export type InstallOffer = { event: InstallEvent | undefined };

export function keepInstallOffer(page: Pick<Window, 'addEventListener'>): InstallOffer {
  const offer = $state<InstallOffer>({ event: undefined });
  page.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer.event = event;
  });
  return offer;
}

/** Set by the layout. */
export const [getInstallOffer, setInstallOffer] = createContext<InstallOffer>();
