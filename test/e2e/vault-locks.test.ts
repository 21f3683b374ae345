import { enter, insertCard, removeCard, unlock } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { allSent, controlled, openFromServer } from '#test/support/browser/dossier-acts.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const NURSE = 'Solène RIVOIRE';
const PIN = '1234';
const TYPED = 'Plaie propre, à revoir';
const MINUTE = 60_000;

/** What locks a device by itself, and the card that opens it again. The page's time is moved, not waited for. */
describe.skipIf(!hasChromium())('a device that locks by itself', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice();
    await device.page().clock.install();
    await enter(device.page(), demo.origin, NURSE, PIN);
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });
  const step = steps('locks', () => ({ device }));
  const page = (): Page => device.page();
  const main = (): Locator => page().getByRole('main');
  const locked = () =>
    page().getByText('Verrouillé : rien n’est envoyé').or(lockedWaiting()).first().waitFor();
  const lockedWaiting = (): Locator => page().getByText(/^Verrouillé\s: \d+ à envoyer/);
  const dossiers = () => page().getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
  const goTo = (path: string) => page().goto(`${demo.origin}${path}`);

  async function openWithCard(): Promise<void> {
    await insertCard(page(), NURSE);
    await main().getByRole('button', { name: 'Ouvrir avec ma carte CPS' }).click();
    await page().getByLabel('Code de la carte CPS').fill(PIN);
    await main().getByRole('button', { name: 'Déverrouiller', exact: true }).first().click();
    await dossiers();
  }

  step(
    'nobody touched it for five minutes: blank, and the note half typed is there after the unlock',
    async () => {
      await openFromServer(page(), 'TCHITCHI');
      await allSent(page());
      await page().getByRole('link', { name: 'Ajouter un document' }).first().click();
      await page()
        .getByRole('button', { name: /Écrire une note/ })
        .click();
      await page().getByLabel('Texte de la note').fill(TYPED);
      await page().clock.fastForward(4 * MINUTE);
      expect(await page().getByLabel('Texte de la note').inputValue()).toBe(TYPED);
      await page().getByLabel('Titre', { exact: true }).press('End');
      await page().clock.fastForward(4 * MINUTE);
      expect(await page().getByLabel('Texte de la note').count()).toBe(1);
      await page().clock.fastForward(2 * MINUTE);
      await locked();
      const shown = `${await page().title()} ${await main().innerText()}`;
      expect(shown).not.toMatch(new RegExp(`TCHITCHI|${TYPED}`));
      expect(await page().getByLabel('Texte de la note').count()).toBe(0);
      await unlock(page());
      const text = page().getByLabel('Texte de la note');
      await text.waitFor();
      expect(await text.inputValue()).toBe(TYPED);
      await main().getByRole('button', { name: 'Annuler' }).click();
    },
  );

  step(
    'the card is made a way to unlock, and taking it out locks, after the time another card may take',
    async () => {
      await page().getByRole('button', { name: 'Compte' }).first().click();
      await page().getByRole('link', { name: 'Coffre' }).click();
      // the card of the sign-in is still in the reader
      await main().getByRole('button', { name: 'Ma carte CPS', exact: true }).click();
      await main().getByLabel('Code de la carte CPS').fill(PIN);
      await main().getByLabel('Phrase secrète', { exact: true }).fill('quatre mots sans lien');
      await main().getByRole('button', { name: 'Confirmer', exact: true }).click();
      await main().getByText('Carte CPS', { exact: true }).first().waitFor();
      await page().getByRole('button', { name: 'Verrouiller' }).first().click();
      await goTo('/coffre');
      await openWithCard();
      await removeCard(page());
      await page().clock.fastForward(5000);
      await insertCard(page(), NURSE);
      await page().clock.fastForward(MINUTE);
      await dossiers();
      await removeCard(page());
      await page().clock.fastForward(16_000);
      await locked();
    },
  );

  step('the card opens it after a reload with the server gone', async () => {
    await controlled(page());
    await demo.kill();
    await goTo('/coffre');
    await openWithCard();
    await main()
      .getByText(/TCHITCHI/)
      .first()
      .waitFor();
    expect(device.complaints).toEqual([]);
  });
});
