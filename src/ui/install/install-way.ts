import type { InstallOffer } from './install-offer.svelte.ts';

/**
 * How this browser puts the app on the screen of the device: it asks when told to (`prompt`), the person does it by
 * hand (`ios`), it is done, or nobody knows (`menu`: Firefox on Android, Safari on a Mac).
 */
export type InstallWay = 'installed' | 'prompt' | 'ios' | 'menu';

export type BrowserFacts = {
  readonly standalone: boolean;
  /** WebKit of Apple alone says it; undefined elsewhere. */
  readonly homeScreen: boolean | undefined;
  readonly touchPoints: number;
};

export function installWay({ event }: InstallOffer, facts: BrowserFacts): InstallWay {
  if (facts.standalone || facts.homeScreen === true) return 'installed';
  if (event) return 'prompt';
  // an iPad calls itself a Mac: a Mac has no touch points
  return facts.homeScreen === false && facts.touchPoints > 1 ? 'ios' : 'menu';
}

export function readBrowser(page: Window): BrowserFacts {
  const { navigator } = page;
  return {
    standalone: page.matchMedia('(display-mode: standalone)').matches,
    homeScreen:
      'standalone' in navigator && typeof navigator.standalone === 'boolean'
        ? navigator.standalone
        : undefined,
    touchPoints: navigator.maxTouchPoints,
  };
}

/**
 * Offered where it can be done, to who has something here already, while nothing presses: no emergency access, nothing
 * refused, nothing that waits.
 */
export const isQuietMoment = (facts: {
  readonly vaultOpen: boolean;
  readonly dossiers: number;
  readonly unsent: number;
  readonly emergency: boolean;
  readonly passing: boolean;
}): boolean =>
  facts.vaultOpen && facts.dossiers > 0 && facts.unsent === 0 && !facts.emergency && !facts.passing;

const KEY = 'relais-install';

/** Whether the person said that they want no such offer. A storage that refuses only forgets. */
export function isDeclined(storage: Pick<Storage, 'getItem'>): boolean {
  try {
    return storage.getItem(KEY) === 'no';
  } catch {
    return false;
  }
}

export function decline(storage: Pick<Storage, 'setItem'>): void {
  try {
    storage.setItem(KEY, 'no');
  } catch {
    // offered again next time
  }
}
