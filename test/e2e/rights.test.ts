import { enter } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { allSent, documentLink, openFromServer, showDocuments } from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/**
 * Whose record it is: a doctor who manages rights at a desk, a nurse whose tablet loses a dossier, and a responder who
 * opens one from the lock screen of a phone.
 */
describe.skipIf(!hasChromium())('the rights of a holder, on three devices', () => {
  const PATIENT = 'PAT-TROIS';
  let demo: DemoProcess;
  let desk: BrowserDevice;
  let tablet: BrowserDevice;
  let phone: BrowserDevice;

  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    desk = await browserDevice({ width: 1440, height: 900 });
    tablet = await browserDevice({ width: 820, height: 1180 });
    phone = await browserDevice({ width: 360, height: 740 });
  });
  afterAll(async () => {
    await Promise.all([desk?.remove(), tablet?.remove(), phone?.remove()]);
    await demo?.remove();
  });
  const step = steps('rights', () => ({ desk, tablet, phone }));
  const main = (page: Page) => page.getByRole('main');
  /** What the list usually leaves out is asked for among its choices. */
  const unfoldChoices = (page: Page) => main(page).getByText('Ranger, choisir une période').first().click();
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

  step('a doctor and a nurse open the dossier of the same person', async () => {
    await enter(desk.page(), demo.origin, 'Maëlle KERMADEC', '3456');
    await openFromServer(desk.page(), PATIENT);
    await enter(tablet.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(tablet.page(), PATIENT);
    // the attending physician sees what is masked where she asks for it; the nurse has nothing to ask for
    for (const device of [desk, tablet]) await unfoldChoices(device.page());
    await main(desk.page())
      .getByRole('button', { name: /^Masqués/ })
      .waitFor();
    expect(
      await main(tablet.page())
        .getByRole('button', { name: /^Masqués/ })
        .count(),
    ).toBe(0);
  });

  step(
    'the rights are shown to the holder, and a masked document opens after a second confirmation',
    async () => {
      const page = desk.page();
      await main(page)
        .getByRole('button', { name: /^Masqués/ })
        .click();
      await documentLink(page, 'Passage aux urgences').click();
      await button(page, 'Ouvrir le document').click();
      await main(page)
        .getByText('Malaise sans perte de connaissance')
        .or(main(page).locator('canvas'))
        .first()
        .waitFor();
      const found = await look(page, 'document-masked');
      await main(page).getByRole('link', { name: 'Droits et accès' }).click();
      await main(page).getByText('Professionnels autorisés').waitFor();
      await main(page).getByText('Solène RIVOIRE').first().waitFor();
      found.push(...(await look(page, 'rights')));
      expect(found).toEqual([]);
    },
  );

  step(
    'an authorisation that is withdrawn takes the dossier from the nurse’s tablet, and its rows with it',
    async () => {
      const page = desk.page();
      const line = main(page).getByRole('listitem').filter({ hasText: 'Solène RIVOIRE' }).first();
      await line.getByRole('button', { name: 'Retirer l’autorisation' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Retirer l’autorisation' }).click();
      await line.waitFor({ state: 'detached' });
      await tablet.page().goto(demo.origin);
      await unlockHome(tablet.page());
      // the list may be empty a moment before the device was asked what it holds
      await expect.poll(() => rowsOn(tablet.page(), 'dossiers'), { timeout: 20_000 }).toBe(0);
      await main(tablet.page()).getByText('Aucun dossier sur cet appareil').waitFor();
    },
  );

  step('the holder’s choices for emergencies are changed and noted', async () => {
    const page = desk.page();
    await main(page)
      .getByRole('checkbox', { name: /centre 15/ })
      .uncheck();
    await button(page, 'Enregistrer ces choix').click();
    await page.getByText('C’est noté.').first().waitFor();
    await allSent(page);
  });

  step('a responder opens it from the lock screen of a phone in two taps and a reason', async () => {
    const page = phone.page();
    await enter(page, demo.origin, 'Idriss BELCASTEL', '2345');
    await page.getByRole('button', { name: 'Compte' }).last().click();
    await page.getByRole('dialog', { name: 'Compte' }).getByRole('button', { name: 'Verrouiller' }).click();
    let taps = 0;
    const tap = async (what: ReturnType<Page['getByRole']>): Promise<void> => {
      taps += 1;
      await what.click();
    };
    const urgent = main(page).getByRole('link', { name: 'Urgence' });
    await urgent.waitFor();
    const found = await look(page, 'locked-emergency');
    await tap(urgent);
    await button(page, 'Détresse vitale').waitFor();
    await button(page, 'Détresse vitale').click();
    await page.getByLabel('Nom de naissance ou d’usage').fill('Pat-Trois');
    await page.getByLabel('Prénom').fill('Dominique');
    await page.getByLabel('Date de naissance').fill('1979-03-28');
    await page.getByLabel('Code de votre carte CPS').fill('2345');
    found.push(...(await look(page, 'emergency')));
    await tap(button(page, 'Ouvrir le dossier'));
    await page.getByRole('region', { name: 'Accès d’urgence en cours' }).waitFor();
    await page.getByLabel('Titulaire du dossier').getByText(PATIENT).waitFor();
    await showDocuments(page);
    await documentLink(page, 'Surveillance de la thyroïde').waitFor();
    found.push(...(await look(page, 'emergency-dossier')));
    expect(taps).toBeLessThanOrEqual(3);
    expect(found).toEqual([]);
  });

  step(
    'what is masked stays masked, nothing is kept on the phone, and the access ends when it is told to',
    async () => {
      const page = phone.page();
      await documentLink(page, 'Surveillance de la thyroïde').first().click();
      await main(page).locator('canvas, pre, article').first().waitFor();
      expect(await rowsOn(page, 'dossiers')).toBe(0);
      expect(await rowsOn(page, 'blobs')).toBe(0);
      await button(page, 'Terminer').click();
      await page.getByText('L’accès d’urgence est terminé').first().waitFor();
      expect(await page.getByRole('region', { name: 'Accès d’urgence en cours' }).count()).toBe(0);
    },
  );

  step('several and none are answered alike, and an opposition is shown and respected', async () => {
    const page = phone.page();
    await tryName(page, ['Personne', 'Nulle', '1950-01-01']);
    await page.getByText('Aucun dossier à ouvrir').waitFor();
    await tryName(page, ['Nessi', 'Ruth', '1977-07-14']);
    await page.getByText('Il a refusé cet accès d’urgence à son dossier.').waitFor();
  });

  step(
    'a regulating doctor whom the operator entitled needs no reason, and her refusal of break-glass is another',
    async () => {
      const page = phone.page();
      await button(page, 'Régulation du centre 15').click();
      expect(await page.getByRole('group', { name: 'Pourquoi ?' }).count()).toBe(0);
      await page.getByLabel('Code de votre carte CPS').fill('2345');
      await button(page, 'Ouvrir le dossier').click();
      const band = page.getByRole('region', { name: 'Accès d’urgence en cours' });
      await band.getByText('Centre 15').waitFor();
      await page.getByLabel('Titulaire du dossier').getByText('NESSI').waitFor();
      await button(page, 'Terminer').click();
      await page.getByText('L’accès d’urgence est terminé').first().waitFor();
    },
  );

  step('the attending physician is told in her inbox, the holder by a letter to print', async () => {
    const page = desk.page();
    await page.goto(`${demo.origin}/avis`);
    await main(page)
      .getByText(/a été ouvert en urgence/)
      .first()
      .waitFor();
    const found = await look(page, 'notices');
    await page.goto(`${demo.origin}/lettres`);
    await main(page)
      .getByRole('listitem')
      .filter({ hasText: 'Dossier ouvert en urgence' })
      .getByRole('button', { name: 'Ouvrir la lettre' })
      .first()
      .click();
    await main(page).getByText('sans pouvoir vous demander votre accord').waitFor();
    const sheet = await main(page).locator('article').innerText();
    expect(sheet).not.toMatch(/BELCASTEL|Détresse/);
    found.push(...(await look(page, 'letter')));
    await button(page, 'C’est imprimé et posté').click();
    expect(found).toEqual([]);
  });

  step(
    'the traces tell of the emergency with its reason, and can be looked through and exported',
    async () => {
      const page = desk.page();
      await page.goto(demo.origin);
      await unlockHome(page);
      await main(page)
        .getByRole('link', { name: new RegExp(PATIENT) })
        .first()
        .click();
      await main(page).getByRole('link', { name: 'Qui a vu quoi' }).click();
      await page.getByLabel('Montrer', { exact: true }).selectOption('emergency');
      await main(page).getByRole('listitem').filter({ hasText: 'Idriss BELCASTEL' }).first().waitFor();
      await main(page)
        .getByText(/Détresse vitale/)
        .first()
        .waitFor();
      expect(await look(page, 'traces-filtered')).toEqual([]);
      const download = page.waitForEvent('download');
      await button(page, 'Exporter (FHIR)').click();
      expect((await download).suggestedFilename()).toMatch(/^traces-.*\.json$/);
    },
  );

  async function tryName(page: Page, [family, first, birth]: [string, string, string]): Promise<void> {
    await button(page, 'Inconscience').click();
    await page.getByLabel('Nom de naissance ou d’usage').fill(family);
    await page.getByLabel('Prénom').fill(first);
    await page.getByLabel('Date de naissance').fill(birth);
    await page.getByLabel('Code de votre carte CPS').fill('2345');
    await button(page, 'Ouvrir le dossier').click();
  }
});

/** The list of dossiers; a page that was loaded anew asks for the passphrase first. */
async function unlockHome(page: Page): Promise<void> {
  const { unlock } = await import('#test/support/browser/acts.ts');
  const locked = page.getByLabel('Phrase secrète', { exact: true });
  const home = page.getByRole('heading', { level: 1, name: 'Dossiers' });
  await locked.or(home).first().waitFor();
  if (await locked.isVisible()) await unlock(page);
  await home.waitFor();
}

/** Rows of one table in all databases of this origin. */
const rowsOn = (page: Page, table: string): Promise<number> =>
  page.evaluate(async (name) => {
    let rows = 0;
    for (const { name: database } of await indexedDB.databases()) {
      const opened = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(database ?? '');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('database'));
      });
      if (opened.objectStoreNames.contains(name))
        rows += await new Promise<number>((resolve) => {
          const request = opened.transaction(name).objectStore(name).count();
          request.onsuccess = () => resolve(request.result);
        });
      opened.close();
    }
    return rows;
  }, table);
