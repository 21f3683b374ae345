import { enter, unlockHere } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  allSent,
  chooseType,
  controlled,
  documentLink,
  openFromServer,
} from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { samplePdf, samplePng } from '#test/support/documents/samples.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** In the bytes of the shared file, to be looked for on the disk. */
const MARK = 'marque-du-fichier-partage-6f1d';

/** What the system does when another app shares with this one, or opens a file with it, and what comes of it. */
describe.skipIf(!hasChromium())('a file from another app', () => {
  let demo: DemoProcess;
  let nurse: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    nurse = await browserDevice({ width: 360, height: 740 });
    const page = nurse.page();
    // Chromium at a desk hands opened files to a queue of the window; headless it does not, so the test holds its other end
    await page.addInitScript(heldLaunches);
    await enter(page, demo.origin, 'Solène RIVOIRE', '1234');
    await controlled(page);
    await openFromServer(page, 'TCHITCHI');
    await allSent(page);
  });
  afterAll(async () => {
    await nurse?.remove();
    await demo?.remove();
  });
  const step = steps('receive', () => ({ nurse }));
  const main = (page: Page) => page.getByRole('main');
  const holder = (page: Page) => main(page).getByRole('button', { name: /TCHITCHI/ });

  async function confirm(page: Page, title: string): Promise<void> {
    await page.getByLabel('Titre', { exact: true }).fill(title);
    await chooseType(page);
    await page.getByRole('button', { name: 'Ajouter au dossier' }).click();
  }
  async function add(page: Page, title: string): Promise<void> {
    await confirm(page, title);
    await documentLink(page, title).or(main(page).getByText(title)).first().waitFor();
  }

  step('is opened in the window that has the vault, and reaches the dossier that was chosen', async () => {
    const page = nurse.page();
    await page.evaluate((bytes) => window.heldLaunch?.(bytes), Array.from(samplePng()));
    await main(page).getByText('photo.png').waitFor();
    expect(await look(page, 'receive-open')).toEqual([]);
    await main(page)
      .getByLabel(/^Chercher par nom/)
      .fill('21/06/1936');
    await holder(page).click();
    await add(page, 'Plaie du jour');
    await allSent(page);
  });

  step(
    'is shared with another while the vault is locked: both wait in memory until it is open, and are added in turn',
    async () => {
      const page = nurse.page();
      await share(page, demo.origin, samplePdf(), Buffer.concat([samplePdf(), Buffer.from('\n%2\n')]));
      await main(page).getByText('lettre-2.pdf').waitFor();
      await main(page).getByText('Déverrouillez pour choisir le dossier').waitFor();
      expect(new URL(page.url()).pathname).toBe('/recevoir');
      expect(await look(page, 'receive-locked')).toEqual([]);
      await unlockHere(page);
      await holder(page).click();
      const another = main(page).getByText('Un autre fichier attend');
      await another.waitFor();
      await confirm(page, 'Lettre partagée');
      await another.waitFor({ state: 'detached' });
      await add(page, 'Seconde lettre');
      await documentLink(page, 'Lettre partagée').waitFor();
      await allSent(page);
    },
  );

  step('is not on the disk in clear', async () => {
    const page = nurse.page();
    const marked = Buffer.concat([samplePdf(), Buffer.from(`\n%${MARK}\n`)]);
    await share(page, demo.origin, marked);
    await main(page).getByText('lettre.pdf').waitFor();
    await nurse.close();
    expect(holdingFiles(nurse.profile)).toEqual([]);
    await nurse.restart();
  });

  step('is said to be lost where it is no longer there', async () => {
    const page = nurse.page();
    await page.goto(`${demo.origin}/recevoir?partage`);
    await main(page).getByText('Le fichier n’est pas arrivé').waitFor();
    expect(await look(page, 'receive-lost')).toEqual([]);
  });

  step('is refused in words where a server gets it, which reads none of it', async () => {
    const answer = await fetch(`${demo.origin}/recevoir`, {
      method: 'POST',
      body: formWith(new Blob(['%PDF'])),
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/recevoir?partage']);
    expect(nurse.complaints).toEqual([]);
  });
});

declare global {
  interface Window {
    /** The test's end of the queue. */
    heldLaunch?: (bytes: number[]) => void;
  }
}

/** In the page, before its own scripts. */
function heldLaunches(): void {
  type Launch = { targetURL: string; files: { getFile(): Promise<File> }[] };
  const setConsumer = (consume: (launch: Launch) => void): void => {
    window.heldLaunch = (bytes) => {
      const photo = new File([Uint8Array.from(bytes)], 'photo.png', { type: 'image/png' });
      consume({ targetURL: `${location.origin}/recevoir`, files: [{ getFile: async () => photo }] });
    };
  };
  Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
}

function formWith(file: Blob): FormData {
  const form = new FormData();
  form.append('fichiers', file, 'lettre.pdf');
  return form;
}

/** What the system does: a form posted to the share target, as a navigation of its own. */
async function share(page: Page, origin: string, ...files: readonly Uint8Array[]): Promise<void> {
  await page.goto(`${origin}/a-propos`);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.evaluate(
    (contents) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.enctype = 'multipart/form-data';
      form.action = '/recevoir';
      const field = document.createElement('input');
      field.type = 'file';
      field.name = 'fichiers';
      field.multiple = true;
      const chosen = new DataTransfer();
      for (const [index, content] of contents.entries())
        chosen.items.add(
          new File([Uint8Array.from(content)], index === 0 ? 'lettre.pdf' : `lettre-${index + 1}.pdf`, {
            type: 'application/pdf',
          }),
        );
      field.files = chosen.files;
      form.append(field);
      document.body.append(form);
      form.submit();
    },
    files.map((bytes) => Array.from(bytes)),
  );
  await page.waitForURL(/\/recevoir/);
}

/** Files below this folder that hold the mark. */
function holdingFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(MARK));
}
