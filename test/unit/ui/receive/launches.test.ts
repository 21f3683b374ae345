import { createHandedOver } from '#ui/dossier/handed-over.svelte.ts';
import { followLaunches, type LaunchQueue } from '#ui/receive/launches.ts';
import { describe, expect, it, vi } from 'vitest';

type Launch = Parameters<Parameters<LaunchQueue['setConsumer']>[0]>[0];

function opened(isReload = false) {
  const door = createHandedOver();
  const went: string[] = [];
  let consume: (launch: Launch) => void = () => undefined;
  followLaunches({
    queue: { setConsumer: (given) => (consume = given) },
    door,
    isReload,
    goTo: (path) => went.push(path),
  });
  return { door, went, launch: (launch: Launch) => consume(launch) };
}

const photo = new File(['photo'], 'photo.jpg', { type: 'image/jpeg' });
const handle = { getFile: async () => photo };
const at = (path: string): string => `https://relais.example${path}`;

describe('what the system opens with the app', () => {
  it('brings a file to the page that chooses a dossier', async () => {
    const { door, went, launch } = opened();
    launch({ targetURL: at('/recevoir'), files: [handle] });
    await vi.waitFor(() => expect(went).toEqual(['/recevoir']));
    expect(door.received).toEqual({ file: photo, others: [] });
  });

  it('opens the page of a shortcut in the window that is there, and leaves alone the page of its own start', async () => {
    const { went, launch } = opened();
    launch({ targetURL: at('/') });
    launch({ targetURL: at('/urgence?depuis=raccourci') });
    launch({ targetURL: at('/vitale'), files: [] });
    await vi.waitFor(() => expect(went).toEqual(['/urgence?depuis=raccourci', '/vitale']));
  });

  it('does not bring a file again because the page was reloaded', async () => {
    const { door, went, launch } = opened(true);
    launch({ targetURL: at('/recevoir'), files: [handle] });
    launch({ targetURL: at('/envois') });
    await vi.waitFor(() => expect(went).toEqual(['/envois']));
    expect(door.received).toBeUndefined();
  });

  it('leaves out a file that is no longer where it was', async () => {
    const { door, went, launch } = opened();
    const gone = { getFile: () => Promise.reject(new Error('NotFoundError')) };
    launch({ targetURL: at('/recevoir'), files: [gone, handle] });
    await vi.waitFor(() => expect(went).toEqual(['/recevoir']));
    expect(door.received).toEqual({ file: photo, others: [] });
  });

  it('goes nowhere for what is no address', async () => {
    const { went, launch } = opened();
    launch({});
    launch({ targetURL: 'nowhere' });
    launch({ targetURL: undefined, files: [] });
    await Promise.resolve();
    expect(went).toEqual([]);
  });
});
