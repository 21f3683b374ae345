import { describe, expect, test } from 'vitest';
import { askToBeWoken, callPages, isWakeUp, OUTBOX_TAG } from '#app/background-sync.ts';
import { showBadge } from '#app/badge.ts';
import { unsentWatch } from '#app/unsent-watch.ts';
import { ViewState } from '#app/view.svelte.ts';

function watched(counts: Record<string, number>) {
  const view = new ViewState(false, () => () => undefined);
  const badges: (number | 'none')[] = [];
  const asked: number[] = [];
  const watch = unsentWatch({
    view,
    vaultIds: async () => Object.keys(counts),
    count: async (vaultId) => counts[vaultId] ?? 0,
    badge: {
      setAppBadge: async (count) => void badges.push(count),
      clearAppBadge: async () => void badges.push('none'),
    },
    askToBeWoken: () => asked.push(view.unsent),
  });
  return { view, watch, badges, asked };
}

describe('what waits on this device', () => {
  test('stands on the icon while the vault is open, and is gone once all was received', () => {
    const { view, watch, badges } = watched({});
    for (const count of [1, 2, 0]) watch.note(count);
    expect([badges, view.unsent]).toEqual([[1, 2, 'none'], 0]);
  });

  test('is counted over all vaults while none is open', async () => {
    const { view, watch, badges } = watched({ one: 2, two: 3, three: 0 });
    await watch.recount();
    expect([view.unsent, badges]).toEqual([5, [5]]);
  });

  test('is not counted from outside once a vault was opened meanwhile', async () => {
    const { view, watch } = watched({ one: 2 });
    const counting = watch.recount();
    view.vault = 'open';
    watch.note(1);
    await counting;
    expect(view.unsent).toBe(1);
  });

  test('asks to be woken when something new waits, not each time the lists are read', () => {
    const { watch, asked } = watched({});
    for (const count of [1, 1, 2, 1, 0, 1]) watch.note(count);
    expect(asked).toEqual([1, 2, 1]);
  });
});

describe('a browser that lacks or refuses', () => {
  test('the badge does without it', async () => {
    await showBadge({}, 3);
    await showBadge({ setAppBadge: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }, 3);
  });

  test('Background Sync is left to the retry of the outbox', async () => {
    const tags: string[] = [];
    await askToBeWoken(undefined);
    await askToBeWoken({ ready: Promise.resolve({}) });
    await askToBeWoken({
      ready: Promise.resolve({ sync: { register: () => Promise.reject(new Error('no')) } }),
    });
    await askToBeWoken({
      ready: Promise.resolve({ sync: { register: async (tag) => void tags.push(tag) } }),
    });
    expect(tags).toEqual([OUTBOX_TAG]);
  });
});

test('the service worker calls every open page, and nobody where none is open', async () => {
  const heard: unknown[][] = [[], []];
  const pages = heard.map((messages) => ({ postMessage: (message: unknown) => void messages.push(message) }));
  await callPages({ matchAll: async ({ type }) => (type === 'window' ? pages : []) });
  expect(heard.map((messages) => messages.map(isWakeUp))).toEqual([[true], [true]]);
  await callPages({ matchAll: async () => [] });
});

test('only the message of the service worker wakes the page', () => {
  expect([{ type: OUTBOX_TAG }, { type: 'SKIP_WAITING' }, OUTBOX_TAG, null, 3].map(isWakeUp)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
