import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import { atWork, PASSPHRASE } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
const opened: AppDevice[] = [];
afterAll(async () => {
  for (const { relais } of opened) relais.lockVault();
  await world.stop();
});

async function unlocked(device: AppDevice): Promise<AppDevice> {
  const again = await device.restart();
  opened.push(again);
  const [vault] = again.relais.view.vaults;
  if (!vault) throw new Error('no vault');
  unwrap(await again.relais.unlockVault(vault.owner, PASSPHRASE));
  return again;
}

describe('what is being typed, on the device', () => {
  test('outlives a killed browser, comes back unlocked, and goes when it is let go', async () => {
    const nurse = await atWork(world, 'cps-infirmiere');
    opened.push(nurse);
    const draft = { title: 'Note', text: 'Plaie propre' };
    const picture = new Uint8Array([0xff, 0xd8, 0, 255]);
    nurse.relais.vault.holdDraft('note/1', () => draft);
    nurse.relais.vault.holdDraft('capture/1/1', () => picture);
    // nothing is said to the page: it is there no more from one moment to the next
    await vi.waitFor(async () => expect(await nurse.relais.vault.takeDraft('capture/1/1')).toEqual(picture), {
      timeout: 10_000,
    });
    const next = await unlocked(nurse);
    expect(await next.relais.vault.takeDraft('note/1')).toEqual(draft);
    expect(await next.relais.vault.takeDraft('capture/1/1')).toEqual(picture);
    // asked for is not added: it is there still
    expect(await next.relais.vault.takeDraft('note/1')).toEqual(draft);
    const letGo = next.relais.vault.holdDraft('note/1', () => draft);
    letGo();
    await vi.waitFor(async () => expect(await next.relais.vault.takeDraft('note/1')).toBeUndefined());
  }, 60_000);
});
