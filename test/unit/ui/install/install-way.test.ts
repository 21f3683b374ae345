import { keepInstallOffer, type InstallEvent } from '#ui/install/install-offer.svelte.ts';
import { decline, installWay, isDeclined, isQuietMoment } from '#ui/install/install-way.ts';
import { describe, expect, it } from 'vitest';

const offered: InstallEvent = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
  prompt: async () => ({ outcome: 'accepted' as const }),
});
const browser = { standalone: false, homeScreen: undefined, touchPoints: 0 };

describe('the way to install', () => {
  it('is a button where the browser offers', () => {
    expect(installWay({ event: offered }, browser)).toBe('prompt');
  });

  it('is by hand on an iPhone and on an iPad that calls itself a Mac, not on a Mac', () => {
    expect(installWay({ event: undefined }, { ...browser, homeScreen: false, touchPoints: 5 })).toBe('ios');
    expect(installWay({ event: undefined }, { ...browser, homeScreen: false, touchPoints: 0 })).toBe('menu');
  });

  it('is none for an app that already is one', () => {
    expect(installWay({ event: offered }, { ...browser, standalone: true })).toBe('installed');
    expect(installWay({ event: undefined }, { ...browser, homeScreen: true, touchPoints: 5 })).toBe(
      'installed',
    );
  });

  it('is left to the browser’s menu elsewhere', () => {
    expect(installWay({ event: undefined }, browser)).toBe('menu');
  });
});

describe('the offer of the browser', () => {
  it('is kept from showing by itself, for later', () => {
    const page = new EventTarget();
    const offer = keepInstallOffer(page);
    expect(offer.event).toBeUndefined();
    page.dispatchEvent(offered);
    expect(offered.defaultPrevented).toBe(true);
    expect(offer.event).toBe(offered);
  });
});

describe('the moment for it', () => {
  const moment = { vaultOpen: true, dossiers: 2, unsent: 0, emergency: false, passing: false };

  it('is when something is kept here and nothing presses', () => {
    expect(isQuietMoment(moment)).toBe(true);
  });

  it.each([
    [{ vaultOpen: false }],
    [{ dossiers: 0 }],
    [{ unsent: 1 }],
    [{ emergency: true }],
    [{ passing: true }],
  ])('is not with %o', (facts) => {
    expect(isQuietMoment({ ...moment, ...facts })).toBe(false);
  });

  it('does not come again after a no', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect(isDeclined(storage)).toBe(false);
    decline(storage);
    expect(isDeclined(storage)).toBe(true);
  });

  it('is asked again where nothing can be remembered', () => {
    const refusing = {
      getItem: (): string | null => {
        throw new Error('SecurityError');
      },
      setItem: (): void => {
        throw new Error('SecurityError');
      },
    };
    decline(refusing);
    expect(isDeclined(refusing)).toBe(false);
  });
});
