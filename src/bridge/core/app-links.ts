import type { DeviceId } from '#base/brand.ts';
import type { AppLink } from './app-link.ts';

/**
 * The sessions of all apps. An app that says hello again, after a reload or a lost frame, has two sessions until the new
 * one proves itself by a message: a hello that a relay plays again replaces nothing.
 */
export interface AppLinks {
  all(): readonly AppLink[];
  of(address: DeviceId): readonly AppLink[];
  find(address: DeviceId, sessionId: string): AppLink | undefined;
  add(link: AppLink): void;
  /** The app proved itself in this one: its others end. */
  keepOnly(link: AppLink): void;
  end(link: AppLink): void;
  endAll(address: DeviceId): void;
}

/** Sessions of one app that have not proved themselves yet; older ones give way. */
const MOST_UNPROVED = 3;

export function createAppLinks(): AppLinks {
  const links = new Set<AppLink>();
  const of = (address: DeviceId): AppLink[] => [...links].filter((link) => link.address === address);
  const end = (link: AppLink): void => {
    links.delete(link);
    link.end();
  };

  return {
    all: () => [...links],
    of,
    find: (address, sessionId) => of(address).find((link) => link.sessionId === sessionId),
    add(link) {
      const unproved = of(link.address).filter(({ channel }) => !channel.confirmed);
      unproved.slice(0, Math.max(0, unproved.length + 1 - MOST_UNPROVED)).forEach(end);
      links.add(link);
      link.signal.addEventListener('abort', () => links.delete(link), { once: true });
    },
    keepOnly(link) {
      of(link.address)
        .filter((other) => other !== link)
        .forEach(end);
    },
    end,
    endAll: (address) => of(address).forEach(end),
  };
}
