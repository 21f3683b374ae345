import { enter, unlock } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { addNote, allSent, controlled, openFromServer } from '#test/support/browser/dossier-acts.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** What waits is said before it is left behind, on the icon and behind the lock; the device can be emptied. */
describe.skipIf(!hasChromium())('unsent work on a device', () => {
  let demo: DemoProcess;
  let nurse: BrowserDevice;
  let page: Page;
  const badges: (number | null)[] = [];
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    nurse = await browserDevice();
    page = nurse.page();
    await page.exposeFunction('noteBadge', (count: number | null) => void badges.push(count));
    await page.addInitScript(noteBadges);
    await enter(page, demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(page, 'TCHITCHI');
    await allSent(page);
    await controlled(page);
  });
  afterAll(async () => {
    await nurse?.remove();
    await demo?.remove();
  });
  const step = steps('unsent', () => ({ nurse }));

  step('a note written without a network is counted on the icon', async () => {
    await page.context().setOffline(true);
    await addNote(page, 'Sans réseau', 'Écrite au chevet.');
    await page.getByText('1 à envoyer').first().waitFor();
    expect(badges.at(-1)).toBeGreaterThan(0);
  });

  step('signing out says what stays, and may be called off', async () => {
    await page.getByRole('button', { name: 'Compte' }).first().click();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    const dialog = page.getByRole('dialog', { name: 'Se déconnecter avant l’envoi ?' });
    await dialog.getByText(/scellés? sur cet appareil/).waitFor();
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await page.getByText('1 à envoyer').first().waitFor();
  });

  step('locked, it is still counted, and said to be sealed', async () => {
    await page.getByRole('button', { name: 'Verrouiller' }).first().click();
    await page
      .getByText(/^Verrouillé\s: \d+ à envoyer/)
      .first()
      .waitFor();
    await page.goto(`${demo.origin}/envois`);
    await page.getByText(/attend(ent)? ici, scellés?/).waitFor();
    await page
      .getByText(/^Verrouillé\s: \d+ à envoyer/)
      .first()
      .waitFor();
  });

  step('the service worker calls the open page when the browser says that the network is back', async () => {
    await page.evaluate(() => {
      navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ type?: string }>) => {
        document.documentElement.dataset.called = data.type ?? '';
      });
    });
    await page.context().setOffline(false);
    const cdp = await page.context().newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [registration] = registrations;
        if (registration) resolve(registration.registrationId);
      });
    });
    await cdp.send('ServiceWorker.enable');
    const registrationId = await registered;
    const sync = { origin: demo.origin, registrationId, tag: 'relais-outbox', lastChance: false };
    await cdp.send('ServiceWorker.dispatchSyncEvent', sync);
    await page.waitForFunction(() => document.documentElement.dataset.called === 'relais-outbox');
    await cdp.detach();
  });

  step('after the next unlock it goes, and the icon is clear', async () => {
    await page.goto(`${demo.origin}/coffre`);
    await unlock(page);
    await allSent(page);
    expect(badges.at(-1)).toBeNull();
  });

  step('the device is emptied after the word was typed, and nothing opens there any more', async () => {
    await page.goto(`${demo.origin}/coffre?retour=%2Fenvois%2Fappareil`);
    await unlock(page);
    await page.getByRole('heading', { name: 'Stockage' }).waitFor();
    await page.getByText('Libre').waitFor();
    const erase = page.getByRole('button', { name: 'Effacer définitivement' });
    expect(await erase.isDisabled()).toBe(true);
    await page.getByLabel(/écrivez EFFACER/).fill('effacer');
    await erase.click();
    await page.getByText('Vos données ont été effacées de cet appareil').first().waitFor();
    const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(names).toEqual(['relais-device']);
    await page.goto(`${demo.origin}/coffre`);
    await page.getByRole('textbox').waitFor({ state: 'detached' });
  });
});

/** In the page: the browser without a desktop shows no icon, so what it is asked to show is noted. */
function noteBadges(): void {
  const { noteBadge } = globalThis as unknown as { noteBadge: (count: number | null) => Promise<void> };
  Object.defineProperty(navigator, 'setAppBadge', { value: (count: number) => noteBadge(count) });
  Object.defineProperty(navigator, 'clearAppBadge', { value: () => noteBadge(null) });
}
