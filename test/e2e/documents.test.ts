import { CATARINA, sampleCdaN1, sampleCdaN3, samplePdf } from '#test/support/documents/samples.ts';
import { enter } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  allSent,
  chooseFile,
  chosenFile as file,
  chooseType,
  documentLink,
  openFromServer,
  type ChosenFile,
} from '#test/support/browser/dossier-acts.ts';
import { hostileCda, hostileHtmlCda, hostilePdf, scriptedSvg } from '#test/support/documents/hostile.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MEGABYTE = 1024 * 1024;
const largePdf = (size: number): Buffer =>
  Buffer.concat([Buffer.from(samplePdf()), Buffer.alloc(size, '%'), Buffer.from('\n%%EOF\n')]);

describe.skipIf(!hasChromium())('documents that are not what they should be', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  const outside: string[] = [];
  const uploads: string[] = [];
  const dialogs: string[] = [];
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice({ width: 1440, height: 900 });
    const page = device.page();
    await enter(page, demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(page, 'TCHITCHI');
    await allSent(page);
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== demo.origin && !/^(blob|data):$/.test(url.protocol)) outside.push(request.url());
      if (url.pathname.startsWith('/api/uploads')) uploads.push(request.method());
    });
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });

  /** Back to the list; what was begun is given up. */
  async function leave(): Promise<void> {
    const page = device.page();
    const accept = (dialog: { accept(): Promise<void> }): void => void dialog.accept();
    page.on('dialog', accept);
    await page.getByRole('link', { name: 'Documents', exact: true }).click();
    await page.getByText('Chercher dans les documents').waitFor();
    page.off('dialog', accept);
  }

  async function add(title?: string): Promise<void> {
    const page = device.page();
    if (title !== undefined) await page.getByLabel('Titre', { exact: true }).fill(title);
    await chooseType(page);
    await page.getByRole('button', { name: 'Ajouter au dossier' }).click();
    await page.getByText('Chercher dans les documents').waitFor();
  }

  describe('refused before anything is sent', () => {
    const bomb = [
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
      '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><ClinicalDocument xmlns="urn:hl7-org:v3">&c;</ClinicalDocument>',
    ].join('');
    const cut = samplePdf().slice(0, 300);
    it.each<[string, () => ChosenFile, string]>([
      ['an empty file', () => file('vide.pdf', 'application/pdf', ''), 'Ce fichier est vide'],
      ['a truncated PDF', () => file('coupé.pdf', 'application/pdf', cut), 'Ce fichier est incomplet'],
      [
        'a PDF that is not one',
        () => file('lettre.pdf', 'application/pdf', 'Chère consœur,'),
        'Ce fichier n’est pas ce que dit son nom',
      ],
      [
        'an SVG called PNG',
        () => file('photo.png', 'image/png', scriptedSvg),
        'Ce fichier n’est pas ce que dit son nom',
      ],
      [
        'a file over 25 MB',
        () => file('radio.pdf', 'application/pdf', largePdf(25 * MEGABYTE)),
        'Ce fichier est trop gros',
      ],
      [
        'a kind that no dossier takes',
        () => file('tableau.xlsx', 'application/zip', 'PK\u0003\u0004'),
        'Ce genre de fichier n’est pas accepté',
      ],
      [
        'a malformed CDA',
        () => file('cda.xml', 'text/xml', sampleCdaN3().slice(0, 900)),
        'Ce document CDA ne peut pas être lu',
      ],
      ['an entity bomb', () => file('bombe.xml', 'text/xml', bomb), 'Ce document CDA ne peut pas être lu'],
    ])('%s', async (_name, make, message) => {
      const page = device.page();
      const before = uploads.length;
      await chooseFile(page, make());
      await page.getByText(message).first().waitFor();
      await page.getByText('Rien n’a été ajouté au dossier ni envoyé').first().waitFor();
      expect(await page.getByRole('button', { name: 'Ajouter au dossier' }).count()).toBe(0);
      expect(uploads.length).toBe(before);
      await leave();
    });
  });

  it('a document of somebody else needs a reason, and is then taken with it', async () => {
    const page = device.page();
    await chooseFile(page, file('autre.xml', 'text/xml', sampleCdaN1()));
    await page.getByText('Ce document semble être celui d’une autre personne').waitFor();
    await page.getByText('le nom de famille diffère').waitFor();
    await page.getByRole('button', { name: 'Ajouter au dossier' }).click();
    await page.getByText(/Dites pourquoi ce document est bien celui du titulaire/).waitFor();
    expect(uploads).toEqual([]);
    await page.getByRole('button', { name: 'Faute de frappe dans le document' }).click();
    await add('Pièce d’un autre nom');
    await allSent(page);
    await documentLink(page, 'Pièce d’un autre nom').click();
    await page.getByText('Raison donnée par le déposant : « Faute de frappe dans le document »').waitFor();
    await page.locator('canvas').first().waitFor();
  });

  it('a file name with path parts and control characters becomes a harmless title', async () => {
    const page = device.page();
    const name = '..\\..\\etc/pass\u202ewd\u0007_du_matin.txt';
    await chooseFile(page, file(name, 'text/plain', 'Rien à signaler.'));
    const title = page.getByLabel('Titre', { exact: true });
    await title.waitFor();
    expect(await title.inputValue()).toMatch(/^[\p{L}\p{N} ]+$/u);
    expect(await title.inputValue()).toContain('du matin');
    await leave();
  });

  it('20 MB travel with progress, stop when asked, wait, and arrive when sent again', async () => {
    const page = device.page();
    const network = await page.context().newCDPSession(page);
    const throttle = (uploadThroughput: number) =>
      network.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await network.send('Network.enable');
    await throttle(2 * MEGABYTE);
    await chooseFile(page, file('scanner.pdf', 'application/pdf', largePdf(20 * MEGABYTE)));
    await add('Scanner thoracique');
    const progress = page.getByRole('progressbar', { name: 'Envoi : Scanner thoracique' });
    await progress.waitFor();
    const sent = () => progress.evaluate((bar) => ('value' in bar ? Number(bar.value) : 0));
    await expect.poll(sent, { timeout: 20_000 }).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Arrêter' }).click();
    await page.getByText(/^Transfert arrêté/).waitFor();
    await progress.waitFor({ state: 'detached' });
    await throttle(-1);
    await page
      .getByRole('link', { name: /Envois/ })
      .first()
      .click();
    await page.getByRole('main').getByText('Scanner thoracique').waitFor();
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click();
    await allSent(page);
    await page.getByText('Rien à envoyer').waitFor();
    await page.goBack();
    await documentLink(page, 'Scanner thoracique').click();
    await page.locator('canvas').first().waitFor();
    await network.detach();
  });

  describe('hostile once it is on the screen', () => {
    it.each<[string, () => ChosenFile, string]>([
      [
        'a structured CDA with scripts, frames and pictures from elsewhere in its narrative',
        () => file('piège.xml', 'text/xml', hostileCda(sampleCdaN3({ patient: CATARINA }))),
        'article h4',
      ],
      [
        'a CDA whose content is a web page: shown as the text that it is',
        () => file('page.xml', 'text/xml', hostileHtmlCda(sampleCdaN1({ patient: CATARINA }))),
        'article pre',
      ],
      [
        'a PDF with a script that runs when it opens',
        () => file('action.pdf', 'application/pdf', hostilePdf()),
        'canvas',
      ],
      [
        'a text that is a web page',
        () =>
          file('page.txt', 'text/plain', '<script>alert(1)</script><img src="https://elsewhere.invalid/x">'),
        'article pre',
      ],
    ])('%s', async (name, make, sign) => {
      const page = device.page();
      const heard = (dialog: { message(): string; dismiss(): Promise<void> }): void => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      };
      await chooseFile(page, make());
      await page.getByLabel('Titre', { exact: true }).waitFor();
      await add(name);
      page.on('dialog', heard);
      await documentLink(page, name).click();
      await page.locator(sign).first().waitFor();
      expect(await page.locator('article').locator('iframe, object, embed, script').count()).toBe(0);
      page.off('dialog', heard);
    });

    it('opened no dialog, asked nobody else, and failed no script', () => {
      expect(dialogs).toEqual([]);
      expect(outside).toEqual([]);
      expect(device.complaints).toEqual([]);
    });
  });
});
