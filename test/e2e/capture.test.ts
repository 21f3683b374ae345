import { createCanvas } from '@napi-rs/canvas';
import { concat } from '#base/bytes.ts';
import { enter } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { allSent, chooseType, documentLink, openFromServer } from '#test/support/browser/dossier-acts.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A sheet on a dark table, lying on its side as a phone writes it: Exif orientation 6 says to turn it clockwise. */
function photo(): Buffer {
  const canvas = createCanvas(800, 600);
  const context = canvas.getContext('2d');
  context.fillStyle = '#403830';
  context.fillRect(0, 0, 800, 600);
  context.fillStyle = '#f4f2ea';
  context.fillRect(80, 60, 640, 480);
  context.fillStyle = '#202020';
  for (let y = 120; y < 480; y += 40) context.fillRect(140, y, 500, 8);
  const jpeg = Uint8Array.from(canvas.encodeSync('jpeg', 90));
  return Buffer.from(concat(jpeg.subarray(0, 2), ORIENTATION_6, jpeg.subarray(2)));
}

/** APP1 Exif, little endian, one entry: 0112 (orientation), SHORT, 6. */
const ORIENTATION_6 = Uint8Array.from(
  Buffer.from(
    'ffe10022457869660000' + '49492a0008000000' + '0100' + '120103000100000006000000' + '00000000',
    'hex',
  ),
);

describe.skipIf(!hasChromium())('at the bedside', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice({ width: 800, height: 1200 });
    const page = device.page();
    await enter(page, demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(page, 'TCHITCHI');
    await allSent(page);
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });

  const adding = () => device.page().getByRole('link', { name: 'Ajouter un document' }).first().click();

  it('vital signs are typed and added with one button, and stand among the results', async () => {
    const page = device.page();
    await adding();
    await page.getByRole('button', { name: /Relevé ou soin/ }).click();
    // the form comes late, with the caret in its first field
    const first = page.getByLabel('Tension, systolique');
    await expect.poll(() => first.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('141');
    await page.getByLabel('Tension, diastolique').fill('83');
    await page.getByLabel('Température').fill('36,7');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await documentLink(page, 'Signes vitaux')
      .or(page.getByRole('main').getByText('Signes vitaux'))
      .first()
      .waitFor();
    await page
      .getByRole('navigation', { name: 'Vues du dossier' })
      .getByRole('link', { name: /^Résultats/ })
      .click();
    // with the pressures that other documents told before
    await page
      .getByRole('main')
      .getByText(/141\/83/)
      .first()
      .waitFor({ state: 'attached' });
    await page.getByRole('main').getByText(/36,7/).first().waitFor({ state: 'attached' });
  });

  it('two photographed pages are cut out, turned upright and become one PDF', async () => {
    const page = device.page();
    await page
      .getByRole('navigation', { name: 'Vues du dossier' })
      .getByRole('link', { name: /^Documents/ })
      .click();
    await adding();
    await page.getByRole('button', { name: /Photographier/ }).click();
    const choose = page.locator('input[type=file][accept="image/*"]');
    await choose.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo() });
    const result = page.getByRole('img', { name: 'Résultat' });
    await result.waitFor();
    const [width = 0, height = 0] = await result.evaluate((element) => {
      const canvas = element.querySelector('canvas') ?? element;
      return [Number(canvas.getAttribute('width')), Number(canvas.getAttribute('height'))];
    });
    // 640 × 480 of the picture, upright: within a few pixels
    expect(height / width).toBeGreaterThan(1.25);
    expect(height / width).toBeLessThan(1.42);
    const corner = page.getByRole('button', { name: /Coin en haut à gauche/ });
    const before = await corner.getAttribute('aria-label');
    await corner.press('Shift+ArrowRight');
    expect(await corner.getAttribute('aria-label')).not.toBe(before);
    await page.getByRole('button', { name: 'Garder la page' }).click();
    await choose.setInputFiles({ name: 'b.jpg', mimeType: 'image/jpeg', buffer: photo() });
    await page.getByRole('button', { name: 'Garder la page' }).click();
    await page.getByRole('button', { name: 'Utiliser ces 2 pages' }).click();
    await page.getByText(/^PDF, /).waitFor();
    await page.getByLabel('Titre', { exact: true }).fill('Ordonnance photographiée');
    await chooseType(page);
    await page.getByRole('button', { name: 'Ajouter au dossier' }).click();
    await documentLink(page, 'Ordonnance photographiée')
      .or(page.getByRole('main').getByText('Ordonnance photographiée'))
      .first()
      .waitFor();
    expect(device.complaints).toEqual([]);
  });
});
