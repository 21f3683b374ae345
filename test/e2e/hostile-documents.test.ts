import { utf8 } from '#base/bytes.ts';
import { enter } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  addFile,
  chooseFile,
  chosenFile as file,
  documentLink,
  openFromServer,
  type ChosenFile,
} from '#test/support/browser/dossier-acts.ts';
import {
  cdaAround,
  hostileCda,
  hostileHtmlCda,
  hostileMediaCda,
  hostilePdf,
  hostileRtf,
  pdfAndPage,
  pngBomb,
  scriptedSvg,
} from '#test/support/documents/hostile.ts';
import { CATARINA, sampleCdaN1, sampleCdaN3 } from '#test/support/documents/samples.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The patient whose dossier is open. */
const PATIENT = { patient: CATARINA };

const inside = (mediaType: string, content: string): string =>
  cdaAround(sampleCdaN1(PATIENT), mediaType, utf8(content));

/** Addresses that the app itself asks for, whatever is in a document. */
const OURS = /^\/($|api\/|_app\/|dossier\/|service-worker\.js|shell$|manifest|icons?\/|favicon)/;

describe.skipIf(!hasChromium())('hostile documents on the screen', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  /** All that a document may have caused. */
  const heard: string[] = [];

  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice({ width: 1440, height: 900 });
    const page = device.page();
    await enter(page, demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(page, 'TCHITCHI');
    const context = page.context();
    // requests of workers too
    context.on('request', (request) => {
      const url = new URL(request.url());
      const own = url.origin === demo.origin && OURS.test(url.pathname);
      if (!own && url.protocol !== 'blob:') heard.push(`request ${request.url()}`);
    });
    context.on('page', (popup) => heard.push(`window ${popup.url()}`));
    page.on('dialog', (dialog) => {
      // the app asks before a page with work in it is left
      if (dialog.type() === 'beforeunload') return void dialog.accept();
      heard.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('download', (download) => heard.push(`download ${download.url()}`));
    page.on('frameattached', (frame) => heard.push(`frame ${frame.url()}`));
    page.on('framenavigated', (frame) => {
      if (!frame.url().startsWith(`${demo.origin}/dossier/`)) heard.push(`navigation ${frame.url()}`);
    });
    await page.evaluate(() => {
      Reflect.set(window, 'refusals', []);
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        const refusals: unknown = Reflect.get(window, 'refusals');
        if (Array.isArray(refusals)) refusals.push(`${violatedDirective} ${blockedURI}`);
      });
    });
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });

  /** What scripts of the documents would have left, and what the policy of the page had to stop. */
  const traces = () =>
    device.page().evaluate(() => ({
      ran: Reflect.get(window, 'ranHere') === undefined ? 'nothing' : 'a script of a document',
      refusals: JSON.stringify(Reflect.get(window, 'refusals')),
      strange: document.querySelectorAll(
        'iframe, object, embed, base, main script, main style, main form, main svg use, main [onclick], main [onload], main [onerror], main a[href^="javascript:"], main a[href*="elsewhere"], main img[src*="elsewhere"]',
      ).length,
    }));

  it.each<[title: string, make: () => ChosenFile, sign: string]>([
    [
      'Narration piégée',
      () => file('narration.xml', 'text/xml', hostileCda(sampleCdaN3(PATIENT))),
      'text=(https://elsewhere.invalid/lettre)',
    ],
    [
      'Fichiers dans les données',
      () => file('medias.xml', 'text/xml', hostileMediaCda(sampleCdaN3(PATIENT))),
      'article summary',
    ],
    [
      'Page au lieu de contenu',
      () => file('page.xml', 'text/xml', hostileHtmlCda(sampleCdaN1(PATIENT))),
      'article pre',
    ],
    [
      'Dessin avec un script',
      () => file('svg.xml', 'text/xml', inside('image/svg+xml', scriptedSvg)),
      'article pre',
    ],
    [
      'Archive dans un document',
      () => file('zip.xml', 'text/xml', inside('application/zip', 'PK\u0003\u0004\u0000<script>1</script>')),
      'text=Ce contenu ne s’affiche pas ici',
    ],
    [
      'Page en texte',
      () =>
        file(
          'page.txt',
          'text/plain',
          '<script>window.ranHere = 1</script><img src="https://elsewhere.invalid/x" onerror="alert(1)">',
        ),
      'article pre',
    ],
    ['Lettre avec un programme', () => file('lettre.txt', 'text/plain', hostileRtf), 'text=Lettre lisible'],
    [
      'Lettre dans un document',
      () => file('rtf.xml', 'text/xml', inside('text/rtf', hostileRtf)),
      'text=Lettre lisible',
    ],
    ['PDF avec des scripts', () => file('action.pdf', 'application/pdf', hostilePdf()), 'article canvas'],
    ['PDF et page à la fois', () => file('deux.pdf', 'application/pdf', pdfAndPage()), 'article canvas'],
    [
      'Image démesurée',
      () => file('bombe.png', 'image/png', pngBomb()),
      'text=Cette image est trop grande pour être affichée ici',
    ],
  ])('%s: read, opened, printed, and nothing happens', async (title, make, sign) => {
    const page = device.page();
    await addFile(page, make(), title);
    await documentLink(page, title).first().click();
    await page.locator(sign).first().waitFor();
    for (const summary of await page.locator('article summary').all()) await summary.click();
    await page.getByRole('button', { name: 'Imprimer', exact: true }).click();
    await page
      .locator('.print-sheet')
      .or(page.getByText('Ce document ne peut pas être imprimé d’ici'))
      .first()
      .waitFor({ state: 'attached' });
    expect(await traces()).toEqual({ ran: 'nothing', refusals: '[]', strange: 0 });
    expect(heard).toEqual([]);
    await page
      .getByRole('link', { name: /^Documents/ })
      .first()
      .click();
  });

  it('an entity bomb is refused before anything is read of it', async () => {
    const page = device.page();
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "${'ha'.repeat(500)}"><!ENTITY c "${'&b;'.repeat(500)}">]>`;
    await chooseFile(
      page,
      file('bombe.xml', 'text/xml', `${bomb}<ClinicalDocument xmlns="urn:hl7-org:v3">&c;</ClinicalDocument>`),
    );
    await page.getByText('Ce document CDA ne peut pas être lu').first().waitFor();
  });

  it('left the page whole: no script failed, and nobody else was asked', async () => {
    expect(await traces()).toEqual({ ran: 'nothing', refusals: '[]', strange: 0 });
    expect(heard).toEqual([]);
    expect(device.complaints).toEqual([]);
  });

  it('would have heard a script: one of the test itself is', async () => {
    const page = device.page();
    await page.evaluate(() => {
      const picture = new Image();
      picture.src = 'https://elsewhere.invalid/control.png';
      document.body.append(document.createElement('iframe'), picture);
      alert('control');
    });
    await expect
      .poll(async () => (await traces()).refusals)
      .toContain('https://elsewhere.invalid/control.png');
    expect(heard.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(['dialog', 'frame']));
  });
});
