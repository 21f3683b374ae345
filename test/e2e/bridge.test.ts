import { unwrap } from '#base/result.ts';
import { bridgeProcess, type BridgeProcess } from '#test/support/bridge/bridge-process.ts';
import { createVault } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { look } from '#test/support/browser/look.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

/** Three programs: the server, a bridge beside a reader, and a browser that has no reader of its own. */
describe.skipIf(!hasChromium())('a reader behind a paired bridge', () => {
  let server: DemoProcess;
  let bridge: BridgeProcess;
  let tablet: BrowserDevice;
  const seen: string[] = [];
  const page = (): Page => tablet.page();
  const main = () => page().getByRole('main');
  const shows = (text: string | RegExp) => main().getByText(text).first().waitFor();

  beforeAll(async () => {
    server = await demoProcess();
    await server.start();
    bridge = bridgeProcess(server.origin);
    await bridge.start();
    tablet = await browserDevice();
  });
  afterAll(async () => {
    await tablet?.remove();
    await bridge?.remove();
    await server?.remove();
  });

  const statusShape = z.object({ server: z.string(), waiting: z.array(z.object({ digits: z.string() })) });
  const status = async () => statusShape.parse(unwrap(await bridge.command('status')));

  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
  }

  async function typeCode(code: string): Promise<void> {
    await page().getByLabel('Code de la carte CPS').fill(code);
    await main().getByRole('button', { name: 'Se connecter', exact: true }).click();
  }

  it('is paired by its link, whose secret leaves the address at once', async () => {
    await page().goto(await bridge.link());
    await page().getByRole('heading', { level: 1, name: 'Associer un poste passerelle' }).waitFor();
    expect(new URL(page().url()).hash).toBe('');
    seen.push(...(await look(page(), 'pair')));
    await page().getByRole('button', { name: 'Associer ce poste' }).click();
    await shows(/«.Essai.» est associé/);
    seen.push(...(await look(page(), 'paired')));
    await page().reload();
    await shows(/L’adresse de cette page n’associe aucun poste/);
  });

  it('accepts the first sign-in of a device by the two digits that both show, then signs in', async () => {
    unwrap(await bridge.command('insert', 'cps-generaliste'));
    await page().goto(`${server.origin}/connexion`);
    await shows('Essai');
    await typeCode('3456');
    await until(async () => (await status()).waiting.length > 0);
    const digits = (await status()).waiting[0]?.digits ?? '';
    await shows(`si les chiffres y sont bien ${digits}`);
    seen.push(...(await look(page(), 'acceptance')));
    unwrap(await bridge.command('accept', digits));
    await page().getByRole('heading', { level: 1, name: 'Votre lieu d’exercice aujourd’hui' }).waitFor();
  });

  it('asks where a professional with several places practises today, and keeps it in sight', async () => {
    seen.push(...(await look(page(), 'practice')));
    await main().getByText('Maison de santé du Pré-Vert (fictive)').click();
    await main().getByRole('button', { name: 'Continuer' }).click();
    await createVault(page());
    await page().getByRole('button', { name: 'Compte' }).first().click();
    await page().getByText('Lieu d’exercice : Maison de santé du Pré-Vert (fictive)').waitFor();
    await page().keyboard.press('Escape');
  });

  it('reads a carte Vitale, and tells at once that it was pulled', async () => {
    await page().getByRole('link', { name: 'Lire la carte Vitale' }).click();
    await shows(/Une carte est dans le lecteur|Insérez/);
    // of somebody without a DMP: the page of the card stays
    unwrap(await bridge.command('insert', 'vitale-desmaux'));
    await shows('DESMAUX');
    unwrap(await bridge.command('remove'));
    await shows(/Insérez la carte/);
  });

  it('shows what it is on the page of readers, and tests itself without a name', async () => {
    unwrap(await bridge.command('insert', 'vitale-desmaux'));
    await page().getByRole('button', { name: 'Compte' }).first().click();
    await page().getByRole('link', { name: 'Mon lecteur' }).click();
    const panel = page().getByRole('region', { name: 'Essai' });
    await panel.getByText('Carte insérée').waitFor();
    await panel.getByRole('button', { name: 'Tester' }).click();
    await panel.getByText('La carte a été lue.').waitFor();
    seen.push(...(await look(page(), 'reader')));
    expect(await panel.innerText()).not.toContain('DESMAUX');
  });

  it('works again by itself after the server was killed and restarted', async () => {
    await server.kill();
    await server.start();
    await until(async () => (await status()).server === 'listening');
    await page().getByRole('link', { name: 'Dossiers' }).first().click();
    await page().getByRole('link', { name: 'Lire la carte Vitale' }).click();
    await main()
      .getByRole('button', { name: /^(Lire|Relire) la carte/ })
      .click();
    await shows('DESMAUX');
  });

  it('is unpaired from the device, and can no longer be used', async () => {
    await page().goto(`${server.origin}/lecteur`);
    const panel = page().getByRole('region', { name: 'Essai' });
    await panel.getByRole('button', { name: 'Dissocier' }).click();
    await page().getByRole('dialog').getByRole('button', { name: 'Dissocier' }).click();
    await panel.waitFor({ state: 'detached' });
    await until(
      async () => z.array(z.unknown()).parse(unwrap(await bridge.command('pairings'))).length === 0,
    );
  });

  it('left no fault of access on its screens, and no complaint', () => {
    expect(seen).toEqual([]);
    expect(tablet.complaints).toEqual([]);
  });
});
