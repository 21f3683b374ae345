import { afterEach, beforeEach, expect, it } from 'vitest';
import { callerFor } from '#test/support/server/emergency-world.ts';
import {
  createBody,
  newDossierId,
  NURSE,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;

beforeEach(async () => {
  running = await startTestServer();
  nurse = await registerDevice(running.server, NURSE);
});
afterEach(() => running.stop());

it('a push that names another restore takes no effect and gets no receipts; the same one then does', async () => {
  const { server, clock } = running;
  const { restoreEpoch } = server.instance;
  const caller = callerFor(server, nurse);
  const commands = [await nurse.sign(createBody(newDossierId(), clock.now()))];
  const refused = await caller.sync.push({ commands, restoreEpoch: restoreEpoch - 1 });
  expect(refused).toMatchObject({ receipts: [], restoreEpoch });
  const taken = await caller.sync.push({ commands, restoreEpoch });
  expect(taken.receipts).toMatchObject([{ outcome: { type: 'done' } }]);
  // a device in its first contact knows of none
  expect((await caller.sync.push({ commands })).receipts).toEqual(taken.receipts);
});
