import { enter, insertCard, unlock } from '#test/support/browser/acts.ts';
import { violations } from '#test/support/browser/axe.ts';
import { browserDevice, hasChromium, picture, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { controlled } from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { printScript, scriptedRun } from '#test/support/browser/scripted-run.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { addVirtualAuthenticator } from '#test/support/webauthn/virtual-authenticator.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/**
 * How many taps and how long the two things take that are done most in a hurry, at a second a tap and five characters a
 * second: a nurse's note at a bedside without a network, and a responder's look at what is dangerous.
 */
describe.skipIf(!hasChromium())('the two runs that must be short', () => {
  let demo: DemoProcess;
  let tablet: BrowserDevice;
  let phone: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    [tablet, phone] = [
      await browserDevice({ width: 820, height: 1180 }),
      await browserDevice({ width: 360, height: 740 }),
    ];
    await enter(tablet.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await controlled(tablet.page());
  });
  afterAll(async () => {
    await Promise.all([tablet?.remove(), phone?.remove()]);
    await demo?.remove();
  });
  const step = steps('runs', () => ({ tablet, phone }));
  const main = (page: Page) => page.getByRole('main');
  const button = (page: Page, name: string | RegExp) => main(page).getByRole('button', { name });

  step('a responder has allergies and treatments from the lock screen', async () => {
    const page = phone.page();
    await enter(page, demo.origin, 'Idriss BELCASTEL', '2345');
    await controlled(page);
    await page.goto(`${demo.origin}/cles`);
    await addVirtualAuthenticator(page);
    await main(page).getByLabel('Nom de la clé').fill('Téléphone de garde');
    await button(page, 'Enregistrer une clé sur cet appareil').click();
    await main(page).getByText('Téléphone de garde', { exact: true }).waitFor();
    // a page that was loaded anew is locked
    await page.goto(demo.origin);
    const urgent = main(page).getByRole('link', { name: 'Urgence' });
    await urgent.waitFor();

    const run = scriptedRun(page);
    await run.tap(urgent);
    await button(page, 'Détresse vitale').waitFor();
    // seen without scrolling, which would be one more gesture
    const chip = await button(page, 'Détresse vitale').boundingBox();
    const bar = await button(page, 'Ouvrir le dossier').boundingBox();
    expect((chip?.y ?? 740) + (chip?.height ?? 0)).toBeLessThan(bar?.y ?? 0);
    await run.gesture(() => insertCard(page, 'TCHITCHI Catarina'));
    await run.reason(button(page, 'Détresse vitale'));
    await run.wait(main(page).getByText('TCHITCHI CATARINA').last());
    await run.tap(button(page, 'Ouvrir le dossier'));
    // the finger that the passkey asks for
    await run.gesture(() => Promise.resolve());
    await run.wait(page.getByRole('region', { name: 'Accès d’urgence en cours' }));
    const sheet = main(page).getByRole('region', { name: 'Fiche d’urgence' });
    await run.wait(sheet.getByText('Pénicilline').first());
    await run.wait(sheet.getByText(/Apixaban/).first());
    const script = run.result();
    printScript('responder, locked phone, to allergies and treatments', script);
    expect(script.taps).toBeLessThanOrEqual(3);
    expect([script.reasons, script.characters]).toEqual([1, 0]);
    expect(script.totalMs).toBeLessThanOrEqual(10_000);
  });

  step('what is dangerous and whom to call stand on one screen, each once', async () => {
    const page = phone.page();
    const call = main(page).getByRole('link', { name: /Appeler Anita TCHITCHI/ });
    expect(await call.count()).toBe(1);
    expect(await call.getAttribute('href')).toBe('tel:0639983040');
    const bar = await call.boundingBox();
    expect(bar?.y).toBeLessThan(740);
    const sheet = main(page).getByRole('region', { name: 'Fiche d’urgence' });
    for (const said of ['Pénicilline', /Apixaban/]) {
      const box = await sheet.getByText(said).first().boundingBox();
      expect((box?.y ?? 740) + (box?.height ?? 0)).toBeLessThan(bar?.y ?? 0);
    }
    await page.getByRole('button', { name: 'Terminer' }).waitFor();
  });

  step('every target of an emergency is 64 px, and every word 7:1, in three themes', async () => {
    const page = phone.page();
    const found = await emergencyFaults(page, 'emergency-sheet');
    await page
      .getByRole('link', { name: /Bris de glace/ })
      .first()
      .waitFor();
    await page.goto(`${demo.origin}/urgence`);
    await button(page, 'Détresse vitale').waitFor();
    found.push(...(await emergencyFaults(page, 'emergency-form')));
    expect(found).toEqual([]);
    expect(phone.complaints).toEqual([]);
  });

  step('a nurse’s home is her round: in order, with addresses, ready for the road', async () => {
    const page = tablet.page();
    await page.getByRole('link', { name: 'Préparer ma tournée' }).click();
    for (const holder of ['TCHITCHI CATARINA', 'PAT-TROIS DOMINIQUE']) {
      await button(page, new RegExp(holder)).first().click();
      // each moves what stands below
      await page.getByText(`${holder} est dans la tournée`).waitFor();
    }
    await page.getByRole('button', { name: 'Préparer la tournée' }).click();
    await main(page).getByText('Prêt pour la route').first().waitFor();
    await page.getByRole('link', { name: 'Dossiers', exact: true }).first().click();
    await main(page)
      .getByRole('link', { name: /^1\. TCHITCHI CATARINA/ })
      .waitFor();
    await main(page)
      .getByRole('link', { name: /^2\. PAT-TROIS DOMINIQUE/ })
      .waitFor();
    const where = main(page).getByRole('link', { name: /12 allée du Modèle/ });
    expect(await where.getAttribute('href')).toMatch(/^geo:0,0\?q=/);
    expect(await look(page, 'home-round')).toEqual([]);
  });

  step('a note with measures is added without a network', async () => {
    const page = tablet.page();
    await demo.kill();
    const field = (name: string) => main(page).getByLabel(name, { exact: true });
    const run = scriptedRun(page);
    await run.tap(main(page).getByRole('link', { name: 'Mesures pour TCHITCHI CATARINA' }));
    // the first field has the focus already
    await run.type('138', field('Tension, systolique'));
    for (const [name, text] of [
      ['Tension, diastolique', '78'],
      ['Pouls', '72'],
      ['Température', '37,2'],
      ['Remarque', 'Pansement refait'],
    ] as const) {
      await run.tap(field(name));
      await run.type(text, field(name));
    }
    await run.tap(button(page, 'Enregistrer'));
    const row = main(page).getByRole('listitem').filter({ hasText: '1. TCHITCHI CATARINA' });
    await run.wait(row.getByText('1 document à envoyer'));
    const script = run.result();
    printScript('nurse, tablet without a network, note with four measures and a remark', script);
    expect(script.taps).toBeLessThanOrEqual(6);
    expect(script.totalMs).toBeLessThanOrEqual(16_000);
    await main(page).getByText('1 élément attend l’envoi').waitFor();
  });

  step(
    'a killed browser loses nothing that was typed some seconds before, and it can be thrown away',
    async () => {
      const page = tablet.page();
      const note = (one: Page) => main(one).getByRole('link', { name: 'Note pour PAT-TROIS DOMINIQUE' });
      await note(page).click();
      await main(page).getByLabel('Texte de la note').fill('Plaie propre, revoir jeudi');
      await expect.poll(() => draftsOn(page), { timeout: 20_000 }).toBe(1);
      const again = await tablet.killAndRestart();
      await again.goto(demo.origin);
      await unlock(again);
      await note(again).click();
      await main(again).getByText('Votre saisie interrompue est revenue').waitFor();
      expect(await main(again).getByLabel('Texte de la note').inputValue()).toBe(
        'Plaie propre, revoir jeudi',
      );
      expect(await violations(again, 'all')).toEqual([]);
      await button(again, 'Jeter et recommencer').click();
      await main(again).getByText('Votre saisie interrompue est revenue').waitFor({ state: 'detached' });
      await expect.poll(() => main(again).getByLabel('Texte de la note').inputValue()).toBe('');
      await expect.poll(() => draftsOn(again), { timeout: 20_000 }).toBe(0);
      expect(tablet.complaints).toEqual([]);
    },
  );
});

/** Faults of a screen of an emergency in its three themes, one line each. */
async function emergencyFaults(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  const themes = [
    ['light', false],
    ['dark', false],
    ['light', true],
  ] as const;
  for (const [colorScheme, night] of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (night) await page.getByRole('button', { name: 'Nuit' }).click();
    const theme = night ? 'night' : colorScheme;
    for (const rules of ['all', 'enhanced'] as const)
      found.push(...(await violations(page, rules)).map((line) => `${name}, ${theme}: ${line}`));
    found.push(...(await smallTargets(page)).map((line) => `${name}, ${theme}: ${line}`));
    if (process.env.RELAIS_PICTURES)
      for (const viewport of [PHONE, TABLET, DESK]) {
        await page.setViewportSize(viewport);
        await page.waitForTimeout(150);
        await picture(page, `${name}-${viewport.width}-${theme}`, false);
      }
    await page.setViewportSize(PHONE);
  }
  await page.getByRole('button', { name: 'Jour' }).click();
  return found;
}
const PHONE = { width: 360, height: 740 };
const TABLET = { width: 820, height: 1180 };
const DESK = { width: 1440, height: 900 };

/** What is pressed on an emergency screen and is less than 64 px; the demonstration reader is no part of it. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')]
      .filter((element) => !element.closest('aside, [popover], .skip') && element.checkVisibility())
      .filter((element) => !element.matches('.skip, [type="file"]'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.height < 63.5 || box.width < 63.5))
      .map(
        ({ element, box }) =>
          `${element.tagName} «${(element.textContent ?? '').trim().slice(0, 30)}» ${Math.round(box.width)} × ${Math.round(box.height)}`,
      ),
  );

/** Rows of drafts in the vaults of this browser. */
const draftsOn = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('no answer of the database'));
      });
    let rows = 0;
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('relais-vault-')) continue;
      const db = await done(indexedDB.open(name));
      rows += await done(db.transaction('drafts').objectStore('drafts').count());
      db.close();
    }
    return rows;
  });
