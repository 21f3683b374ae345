import { beforeEach, describe, expect, test } from 'vitest';
import { lockGuard, type LockMessage, type LockTabs } from '#app/lock-guard.ts';
import { SWAP_MS, watchCardGone } from '#app/card-lock.ts';

const LIMIT = 300_000;
let now: { wall: number; monotonic: number };
let timers: { at: number; run: () => void }[];
let locked: string[];
beforeEach(() => {
  now = { wall: 1_000_000, monotonic: 0 };
  timers = [];
  locked = [];
});
const clock = { now: () => now.wall, monotonic: () => now.monotonic };
const timer = {
  after(delayMs: number, run: () => void) {
    const entry = { at: now.monotonic + delayMs, run };
    timers.push(entry);
    return () => void (timers = timers.filter((one) => one !== entry));
  },
};

function pass(ms: number): void {
  const end = now.monotonic + ms;
  for (;;) {
    const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (!next) break;
    timers = timers.filter((one) => one !== next);
    now.wall += next.at - now.monotonic;
    now.monotonic = next.at;
    next.run();
  }
  now.wall += end - now.monotonic;
  now.monotonic = end;
}

function twoTabs(): [LockTabs, LockTabs] {
  const listeners: ((message: LockMessage) => void)[] = [];
  const tab = (own: number): LockTabs => ({
    post: (message) => listeners.forEach((hear, other) => other !== own && hear(message)),
    onMessage: (listener) => (listeners[own] = listener),
    close: () => undefined,
  });
  return [tab(0), tab(1)];
}
const alone = (): LockTabs => twoTabs()[0];
const guardOf = (tabs: LockTabs, name = 'tab', limitMs = () => LIMIT) => {
  const guard = lockGuard({
    clock,
    timer,
    tabs,
    limitMs,
    lock(because) {
      locked.push(`${name} ${because}`);
      if (because !== 'otherTab') guard.tellLock();
      guard.stop();
    },
  });
  return guard;
};

describe('lockGuard', () => {
  test('locks after the time without a touch, and once', () => {
    guardOf(alone());
    pass(LIMIT - 1);
    expect(locked).toEqual([]);
    pass(LIMIT);
    expect(locked).toEqual(['tab idle']);
  });

  test('a touch begins the time anew', () => {
    const guard = guardOf(alone());
    pass(LIMIT - 1000);
    guard.touch();
    pass(LIMIT - 1000);
    expect(locked).toEqual([]);
    pass(1000);
    expect(locked).toEqual(['tab idle']);
  });

  test('a device that slept locks when the page is back, whatever the timers did; a touch comes too late', () => {
    const guard = guardOf(alone());
    now.wall += LIMIT;
    guard.touch();
    expect(locked).toEqual(['tab idle']);
  });

  test('a clock set back keeps nothing open', () => {
    guardOf(alone());
    now.wall -= 365 * 86_400_000;
    pass(LIMIT);
    expect(locked).toEqual(['tab idle']);
  });

  test('a shorter limit counts from now on', () => {
    let limit = LIMIT;
    guardOf(alone(), 'tab', () => limit);
    pass(60_000);
    limit = 60_000;
    pass(30_000);
    expect(locked).toEqual(['tab idle']);
  });

  test('work in one tab keeps the other open, and a lock in one locks both', () => {
    const [one, two] = twoTabs();
    const guard = guardOf(one, 'one');
    guardOf(two, 'two');
    for (let minute = 0; minute < 10; minute++) {
      pass(60_000);
      guard.touch();
    }
    expect(locked).toEqual([]);
    pass(LIMIT);
    expect(locked.sort()).toEqual(['one idle', 'two otherTab']);
  });
});

describe('watchCardGone', () => {
  function station() {
    const listeners = new Set<() => void>();
    const state = { connected: true, cardPresent: true, ownPinEntry: undefined, waitingFor: undefined };
    return {
      state: () => state,
      onChange(listener: () => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      set(more: Partial<typeof state>) {
        Object.assign(state, more);
        listeners.forEach((listener) => listener());
      },
      listeners,
    };
  }

  test('a card that was taken out is gone after a while; another in its place is no reason', () => {
    const reader = station();
    let gone = 0;
    watchCardGone(timer, reader, () => gone++);
    reader.set({ cardPresent: false });
    pass(SWAP_MS - 1);
    reader.set({ cardPresent: true });
    pass(SWAP_MS * 2);
    expect(gone).toBe(0);
    reader.set({ cardPresent: false });
    pass(SWAP_MS);
    expect([gone, reader.listeners.size]).toEqual([1, 0]);
  });

  test('a bridge out of reach says nothing of its card', () => {
    const reader = station();
    let gone = 0;
    const stop = watchCardGone(timer, reader, () => gone++);
    reader.set({ connected: false, cardPresent: false });
    pass(SWAP_MS * 2);
    expect(gone).toBe(0);
    stop();
    expect(reader.listeners.size).toBe(0);
  });
});
