import { PASSPHRASE } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { allSent, documentLink } from '#test/support/browser/dossier-acts.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** The whole job without a pointer: Tab, Enter, Space, and what is typed. */
describe.skipIf(!hasChromium())('the whole job by keyboard', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice({ width: 1440, height: 900 });
    await device.page().goto(demo.origin);
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });
  const step = steps('keyboard', () => ({ device }));

  /** Walks forward to a control, and sees that the focus on it is shown and in sight. */
  async function to(target: Locator): Promise<void> {
    const page = device.page();
    await target.waitFor();
    for (let presses = 0; presses < 100; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    const seen = await target.evaluate((element) => {
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      const { top, bottom } = element.getBoundingClientRect();
      return {
        focused: element === document.activeElement,
        shown: outlineStyle !== 'none' || boxShadow !== 'none' || element.matches('label *'),
        inSight: bottom > 0 && top < innerHeight,
      };
    });
    expect(seen, String(target)).toEqual({ focused: true, shown: true, inSight: true });
  }

  async function press(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await to(target);
    await device.page().keyboard.press(key);
  }

  async function type(target: Locator, text: string): Promise<void> {
    await to(target);
    await device.page().keyboard.press('Control+A');
    await device.page().keyboard.type(text);
  }

  const button = (name: string | RegExp) => device.page().getByRole('button', { name, exact: true });
  const main = () => device.page().getByRole('main');

  async function insert(card: string): Promise<void> {
    const panel = device.page().getByRole('complementary', { name: 'Lecteur de démonstration' });
    await press(panel.getByRole('button', { name: /Lecteur de démonstration/ }));
    await press(panel.getByRole('button', { name: `Insérer ${card}` }));
    await panel.getByText(`carte : ${card}`).waitFor();
  }

  step('past the head of the page in one press', async () => {
    const page = device.page();
    await main().waitFor();
    await page.keyboard.press('Tab');
    await press(page.getByRole('link', { name: 'Aller au contenu' }));
    expect(await main().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  step('signing in, and protecting the device', async () => {
    const page = device.page();
    await press(main().getByRole('link', { name: 'Se connecter avec la CPS' }));
    await insert('Solène RIVOIRE');
    await type(page.getByLabel('Code de la carte CPS'), '1234');
    await press(main().getByRole('button', { name: 'Se connecter', exact: true }));
    await type(page.getByLabel('Nouvelle phrase secrète'), PASSPHRASE);
    await type(page.getByLabel('La même phrase, une seconde fois'), PASSPHRASE);
    await press(button('Créer le coffre'));
    await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
  });

  step('reading a card, which opens the dossier', async () => {
    await press(main().getByRole('link', { name: 'Lire la carte Vitale' }));
    await insert('TCHITCHI Catarina');
    await device.page().getByLabel('Titulaire du dossier').getByText('TCHITCHI').waitFor();
  });

  step('reading a document, larger and as text', async () => {
    const page = device.page();
    await press(documentLink(page, 'Lettre de sortie'));
    await page.locator('canvas').first().waitFor();
    await press(button('Agrandir'));
    await press(button('Lire en texte'), 'Space');
    await page
      .getByText(/Évolution favorable/)
      .first()
      .waitFor();
  });

  step('writing a note', async () => {
    const page = device.page();
    await press(page.getByRole('link', { name: 'Ajouter un document' }).first());
    await press(button(/Écrire une note/), 'Space');
    await type(page.getByLabel('Texte de la note'), 'Écrit sans souris.');
    await page.keyboard.press('Shift+Tab');
    await type(page.getByLabel('Titre', { exact: true }), 'Au clavier');
    await press(button('Continuer'));
    await press(
      main()
        .getByRole('group', { name: 'Type de document' })
        .getByRole('listitem')
        .getByRole('button')
        .first(),
      'Space',
    );
    await press(button('Ajouter au dossier'));
    await documentLink(page, 'Au clavier').waitFor();
    await allSent(page);
  });

  step('leaving it locked', async () => {
    const page = device.page();
    await press(button('Verrouiller'));
    await page.getByLabel('Phrase secrète', { exact: true }).waitFor();
    await type(page.getByLabel('Phrase secrète', { exact: true }), PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
    expect(device.complaints).toEqual([]);
  });
});
