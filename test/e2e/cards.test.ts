import { enter, insertCard, removeCard, signIn } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Cards that are not what the page waits for: each is refused by its name, with the way out. */
describe.skipIf(!hasChromium())('a card that cannot be used', () => {
  let demo: DemoProcess;
  let desk: BrowserDevice;
  let device: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    [desk, device] = await Promise.all([browserDevice(), browserDevice()]);
    await enter(desk.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await removeCard(desk.page());
    await desk.page().getByRole('link', { name: 'Lire la carte Vitale' }).click();
  });
  afterAll(async () => {
    await Promise.all([desk?.remove(), device?.remove()]);
    await demo?.remove();
  });

  const main = (page: Page) => page.getByRole('main');
  const shows = (page: Page, text: string | RegExp) => main(page).getByText(text).first().waitFor();
  /** Nothing of a refused card leads to a dossier. */
  const offersNothing = async (page: Page): Promise<void> => {
    expect(
      await main(page)
        .getByRole('button', { name: /Créer|L’ouvrir/ })
        .count(),
    ).toBe(0);
    expect(await main(page).getByText('sur cette carte').count()).toBe(0);
  };

  it('a Vitale 1 is recognised and refused, with the way out', async () => {
    const page = desk.page();
    await insertCard(page, 'Vitale 1 (1998)');
    await shows(page, 'Carte Vitale de première génération');
    await shows(page, /peut demander une carte Vitale 2 à sa caisse/);
    await offersNothing(page);
  });

  it('a mute card says so, and what to try', async () => {
    const page = desk.page();
    await insertCard(page, 'Carte muette');
    await shows(page, 'La carte ne répond pas');
    await shows(page, /essuyez la puce/);
    await offersNothing(page);
  });

  it('a CPS where a Vitale is wanted is named for what it is', async () => {
    const page = desk.page();
    await insertCard(page, 'Solène RIVOIRE');
    await shows(page, 'C’est une carte CPS');
    await shows(page, /il faut la carte Vitale/);
    await offersNothing(page);
  });

  it('a birth date with day and month at 00 has no identifier, and the page says why', async () => {
    const page = desk.page();
    await insertCard(page, 'BENAMAR Youssef');
    await shows(page, /un jour ou un mois à 00/);
    await shows(page, /Aucune règle n’est publiée/);
    await shows(page, 'Pas de DMP possible');
    expect(await main(page).getByRole('button', { name: /Créer/ }).count()).toBe(0);
  });

  it('on a family card the child without a number of his own is explained, the one with hers may be chosen', async () => {
    const page = desk.page();
    await insertCard(page, 'MARCHAND Clotilde');
    await shows(page, '3 personnes sur cette carte');
    const theo = main(page)
      .getByRole('listitem')
      .filter({ hasText: /MARCHAND Théo/i });
    await theo.getByText(/n’a pas de numéro de sécurité sociale à elle/).waitFor();
    expect(await theo.getByRole('button').count()).toBe(0);
    await main(page)
      .getByRole('button', { name: /MARCHAND Inès/i })
      .click();
    await main(page).getByRole('button', { name: 'Créer son DMP' }).waitFor();
  });

  it('what was read of a card is gone once the next is refused', async () => {
    const page = desk.page();
    await insertCard(page, 'Carte muette');
    await shows(page, 'La carte ne répond pas');
    await offersNothing(page);
    expect(
      await main(page)
        .getByText(/MARCHAND/i)
        .count(),
    ).toBe(0);
  });

  it('a Vitale where a CPS is wanted is named for what it is', async () => {
    const page = device.page();
    await signIn(page, demo.origin, 'NESSI Ruth', '1234');
    await shows(page, 'C’est une carte Vitale');
    await shows(page, /votre carte de professionnel de santé/);
  });

  it('three wrong codes block the card, and it is not tried again', async () => {
    const page = device.page();
    const signedIn: string[] = [];
    page.on('request', (request) => {
      if (/auth\.signIn/.test(request.url())) signedIn.push(request.url());
    });
    await signIn(page, demo.origin, 'Maëlle KERMADEC', '0000');
    await shows(page, /2 essais restants/);
    await again(page, '1111');
    await shows(page, /Dernier essai/);
    await again(page, '2222');
    await shows(page, 'La carte est bloquée');
    // even the right code is not presented any more
    if (await page.getByLabel('Code de la carte CPS').isEnabled()) await again(page, '3456');
    await shows(page, 'La carte est bloquée');
    await shows(page, /code de déblocage \(PUK\)/);
    expect(signedIn).toEqual([]);
  });

  it('a card pulled out during the sign-in signs nothing in', async () => {
    const page = device.page();
    let answer: () => void = () => undefined;
    const pulled = new Promise<void>((resolve) => (answer = resolve));
    // the card waits while the server is asked for its challenge: the time to pull it out
    await page.route(/auth\.challenge/, async (route) => {
      await pulled;
      await route.continue();
    });
    const asked = page.waitForRequest(/auth\.challenge/);
    await signIn(page, demo.origin, 'Idriss BELCASTEL', '2345');
    await asked;
    await removeCard(page);
    answer();
    await shows(page, 'La carte a été retirée trop tôt');
    await page.unroute(/auth\.challenge/);
    await insertCard(page, 'Idriss BELCASTEL');
    await page.getByLabel('Code de la carte CPS').fill('2345');
    await page.getByRole('button', { name: 'Se connecter', exact: true }).last().click();
    await page.getByLabel('Nouvelle phrase secrète').waitFor();
  });

  async function again(page: Page, pin: string): Promise<void> {
    await page.getByLabel('Code de la carte CPS').fill(pin);
    await page.getByRole('button', { name: 'Se connecter', exact: true }).last().click();
  }

  it('none of it failed a script', () => {
    expect(desk.complaints).toEqual([]);
    expect(device.complaints).toEqual([]);
  });
});
