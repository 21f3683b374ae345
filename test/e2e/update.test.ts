import { enter, unlockHere } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  addNote,
  allSent,
  chooseFile,
  chooseType,
  documentLink,
  networkIsBack,
  openFromServer,
} from '#test/support/browser/dossier-acts.ts';
import { slowUploads } from '#test/support/browser/network.ts';
import { steps } from '#test/support/browser/steps.ts';
import { samplePdf } from '#test/support/documents/samples.ts';
import { nextBuild, type NextBuild } from '#test/support/http/next-build.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const MEGABYTE = 1024 * 1024;
/** On every page, and otherwise in each version. */
const BAND = 'Démonstration : personnes et cartes fictives';
const BAND_OF_SECOND = 'Démonstration, deuxième version';
const BAND_OF_THIRD = 'Démonstration, troisième version';
const PUSHES = /\/api\/trpc\/sync\.push/;

/** The server gets two newer versions, one after the other, while a nurse works in two tabs. */
describe.skipIf(!hasChromium())('a new version of the app', () => {
  let demo: DemoProcess;
  let second: NextBuild;
  let third: NextBuild;
  let nurse: BrowserDevice;
  let here: Page;
  let there: Page;
  beforeAll(async () => {
    second = nextBuild('0.1.1', [BAND, BAND_OF_SECOND]);
    third = nextBuild('0.1.2', [BAND, BAND_OF_THIRD]);
    demo = await demoProcess();
    await demo.start();
    nurse = await browserDevice();
    here = nurse.page();
    await enter(here, demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(here, 'TCHITCHI');
    await allSent(here);
  });
  afterAll(async () => {
    await nurse?.remove();
    await demo?.remove();
    second?.remove();
    third?.remove();
  });
  const step = steps('update', () => ({ nurse }));

  const prompt = (page: Page) => page.getByText('Une nouvelle version est prête');
  const accept = (page: Page) => page.getByRole('button', { name: 'Mettre à jour' }).click();

  async function serve({ build }: NextBuild): Promise<void> {
    await demo.kill();
    demo.runNext(build);
    await demo.start();
  }

  step('the very first page has the program from the device, without being opened again', async () => {
    await here.waitForFunction(() => navigator.serviceWorker.controller !== null);
    there = await nurse.tab();
    await there.goto(here.url());
    await unlockHere(there);
    await documentLink(there, 'Passage du matin').waitFor();
  });

  step('is offered in every open tab, and takes over in none by itself', async () => {
    await here.context().route(PUSHES, (route) => route.abort());
    await addNote(here, 'Écrite avant la mise à jour', 'Elle attend.');
    await serve(second);
    await networkIsBack(here);
    for (const tab of [here, there]) {
      await prompt(tab).waitFor();
      await tab.getByText(BAND).waitFor();
    }
    await here.getByText('1 à envoyer').filter({ visible: true }).first().waitFor();
  });

  step('accepted in one tab, it is in all of them, and what waited waits still', async () => {
    await accept(there);
    for (const tab of [here, there]) {
      await tab.getByText(BAND_OF_SECOND).waitFor();
      await prompt(tab).waitFor({ state: 'detached' });
      await unlockHere(tab);
      await tab.getByText('1 à envoyer').filter({ visible: true }).first().waitFor();
    }
  });

  step('what waited goes, once', async () => {
    await here.context().unroute(PUSHES);
    for (const tab of [here, there]) {
      await allSent(tab, 90_000);
      await documentLink(tab, 'Écrite avant la mise à jour').waitFor();
      expect(await documentLink(tab, 'Écrite avant la mise à jour').count()).toBe(1);
    }
  });

  step('accepted in the middle of an upload, it waits for its end', async () => {
    await serve(third);
    await networkIsBack(here);
    for (const tab of [here, there]) await prompt(tab).waitFor();
    for (const tab of [here, there]) await slowUploads(tab, MEGABYTE / 2);
    await chooseFile(here, { name: 'irm.pdf', mimeType: 'application/pdf', buffer: largePdf(4 * MEGABYTE) });
    await here.getByLabel('Titre', { exact: true }).fill('IRM du genou');
    await chooseType(here);
    await here.getByRole('button', { name: 'Ajouter au dossier' }).click();
    const progress = (tab: Page) => tab.getByRole('progressbar', { name: 'Envoi : IRM du genou' });
    await Promise.any([progress(here).waitFor(), progress(there).waitFor()]);
    const leads = (await progress(here).count()) > 0 ? here : there;
    await accept(leads);
    await leads.getByText('l’installation le suit').waitFor();
    await leads.getByText(BAND_OF_SECOND).waitFor();
    for (const tab of [here, there]) await slowUploads(tab, -1);
    for (const tab of [here, there]) {
      await tab.getByText(BAND_OF_THIRD).waitFor();
      await unlockHere(tab);
      await documentLink(tab, 'IRM du genou').waitFor();
      await allSent(tab);
      expect(await documentLink(tab, 'IRM du genou').count()).toBe(1);
    }
  });

  step('no script failed in any tab', () => {
    expect(nurse.complaints).toEqual([]);
  });
});

const largePdf = (size: number): Buffer =>
  Buffer.concat([Buffer.from(samplePdf()), Buffer.alloc(size, '%'), Buffer.from('\n%%EOF\n')]);
