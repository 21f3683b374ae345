import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import { pdfText } from '#documents/text/pdf-text.ts';
import { enter } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  addFile,
  allSent,
  chosenFile,
  documentLink,
  openFromServer,
} from '#test/support/browser/dossier-acts.ts';
import { cdaAround } from '#test/support/documents/hostile.ts';
import { CATARINA, sampleCdaN1, sampleCdaN3, samplePng } from '#test/support/documents/samples.ts';
import { greyPage, writeTiff } from '#test/support/documents/tiff.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The patient whose dossier is open. */
const PATIENT = { patient: CATARINA };

/** Three pages; the second says it twice. */
async function threePages(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const lines of [['Glycémie du matin'], ['La GLYCÉMIE monte.', 'glycémie du soir'], ['Fin : glycémie']])
    lines.forEach((line, at) => {
      const page = at === 0 ? pdf.addPage([595, 842]) : pdf.getPage(pdf.getPageCount() - 1);
      page.drawText(line, { x: 60, y: 700 - at * 400, size: 14, font });
    });
  return pdf.save();
}

/** The words of each page of a PDF. */
async function sheetsOf(bytes: Uint8Array): Promise<string[]> {
  const whole = await PDFDocument.load(bytes);
  return Promise.all(
    whole.getPageIndices().map(async (at) => {
      const alone = await PDFDocument.create();
      const [page] = await alone.copyPages(whole, [at]);
      if (page) alone.addPage(page);
      const read = await pdfText(await alone.save());
      return read.ok ? read.value.text : '';
    }),
  );
}

describe.skipIf(!hasChromium())('a document that is read, searched, turned and printed', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;

  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice({ width: 1440, height: 900 });
    await enter(device.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(device.page(), 'TCHITCHI');
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });

  async function open(
    title: string,
    name: string,
    mimeType: string,
    content: Uint8Array | string,
  ): Promise<Page> {
    const page = device.page();
    await addFile(page, chosenFile(name, mimeType, content), title);
    await documentLink(page, title).first().click();
    await page.getByRole('heading', { name: title, level: 2 }).waitFor();
    return page;
  }

  /** What stands on each sheet of paper. */
  async function printed(page: Page): Promise<string[]> {
    const print = page.getByRole('button', { name: 'Imprimer', exact: true });
    await print.click();
    await page.locator('.print-sheet').waitFor({ state: 'attached' });
    await print.waitFor();
    return sheetsOf(await page.pdf({ format: 'A4' }));
  }

  it('a PDF: each hit is counted, reached and marked', async () => {
    const page = await open('Carnet de glycémie', 'carnet.pdf', 'application/pdf', await threePages());
    await page.getByRole('button', { name: 'Chercher', exact: true }).click();
    const field = page.getByRole('searchbox', { name: 'Chercher dans ce PDF' });
    await field.fill('glycemie');
    const says = (words: string) => page.getByRole('status').filter({ hasText: words }).waitFor();
    await says('1 sur 4');
    const current = page.locator('[data-page] .mark.current');
    const inView = () => current.evaluate((mark) => mark.getBoundingClientRect().top);
    await field.press('Shift+Enter');
    await says('4 sur 4');
    await expect.poll(inView).toBeGreaterThan(0);
    expect(await inView()).toBeLessThan(900);
    expect(await current.evaluate((mark) => mark.closest('[data-page]')?.getAttribute('data-page'))).toBe(
      '3',
    );
    await field.press('Enter');
    await says('1 sur 4');
    await field.fill('absent');
    await says('Aucun résultat');
    await field.press('Escape');
    expect(await page.locator('[data-page] .mark').count()).toBe(0);
    const back = page.getByRole('button', { name: 'Chercher', exact: true });
    await expect.poll(() => back.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('a PDF: on paper each page stands alone, under the name of its holder', async () => {
    const sheets = await printed(device.page());
    expect(sheets).toHaveLength(3);
    for (const sheet of sheets) {
      expect(sheet).toContain('TCHITCHI CATARINA');
      expect(sheet).toMatch(/Carnet de glycémie · Imprimé le .+ depuis Relais/);
      expect(sheet).not.toContain('Ajouter un document');
    }
  });

  it('a CDA: its head and its words, and nothing else of the screen', async () => {
    const page = await open('Fiche structurée', 'fiche.xml', 'text/xml', sampleCdaN3(PATIENT));
    const [sheet = '', ...others] = await printed(page);
    expect(others).toEqual([]);
    for (const words of [
      'TCHITCHI CATARINA',
      'Observations',
      'Plaie propre.',
      'Passage jeudi.',
      'Cabinet des Lilas',
    ])
      expect(sheet).toContain(words);
    for (const words of ['Imprimer', 'Enregistrer', 'Documents']) expect(sheet).not.toContain(words);
  });

  it('a text of several sheets: the name stands on each', async () => {
    const lines = Array.from({ length: 150 }, (_, at) => `Ligne ${at + 1}`).join('\n');
    const sheets = await printed(await open('Longue note', 'note.txt', 'text/plain', lines));
    expect(sheets.length).toBeGreaterThan(1);
    for (const sheet of sheets) expect(sheet).toContain('TCHITCHI CATARINA');
    expect(sheets.join('\n')).toContain('Ligne 150');
  });

  it('a picture: turned by its buttons and by keys, at the same zoom', async () => {
    const page = await open('Photo de plaie', 'plaie.png', 'image/png', samplePng());
    const size = () =>
      page
        .locator('article canvas')
        .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? [canvas.width, canvas.height] : []));
    await page.getByRole('button', { name: 'Agrandir' }).click();
    await page.getByRole('button', { name: 'Tourner à droite' }).click();
    expect(await size()).toEqual([8, 16]);
    await page.getByRole('button', { name: 'Tourner à gauche' }).click();
    await page.getByRole('region', { name: 'Contenu : Photo de plaie' }).press('r');
    expect(await size()).toEqual([8, 16]);
    await page.getByRole('status').filter({ hasText: '125 %' }).waitFor();
    expect(await printed(page)).toHaveLength(1);
  });

  it('a TIFF of several pages inside a CDA, and a file that only others open', async () => {
    const tiff = writeTiff([
      greyPage(3, 2, Uint8Array.of(0, 50, 100, 150, 200, 250)),
      greyPage(2, 2, Uint8Array.of(9, 8, 7, 6), { deflate: true }),
    ]);
    const page = await open(
      'Fax reçu',
      'fax.xml',
      'text/xml',
      cdaAround(sampleCdaN1(PATIENT), 'image/tiff', tiff),
    );
    const pixel = () =>
      page
        .locator('article canvas')
        .evaluate((canvas) =>
          canvas instanceof HTMLCanvasElement
            ? [canvas.width, ...(canvas.getContext('2d')?.getImageData(1, 0, 1, 1).data ?? [])]
            : [],
        );
    // once it is on the server it is shown anew, from its first page
    await allSent(page);
    await expect.poll(pixel, { timeout: 60_000 }).toEqual([3, 50, 50, 50, 255]);
    await page.getByRole('button', { name: 'Page suivante' }).click();
    await expect.poll(pixel, { timeout: 60_000 }).toEqual([2, 8, 8, 8, 255]);
    expect(await printed(page)).not.toHaveLength(0);

    const dicom = cdaAround(sampleCdaN1(PATIENT), 'application/dicom', Uint8Array.of(0, 1, 2, 3));
    await open('Radio', 'radio.xml', 'text/xml', dicom);
    await page.getByRole('button', { name: /^Enregistrer Radio\.dcm \(4\s/ }).waitFor();
  });

  it('leaves no complaint of the page', () => {
    expect(device.complaints).toEqual([]);
  });
});
