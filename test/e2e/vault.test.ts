import { enter, PASSPHRASE, signIn, unlock } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { addVirtualAuthenticator } from '#test/support/webauthn/virtual-authenticator.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const NEW_PASSPHRASE = 'cinq autres mots sans lien';
const databases = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
const professionals = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('relais-device');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const count = opening.result.transaction('professionals').objectStore('professionals').count();
          count.onsuccess = () => {
            opening.result.close();
            resolve(count.result);
          };
        };
      }),
  );

/** Unlocking, locking, and what stays on a device, in a real browser. */
describe.skipIf(!hasChromium())('the vault of a device', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice();
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });
  const step = steps('vault', () => ({ device }));
  const page = (): Page => device.page();
  const main = (): Locator => page().getByRole('main');
  const button = (name: string): Locator => main().getByRole('button', { name, exact: true });
  const seen: string[] = [];
  const lock = () => page().getByRole('button', { name: 'Verrouiller' }).first().click();
  const confirm = async (passphrase = PASSPHRASE): Promise<void> => {
    await main().getByLabel('Phrase secrète', { exact: true }).fill(passphrase);
    await button('Confirmer').click();
  };

  step('a passkey is added from the page of the vault, and opens it after a lock', async () => {
    await enter(page(), demo.origin, 'Solène RIVOIRE', '1234');
    await page().getByRole('button', { name: 'Compte' }).first().click();
    await page().getByRole('link', { name: 'Coffre' }).click();
    await button('Une clé d’accès').waitFor();
    seen.push(...(await look(page(), 'vault-ways')));
    await button('Une clé d’accès').click();
    await main().getByLabel('Nom de la clé').fill('Tablette');
    seen.push(...(await look(page(), 'vault-add-passkey')));
    await addVirtualAuthenticator(page(), { prf: true });
    await confirm();
    await main()
      .getByText(/Tablette/)
      .first()
      .waitFor();
    await lock();
    await button('Ouvrir avec ma clé d’accès').click();
    await page().getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
  });

  step('the passphrase is changed: the old one opens nothing, the new one does', async () => {
    await page().getByRole('button', { name: 'Compte' }).first().click();
    await page().getByRole('link', { name: 'Coffre' }).click();
    await button('Changer').click();
    await main().getByLabel('Nouvelle phrase secrète').fill(NEW_PASSPHRASE);
    await main().getByLabel('La même phrase, une seconde fois').fill(NEW_PASSPHRASE);
    await confirm();
    await page().getByText('C’est fait', { exact: true }).waitFor();
    await lock();
    await unlock(page());
    await page().getByText('Ce n’est pas la bonne phrase secrète').first().waitFor();
    await unlock(page(), NEW_PASSPHRASE);
    await page().getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
  });

  step('a second tab locks with the first', async () => {
    const second = await device.tab();
    await second.goto(demo.origin);
    await unlock(second, NEW_PASSPHRASE);
    await second.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
    await lock();
    await second.getByLabel('Phrase secrète', { exact: true }).waitFor();
    await second.close();
  });

  step('wrong phrases make the next one wait, after a reload too', async () => {
    for (let n = 0; n < 4; n++) {
      await unlock(page(), `pas la bonne ${n}`);
      if (n < 2) await page().getByText('Ce n’est pas la bonne phrase secrète').first().waitFor();
      else break;
    }
    await page()
      .getByText(/Prochain essai dans/)
      .waitFor();
    await page().reload();
    await page()
      .getByText(/Prochain essai dans/)
      .waitFor();
    await page()
      .getByText(/Prochain essai dans/)
      .waitFor({ state: 'detached' });
    await unlock(page(), NEW_PASSPHRASE);
    await page().getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
  });

  step('another professional has a vault of their own, and sees nothing of the first', async () => {
    await page().getByRole('button', { name: 'Compte' }).first().click();
    await page()
      .getByRole('button', { name: 'Me déconnecter' })
      .or(page().getByRole('button', { name: 'Se déconnecter' }))
      .first()
      .click();
    await page().getByLabel('Phrase secrète', { exact: true }).waitFor();
    await enter(page(), demo.origin, 'Maëlle KERMADEC', '3456');
    expect(await main().getByText('Solène').count()).toBe(0);
    const vaults = (await databases(page())).filter((name) => name.startsWith('relais-vault-'));
    expect(vaults).toHaveLength(2);
    expect(await professionals(page())).toBe(2);
  });

  step('left no fault of access on its screens', () => expect(seen).toEqual([]));
});

describe.skipIf(!hasChromium())('a shared workstation', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice();
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });
  const step = steps('shared', () => ({ device }));
  const page = (): Page => device.page();
  const begin = async (): Promise<void> => {
    await signIn(page(), demo.origin, 'Solène RIVOIRE', '1234');
    await page().getByLabel('Poste partagé : ne rien garder').check();
    await page().getByRole('button', { name: 'Continuer sans rien garder' }).click();
    await page().getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
  };
  const nothingLeft = async (): Promise<void> => {
    const left = async () => (await databases(page())).filter((name) => /^relais-(vault|cache)-/.test(name));
    await expect.poll(left, { timeout: 20_000 }).toEqual([]);
    expect(await professionals(page())).toBe(0);
  };

  step('keeps nothing after a lock', async () => {
    await begin();
    await page().getByRole('button', { name: 'Verrouiller' }).first().click();
    await nothingLeft();
  });

  step('keeps nothing after the browser was ended in the middle', async () => {
    await begin();
    await device.restart();
    await page().goto(demo.origin);
    await nothingLeft();
    expect(device.complaints).toEqual([]);
  });
});
