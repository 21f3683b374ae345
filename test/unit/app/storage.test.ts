import { describe, expect, test } from 'vitest';
import { askToPersist, storageFacts, type StoragePort } from '#app/storage.ts';

const MB = 1024 * 1024;
const browser = (more: Partial<StoragePort>): StoragePort => ({
  persisted: async () => false,
  persist: async () => true,
  estimate: async () => ({ usage: 50 * MB, quota: 10_000 * MB }),
  ...more,
});
const facts = (usage: number, quota: number) =>
  storageFacts(browser({ estimate: async () => ({ usage: usage * MB, quota: quota * MB }) }));

describe('the storage of this device', () => {
  test('is told in bytes used and free, with the promise of the browser', async () => {
    expect(await storageFacts(browser({ persisted: async () => true }))).toEqual({
      used: 50 * MB,
      free: 9_950 * MB,
      persistent: true,
      nearlyFull: false,
    });
  });

  test('is nearly full under 200 MB, or under a tenth', async () => {
    expect((await facts(801, 1000))?.nearlyFull).toBe(true);
    expect((await facts(800, 1000))?.nearlyFull).toBe(false);
    expect((await facts(9_001, 10_000))?.nearlyFull).toBe(true);
    expect((await facts(9_000, 10_000))?.nearlyFull).toBe(false);
    expect((await facts(12, 10))?.free).toBe(0);
  });

  test('is left unsaid where the browser does not tell', async () => {
    expect(await storageFacts(browser({ estimate: async () => ({}) }))).toBeUndefined();
    const refused = browser({ estimate: () => Promise.reject(new Error('no')) });
    expect(await storageFacts(refused)).toBeUndefined();
  });
});

test('the browser is asked for its promise only where it has not given it', async () => {
  const asked: string[] = [];
  const persist = async () => asked.push('persist') > 5;
  expect(await askToPersist(browser({ persisted: async () => true, persist }))).toBe(true);
  expect(await askToPersist(browser({ persist }))).toBe(false);
  expect(await askToPersist(browser({ persisted: () => Promise.reject(new Error('no')) }))).toBe(false);
  expect(asked).toEqual(['persist']);
});
