import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { enter } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import {
  addVirtualAuthenticator,
  type VirtualAuthenticator,
} from '#test/support/webauthn/virtual-authenticator.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

const PATIENCE = { timeout: 20_000 };
const GS = '\u001d';
/** The test patient of the ANS, as her card has her; she has a dossier in the demonstration. */
const BRACELET =
  'IS010000000000000000000000S1279035121518989S21.2.250.1.213.1.4.10' +
  `S3DOMINIQUE${GS}S4PAT-TROIS${GS}S5FS628-03-1979S751215`;

async function pictureOf(text: string): Promise<Buffer> {
  const program = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm');
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(program)).buffer } });
  const { image } = await writeBarcode(text, { format: 'DataMatrix', scale: 5 });
  return Buffer.from((await image?.arrayBuffer()) ?? new ArrayBuffer(0));
}

/** A passkey on a phone proves who asks, and the code on a bracelet says for whom. */
describe.skipIf(!hasChromium())('break-glass with a passkey and a datamatrix', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  let authenticator: VirtualAuthenticator;
  const seen: string[] = [];
  const page = (): Page => device.page();
  const main = (): Locator => page().getByRole('main');
  const button = (name: string): Locator => main().getByRole('button', { name, exact: true });
  /** There once a code was read, and until the next one is looked for. */
  const readAgain = (): Locator => button('Lire le code INS');
  const shows = (text: string | RegExp) => page().getByText(text).first().waitFor();
  const step = steps('passkey', () => ({ device }));

  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice({ width: 390, height: 844 });
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });

  step(
    'an emergency doctor without a camera is told so, and reads the code with a hand scanner',
    async () => {
      await enter(page(), demo.origin, 'Idriss BELCASTEL', '2345');
      await page().goto(`${demo.origin}/urgence`);
      await button('Code INS').click();
      await shows('Pas d’appareil photo ici');
      seen.push(...(await look(page(), 'scan-no-camera')));
      const field = main().getByLabel('Douchette, ou texte du code');
      await field.fill('3400930000000\n');
      await shows('Ce code n’est pas un code INS lisible');
      // a keyboard has no key for the separator: it is lost on the way
      await field.fill(`${BRACELET.replaceAll(GS, '')}\n`);
      await shows('Code INS lu');
    },
  );

  step('a photo of the code is read, and a photo of nothing is said to be one', async () => {
    await readAgain().click();
    await shows('Pas d’appareil photo ici');
    const photo = (buffer: Buffer) => ({ name: 'photo.png', mimeType: 'image/png', buffer });
    const input = main().locator('input[type=file]');
    await input.setInputFiles(photo(Buffer.from('no picture')));
    await shows('Ce fichier n’est pas une photo lisible');
    await input.setInputFiles(photo(readFileSync('static/icons/relais-192.png')));
    await shows('Aucun code lisible sur cette photo');
    await input.setInputFiles(photo(await pictureOf(BRACELET)));
    await readAgain().waitFor();
  });

  step('the camera reads the code, and is off again', async () => {
    const stopped = await filmed(page(), await pictureOf(BRACELET));
    await readAgain().click();
    // nobody else leaves the reading than a code that was read
    await expect.poll(stopped, PATIENCE).toBe(true);
    await readAgain().waitFor();
  });

  step('the camera shows what it sees, and goes off when the reading is left', async () => {
    const stopped = await filmed(page(), readFileSync('static/icons/relais-192.png'));
    await readAgain().click();
    await shows('Visez le carré de points');
    seen.push(...(await look(page(), 'scan-camera')));
    expect(await stopped()).toBe(false);
    await button('Annuler').click();
    await expect.poll(stopped, PATIENCE).toBe(true);
  });

  step('a passkey is registered', async () => {
    await page().goto(`${demo.origin}/cles`);
    await shows('Aucune clé d’accès');
    authenticator = await addVirtualAuthenticator(page());
    await main().getByLabel('Nom de la clé').fill('Téléphone de garde');
    await button('Enregistrer une clé sur cet appareil').click();
    await main().getByText('Téléphone de garde', { exact: true }).waitFor();
    await shows(/jamais utilisée/);
  });

  step('the same authenticator is not registered twice', async () => {
    await main().getByLabel('Nom de la clé').fill('Encore une fois');
    await button('Enregistrer une clé sur cet appareil').click();
    await expect.poll(() => main().getByLabel('Nom de la clé').inputValue(), PATIENCE).toBe('');
    expect(await main().getByRole('button', { name: 'Retirer' }).count()).toBe(1);
  });

  step('a finger that is not its person’s opens nothing', async () => {
    await page().goto(`${demo.origin}/urgence`);
    await button('Code INS').click();
    await main().getByLabel('Douchette, ou texte du code').fill(`${BRACELET}\n`);
    await shows('Code INS lu');
    await button('Inconscience').click();
    await button('Avec ma clé d’accès').click();
    await authenticator.verifies(false);
    await button('Ouvrir le dossier').click();
    await shows('La confirmation a été interrompue');
    expect(new URL(page().url()).pathname).toBe('/urgence');
  });

  step('the passkey opens the dossier of whom the code names', async () => {
    await authenticator.verifies(true);
    await button('Ouvrir le dossier').click();
    await page().getByLabel('Titulaire du dossier').getByText('PAT-TROIS').waitFor();
    expect(new URL(page().url()).pathname).toMatch(/^\/dossier\//);
  });

  step('the use stands in the list, and a passkey that is removed is gone', async () => {
    await page().goto(`${demo.origin}/urgence`);
    await button('Avec ma clé d’accès').waitFor();
    seen.push(...(await look(page(), 'emergency-passkey')));
    await page().goto(`${demo.origin}/cles`);
    await shows(/utilisée le/);
    seen.push(...(await look(page(), 'passkeys')));
    await button('Retirer').click();
    await shows('Aucune clé d’accès');
    await page().goto(`${demo.origin}/urgence`);
    await button('Inconscience').waitFor();
    expect(await button('Avec ma clé d’accès').count()).toBe(0);
  });

  step('left no fault of access on its screens, and no complaint', () => {
    expect(seen).toEqual([]);
    expect(device.complaints).toEqual([]);
  });
});

/** From now on the page's camera films a picture; tells whether it was stopped. */
async function filmed(page: Page, picture: Buffer): Promise<() => Promise<boolean>> {
  await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [640, 480];
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      const draw = (): void => {
        context.fillStyle = 'white';
        context.fillRect(0, 0, 640, 480);
        context.drawImage(image, 160, 140);
      };
      draw();
      setInterval(draw, 100);
      const stream = canvas.captureStream(10);
      Object.assign(window, { filmed: stream });
      navigator.mediaDevices.getUserMedia = () => Promise.resolve(stream);
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
  return () =>
    page.evaluate(() => {
      const stream: unknown = Reflect.get(window, 'filmed');
      return (
        stream instanceof MediaStream && stream.getTracks().every((track) => track.readyState === 'ended')
      );
    });
}
