import { choosePractice, createVault, enter, signIn } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { addNote, allSent, documentLink, openFromServer } from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const LOST = 'Cet appareil a été déclaré perdu';
/** The stream of a device whose session ended falls at its next sign of life. */
const AT_ITS_NEXT_CONTACT = { timeout: 60_000 };

/** Everything in the IndexedDB of a profile, as text, and the names of its databases. */
const storedIn = (page: Page): Promise<{ names: string[]; text: string }> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('no answer of the database'));
      });
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    const rows: unknown[] = [];
    for (const name of names) {
      const db = await done(indexedDB.open(name));
      for (const store of db.objectStoreNames)
        rows.push(store, await done(db.transaction(store).objectStore(store).getAll()));
      db.close();
    }
    return { names, text: JSON.stringify(rows) };
  });

/** A nurse loses her tablet, and has it wiped from the computer at her practice. */
describe.skipIf(!hasChromium())('a lost device', () => {
  let demo: DemoProcess;
  let tablet: BrowserDevice;
  let desk: BrowserDevice;
  let open: Page;
  let other: Page;
  const seen: string[] = [];
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    [tablet, desk] = await Promise.all([browserDevice({ width: 820, height: 1180 }), browserDevice()]);
  });
  afterAll(async () => {
    await Promise.all([tablet?.remove(), desk?.remove()]);
    await demo?.remove();
  });
  const step = steps('devices', () => ({ tablet, desk }));
  const main = (page: Page) => page.getByRole('main');
  const rows = () => main(desk.page()).getByRole('listitem');
  const lostRow = () => rows().filter({ hasNotText: 'cet appareil' }).filter({ hasText: /Chrom/ });

  step('holds the nurse’s dossiers, in two tabs', async () => {
    open = tablet.page();
    await enter(open, demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(open, 'TCHITCHI');
    await addNote(open, 'Avant la perte', 'Écrite sur la tablette.');
    await allSent(open);
    await documentLink(open, 'Avant la perte').waitFor();
    other = await tablet.tab();
    await other.goto(demo.origin);
    const { names, text } = await storedIn(open);
    expect(names.filter((name) => /^relais-(vault|cache)-/.test(name))).toHaveLength(2);
    expect(text).toContain('RIVOIRE');
  });

  step('sees that another device came', async () => {
    await enter(desk.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await other.reload();
    await other.getByText('1 nouvel appareil').filter({ visible: true }).first().waitFor();
  });

  step('is found in the list from the account menu, and what a wipe means is said before', async () => {
    const page = desk.page();
    await page
      .getByRole('button', { name: /Compte/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Mes appareils' }).click();
    await main(page).getByRole('heading', { level: 1, name: 'Mes appareils' }).waitFor();
    await lostRow().getByRole('button', { name: 'Effacer à distance' }).waitFor();
    expect(await rows().filter({ hasText: 'cet appareil' }).getByRole('button').count()).toBe(0);
    seen.push(...(await look(page, 'devices')));
    await lostRow().getByRole('button', { name: 'Effacer à distance' }).click();
    await page.getByRole('dialog').getByText('n’a pas encore été envoyé sera détruit').waitFor();
    seen.push(...(await look(page, 'devices-wipe')));
  });

  step('is reported lost, and destroys by itself what it held, in both tabs', async () => {
    const page = desk.page();
    await page.getByRole('button', { name: 'Effacer cet appareil' }).click();
    await lostRow().getByText('effacement demandé le').waitFor();
    await open.getByText(LOST).waitFor(AT_ITS_NEXT_CONTACT);
    await other.getByText(LOST).waitFor();
    expect(await documentLink(open, 'Avant la perte').count()).toBe(0);
  });

  step('holds nothing of the nurse any more', async () => {
    await expect
      .poll(async () => (await storedIn(open)).names.filter((name) => name !== 'relais-device'), {
        timeout: 20_000,
      })
      .toEqual([]);
    const { text } = await storedIn(open);
    for (const trace of ['RIVOIRE', '899700001011', 'TCHITCHI']) expect(text).not.toContain(trace);
    await open.goto(`${demo.origin}/coffre`);
    await main(open).waitFor();
    expect(await main(open).getByText('RIVOIRE').count()).toBe(0);
  });

  step('is shown as wiped', async () => {
    const page = desk.page();
    await expect
      .poll(async () => {
        await page.reload();
        await rows().first().waitFor();
        return lostRow().getByText('effacé le').count();
      }, AT_ITS_NEXT_CONTACT)
      .toBe(1);
    seen.push(...(await look(page, 'devices-wiped')));
  });

  step('found again, lets its nurse in as a new device', async () => {
    await signIn(open, demo.origin, 'Solène RIVOIRE', '1234');
    await choosePractice(open);
    await createVault(open);
    await desk.page().reload();
    await main(desk.page()).getByText('nouvel appareil').first().waitFor();
  });

  step('shows nothing that an axe rule or a script complains of', () => {
    expect(seen).toEqual([]);
    expect([...tablet.complaints, ...desk.complaints]).toEqual([]);
  });
});
