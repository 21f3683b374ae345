import { expect, test } from 'vitest';
import { atQuietMoment } from '#app/quiet-moment.ts';
import type { DeviceId } from '#base/brand.ts';
import { memoryLock } from '#test/support/sync/memory-ports.ts';

const device = (letter: string): DeviceId => letter.repeat(43) as DeviceId;
const atOnce = { after: (_ms: number, run: () => void) => (queueMicrotask(run), () => undefined) };

function setUp() {
  const lock = memoryLock();
  const order: string[] = [];
  const state = { uploading: false };
  const deps = {
    lock,
    devices: async () => [device('B'), device('A')],
    busy: () => state.uploading,
    timer: atOnce,
  };
  const write = (letter: string, what: string, until: Promise<void> = Promise.resolve()) =>
    lock.exclusive(`relais-write-${device(letter)}`, async () => {
      order.push(`${what} begins`);
      await until;
      order.push(`${what} ends`);
    });
  return { deps, order, state, write };
}

test('waits for the write of any professional of this device to end, and lets none begin until it has ended itself', async () => {
  const { deps, order, write } = setUp();
  let finish = (): void => undefined;
  const first = write('A', 'first write', new Promise((resolve) => (finish = resolve)));
  const moment = atQuietMoment(deps, async () => {
    order.push('reload begins');
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    order.push('reload ends');
  });
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  const second = write('B', 'second write');
  finish();
  await Promise.all([first, moment, second]);
  const at = (what: string): number => order.indexOf(what);
  expect(at('reload begins')).toBeGreaterThan(at('first write ends'));
  expect(order.slice(at('reload begins'), at('reload begins') + 2)).toEqual(['reload begins', 'reload ends']);
});

test('waits for an upload of this tab', async () => {
  const { deps, order, state } = setUp();
  state.uploading = true;
  const moment = atQuietMoment(deps, async () => void order.push('reload'));
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  expect(order).toEqual([]);
  state.uploading = false;
  await moment;
  expect(order).toEqual(['reload']);
});
