import type { DossierId } from '#base/brand.ts';
import { enter, unlockHere } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { documentLink, openFromServer, openKept } from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { dayBefore, largeDossier, provideNote, READER } from '#test/support/http/large-dossier.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { whileStopped } from '#test/support/http/stopped-demo.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';

const HOUR_MS = 3600_000;
const MANY = 500;

describe.skipIf(!hasChromium())('the documents of a dossier as a timeline', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  let dossierId: DossierId;
  beforeAll(async () => {
    demo = await demoProcess();
    dossierId = await whileStopped(demo, async ({ deviceOf }) =>
      largeDossier(await deviceOf('cps-generaliste'), await deviceOf('cps-infirmiere'), MANY),
    );
    await demo.start();
    device = await browserDevice({ width: 1440, height: 900 });
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });
  const step = steps('timeline', () => ({ device }));
  const main = (page: Page) => page.getByRole('main');
  const rows = (page: Page) => main(page).locator('[data-document]');
  const chip = (page: Page, words: string) =>
    main(page).getByRole('button', { name: new RegExp(`^${words} \\d+$`) });
  const shown = (page: Page, words: string | RegExp) =>
    main(page).getByRole('status').filter({ hasText: words }).first().waitFor();

  async function chooseOrder(page: Page, label: string): Promise<void> {
    const order = page.getByLabel('Ranger par');
    if (!(await order.isVisible())) await page.getByText('Ranger, choisir une période').click();
    await order.selectOption({ label });
  }

  step(
    'five hundred are on the page a screen at a time, under their months, and say where they stand',
    async () => {
      const page = device.page();
      await enter(page, demo.origin, 'Solène RIVOIRE', '1234');
      await openFromServer(page, READER.familyName);
      await shown(page, `${MANY} sur ${MANY + 1} documents`);
      await documentLink(page, 'Bilan relu').first().waitFor();
      expect(await rows(page).count()).toBeLessThan(60);
      await main(page)
        .getByRole('heading', { level: 2, name: /20\d\d/ })
        .first()
        .waitFor();
      const [first] = await rows(page).all();
      expect(await first?.getAttribute('aria-posinset')).toBe('1');
      expect(Number(await first?.getAttribute('aria-setsize'))).toBeGreaterThan(0);
      expect(await look(page, 'timeline-many')).toEqual([]);
    },
  );

  step('the keyboard walks through all of them, further than what was there at first', async () => {
    const page = device.page();
    await rows(page).first().getByRole('link').focus();
    for (let n = 0; n < 90; n++) await page.keyboard.press('ArrowDown');
    const focused = page.locator(':focus');
    await vi.waitFor(async () => expect(await focused.textContent()).toMatch(/Note (8|9)\d/));
    await page.keyboard.press('Tab');
    expect(await focused.getAttribute('aria-label')).toMatch(/^Ajouter «.Note [89]\d.» aux favoris$/);
  });

  step('a star is kept over a lock, and filters', async () => {
    const page = device.page();
    await page.keyboard.press('Enter');
    await chip(page, 'Favoris').waitFor();
    await chip(page, 'Favoris').click();
    await shown(page, `1 sur ${MANY + 1} documents`);
    await page.reload();
    await unlockHere(page);
    await chip(page, 'Favoris').waitFor();
    await chip(page, 'Favoris').click();
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(1);
  });

  step('a filter stays while one goes to a document and back; «tout afficher» brings all', async () => {
    const page = device.page();
    await page.setViewportSize({ width: 360, height: 740 });
    await rows(page).first().getByRole('link').click();
    await main(page).getByRole('link', { name: 'Documents', exact: true }).click();
    await shown(page, `1 sur ${MANY + 1} documents`);
    await page.getByRole('button', { name: 'Tout afficher' }).click();
    await shown(page, new RegExp(`^${MANY + 1} documents$`));
    await page.getByRole('button', { name: 'Revenir à la liste habituelle' }).click();
    await shown(page, `${MANY} sur ${MANY + 1} documents`);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  step('they are arranged by kind, specialty, author and stay', async () => {
    const page = device.page();
    const heading = (name: string | RegExp) => main(page).getByRole('heading', { level: 2, name }).first();
    for (const [label, name] of [
      ['Auteur', /KERMADEC/],
      ['Spécialité', /Médecin/],
      ['Séjour ou venue', 'Hors séjour ou venue'],
      ['Genre', /Comptes? rendus?/i],
    ] as const) {
      await chooseOrder(page, label);
      await heading(name).waitFor();
    }
    expect(await look(page, 'timeline-by-kind')).toEqual([]);
    await chooseOrder(page, 'Date');
  });

  step('a replaced document tells its version, and two stand side by side', async () => {
    const page = device.page();
    const row = rows(page).filter({ hasText: 'Bilan relu' });
    await row.getByText(/^Version 2 · remplace celle du /).waitFor();
    await row.getByRole('link').click();
    const versions = page.getByRole('navigation', { name: 'Versions de ce document' });
    await versions.getByRole('link', { name: /^Version 1/ }).waitFor();
    await versions.getByRole('link', { name: 'Comparer les versions' }).click();
    await page.getByRole('heading', { name: 'Ce qui change' }).waitFor();
    const [first, second] = ['Version 1', 'Version 2'].map((name) =>
      page.getByRole('region', { name, exact: true }),
    );
    await first?.getByText('Premier texte du bilan.').waitFor();
    await second?.getByText('Second texte du bilan.').waitFor();
    const found = await look(page, 'versions');
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await first?.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Version 1', exact: true }).click();
    await first?.getByText('Premier texte du bilan.').waitFor();
    expect(await second?.isVisible()).toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(found).toEqual([]);
  });

  step(
    'what somebody else added since the last visit is new, after half an hour without opening',
    async () => {
      const page = device.page();
      await demo.stop();
      await whileStopped(demo, async ({ deviceOf }) => {
        const given = { title: 'Tout dernier avis', createdAt: dayBefore(0), n: 1 };
        await provideNote(await deviceOf('cps-generaliste'), dossierId, given);
      });
      await demo.start();
      await page.clock.install({ time: Date.now() + HOUR_MS });
      await page.goto(demo.origin);
      await unlockHere(page);
      await openKept(page, READER.familyName);
      const row = rows(page).filter({ hasText: 'Tout dernier avis' });
      await row.getByText('Nouveau', { exact: true }).waitFor();
      await chip(page, 'Nouveaux').click();
      await shown(page, `1 sur ${MANY + 2} documents`);
      expect(await look(page, 'timeline-new')).toEqual([]);
      expect(
        device.complaints.filter((line) => !/ERR_CONNECTION_REFUSED|Failed to fetch/.test(line)),
      ).toEqual([]);
    },
  );
});
