import { readFileSync } from 'node:fs';
import { unwrap } from '#base/result.ts';
import { demoCard } from '#demo/bridge/demo-cards.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import type { TypedPin } from '#demo/usb/pin-entry.ts';
import { createVault } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { browserUsb, type BrowserUsb } from '#test/support/browser/fake-usb.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import {
  afterBlocks,
  APDU_READER,
  BAG_READER,
  DESK_READER,
  KEYS_READER,
  pageReader,
  saidTo,
  secureTo,
} from '#test/support/browser/usb-readers.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const BAG = 'Atelier Fictif Lecteur de sacoche';
const DESK = 'Atelier Fictif Lecteur de bureau';
const KEYS = 'Atelier Fictif Lecteur à clavier';
const CABINET = 'Atelier Fictif Lecteur de cabinet';
const SERIAL = 'NUMERO-DE-SERIE-7';
/** The number of the nurse's CPS, as it is written on it. */
const CPS_NUMBER = '290099506';
const NIR = '297022A020778';

/** Real Chromium over a `navigator.usb` whose readers speak CCID bytes, and a real server that checks who signs in. */
describe.skipIf(!hasChromium())('readers that a page drives itself', () => {
  let server: DemoProcess;
  let device: BrowserDevice;
  let usb: BrowserUsb;
  const seen: string[] = [];
  const page = (): Page => device.page();
  const main = (): Locator => page().getByRole('main');
  const shows = (text: string | RegExp) => main().getByText(text).first().waitFor();
  const panel = (name: string): Locator => page().getByRole('region', { name, exact: true });
  const button = (name: string | RegExp): Locator => main().getByRole('button', { name }).first();
  const card = async (id: string): Promise<SimulatedCard> => unwrap(await demoCard(server.origin, id));
  const step = steps('usb', () => ({ device }));

  /** The numbered descriptions live for the life of a reader; one that was unplugged is another when it comes back. */
  const bagReader = () => pageReader(BAG_READER, { serialNumber: SERIAL });
  let bag = bagReader();
  const desk = pageReader(DESK_READER);
  const cabinet = pageReader(APDU_READER, { serialNumber: 'C1' });
  let typed: () => TypedPin | Promise<TypedPin> = () => 'cancel';
  const keys = pageReader(KEYS_READER, { serialNumber: 'K1', typePin: () => typed() });

  beforeAll(async () => {
    server = await demoProcess();
    await server.start();
    device = await browserDevice();
    usb = await browserUsb(page().context());
  });
  afterAll(async () => {
    await device?.remove();
    await server?.remove();
  });

  async function typeCode(code: string): Promise<void> {
    await page().getByLabel('Code de la carte CPS').fill(code);
    await main().getByRole('button', { name: 'Se connecter', exact: true }).click();
  }

  async function signOut(): Promise<void> {
    await page().getByRole('button', { name: 'Compte' }).first().click();
    const item = page().getByRole('button', { name: 'Se déconnecter', includeHidden: true });
    await item.click();
    await item.waitFor({ state: 'detached' });
  }

  const chooser = (): Promise<void> => button('Choisir un lecteur USB').click();

  step('the page of readers is allowed to use USB by the server itself', async () => {
    const answer = await page().goto(`${server.origin}/lecteur`);
    expect(answer?.headers()['permissions-policy']).toContain('usb=(self)');
    await shows('Ajouter un lecteur');
  });

  step('a chooser that is closed changes nothing and complains of nothing', async () => {
    await usb.plug(bag);
    await usb.plug(desk);
    const before = await main().innerText();
    await chooser();
    await expect.poll(() => usb.offered()).toEqual(['Lecteur de sacoche', 'Lecteur de bureau']);
    await button('Choisir un lecteur USB').and(page().locator(':enabled')).waitFor();
    expect(await main().innerText()).toBe(before);
    expect(usb.acts(bag)).toEqual([]);
  });

  step('a reader of a vendor’s class is chosen, shown with what it can do, and used', async () => {
    usb.setChoice(bag);
    await chooser();
    await panel(BAG).getByText('Utilisé', { exact: true }).waitFor();
    await panel(BAG).getByText('Prêt · Aucune carte').waitFor();
    const words = await panel(BAG).innerText();
    for (const fact of ['TPDU', 'T=0, T=1', '04E6:5111', 'Atelier Fictif']) expect(words).toContain(fact);
    expect(words).not.toContain(SERIAL);
    seen.push(...(await look(page(), 'usb-chosen')));
  });

  step('it is still there, and still the one in use, when the page is loaded again', async () => {
    await page().reload();
    await panel(BAG).getByText('Utilisé', { exact: true }).waitFor();
    await panel(BAG).getByText('Prêt · Aucune carte').waitFor();
  });

  step('a nurse signs in with her CPS3, its code typed in the page', async () => {
    await page().goto(`${server.origin}/connexion`);
    await shows('Insérez votre carte CPS dans le lecteur');
    bag.insert(await card('cps-infirmiere'));
    await shows(BAG);
    seen.push(...(await look(page(), 'usb-sign-in')));
    await typeCode('9999');
    await shows(/2 essais restants/);
    await typeCode('1234');
    await createVault(page());
  });

  step('a carte Vitale read in the same reader opens the dossier of its holder', async () => {
    await page().getByRole('link', { name: 'Lire la carte Vitale' }).click();
    await shows('Une carte est dans le lecteur');
    bag.remove();
    await shows('Insérez la carte Vitale');
    bag.insert(await card('vitale-tchitchi'));
    await page().getByLabel('Titulaire du dossier').getByText('TCHITCHI').waitFor();
    await page().getByRole('link', { name: 'Dossiers' }).first().click();
    await page().getByRole('link', { name: 'Lire la carte Vitale' }).click();
  });

  step('one that is pulled in the middle is told so, and read when it is put back', async () => {
    bag.remove();
    await shows('Insérez la carte Vitale');
    bag.insert(await card('vitale-desmaux'));
    await afterBlocks(bag, 4, () => bag.remove());
    await shows('La carte a été retirée trop tôt');
    seen.push(...(await look(page(), 'usb-card-pulled')));
    bag.insert(await card('vitale-desmaux'));
    await shows('DESMAUX');
    expect(await main().innerText()).not.toContain('retirée trop tôt');
  });

  step(
    'a reader that is unplugged in the middle is told so, and works once it is plugged again',
    async () => {
      bag.remove();
      await shows('Insérez la carte Vitale');
      bag.insert(await card('vitale-corse-2a'));
      await afterBlocks(bag, 4, () => usb.unplug(bag));
      await shows('Le lecteur a été débranché');
      seen.push(...(await look(page(), 'usb-unplugged')));
      bag = bagReader();
      bag.insert(await card('vitale-corse-2a'));
      await usb.plug(bag);
      await shows(BAG);
      await button(/^(Lire|Relire) la carte/).click();
      await shows('ADRTROIS');
      expect(await main().innerText()).not.toContain('débranché');
    },
  );

  step('the test of the reader shows times, and its report holds nothing personal', async () => {
    await page().getByRole('button', { name: 'Compte' }).first().click();
    await page().getByRole('link', { name: 'Mon lecteur' }).click();
    await panel(BAG).getByRole('button', { name: 'Tester' }).click();
    await panel(BAG).getByText('Carte reconnue : carte Vitale 2').waitFor();
    expect(
      await panel(BAG)
        .getByText(/^\d[\d\s]* ms$/)
        .count(),
    ).toBe(2);
    seen.push(...(await look(page(), 'usb-self-test')));
    await expectNothingPersonal(await report());
    bag.remove();
    await panel(BAG).getByText('Prêt · Aucune carte').waitFor();
    bag.insert(await card('cps-infirmiere'));
    await panel(BAG).getByText('Carte insérée').waitFor();
    await panel(BAG).getByRole('button', { name: 'Tester' }).click();
    await panel(BAG).getByText('Carte reconnue : CPS3').waitFor();
    await expectNothingPersonal(await report());
  });

  async function report(): Promise<string> {
    const coming = page().waitForEvent('download');
    await panel(BAG).getByRole('button', { name: 'Enregistrer le rapport' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('relais-lecteur.json');
    return readFileSync(await download.path(), 'utf8');
  }

  async function expectNothingPersonal(text: string): Promise<void> {
    expect(text).toContain('"exchanges"');
    const shown = await panel(BAG).innerText();
    for (const personal of ['ADRTROIS', 'DOMINIQUE', NIR, 'RIVOIRE', SERIAL, CPS_NUMBER])
      for (const place of [text, shown]) expect(place).not.toContain(personal);
  }

  step('one of the smart-card class is recognised, never claimed, and leads to the bridge', async () => {
    usb.setChoice(desk);
    await chooser();
    await panel(DESK).getByText('Votre navigateur garde ce lecteur pour lui').waitFor();
    await panel(DESK)
      .getByText(/il faut passer par le poste passerelle/)
      .waitFor();
    await page().getByRole('heading', { name: 'Un lecteur branché sur un ordinateur' }).waitFor();
    expect(usb.acts(desk)).not.toContain('claimInterface');
    // the one that works stays the one in use
    await panel(BAG).getByText('Utilisé', { exact: true }).waitFor();
    seen.push(...(await look(page(), 'usb-protected')));
  });

  step('one that is forgotten stays forgotten', async () => {
    await panel(DESK).getByRole('button', { name: 'Oublier ce lecteur' }).click();
    await panel(DESK).waitFor({ state: 'detached' });
    await page().reload();
    await panel(BAG).waitFor();
    expect(await panel(DESK).count()).toBe(0);
    expect(usb.acts(desk)).not.toContain('claimInterface');
  });

  step('a reader that another tab holds is said to be so, and had once that one lets it go', async () => {
    const other = await device.tab();
    await other.goto(`${server.origin}/lecteur`);
    const there = other.getByRole('region', { name: BAG, exact: true });
    await there.getByText(/Un autre programme ou un autre onglet/).waitFor();
    await panel(BAG).getByText('Utilisé', { exact: true }).waitFor();
    await page().goto(`${server.origin}/api/health`);
    // it looks when it is looked at; the reader may be let go of a moment later
    const lookedAt = async () => {
      await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      return there.getByText('Carte insérée').count();
    };
    await expect.poll(lookedAt, { timeout: 20_000 }).toBeGreaterThan(0);
    await other.close();
    await page().goto(`${server.origin}/lecteur`);
    await panel(BAG).getByText('Carte insérée').waitFor();
  });

  step('one without a serial number is asked for again after it was unplugged', async () => {
    let nameless = pageReader(APDU_READER);
    await usb.plug(nameless);
    for (let times = 0; times < 2; times++) {
      usb.setChoice(nameless);
      await chooser();
      await panel(CABINET).getByText('Prêt · Aucune carte').waitFor();
      await usb.unplug(nameless);
      await panel(CABINET).waitFor({ state: 'detached' });
      nameless = pageReader(APDU_READER);
      await usb.plug(nameless);
      expect(usb.acts(nameless)).toEqual([]);
    }
    await usb.unplug(nameless);
  });

  step('a code typed on the keys of the reader never passes through the page', async () => {
    await usb.unplug(bag);
    await panel(BAG).waitFor({ state: 'detached' });
    await usb.plug(keys);
    usb.setChoice(keys);
    await chooser();
    await panel(KEYS).getByText('Prêt · Aucune carte').waitFor();
    await signOut();
    await page().goto(`${server.origin}/connexion`);
    keys.insert(await card('cps-generaliste'));
    await shows(KEYS);
    await button('Taper le code sur le lecteur').click();
    await shows('Saisie annulée sur le lecteur');
    let type: (pin: TypedPin) => void = () => undefined;
    typed = () => new Promise((resolve) => (type = resolve));
    await button('Taper le code sur le lecteur').click();
    await shows('Tapez maintenant votre code sur le lecteur');
    expect(await main().innerText()).not.toContain('Saisie annulée');
    seen.push(...(await look(page(), 'usb-pin-pad')));
    type({ digits: '3456' });
    await shows('Cabinet des Tilleuls');
    expect(secureTo(keys)).toBe(2);
    expect(saidTo(keys)).not.toContain('3456');
    await button('Continuer').click();
    await createVault(page());
  });

  step('a CPS4 signs in through a reader of short APDUs', async () => {
    await usb.unplug(keys);
    await signOut();
    await page().goto(`${server.origin}/lecteur`);
    await usb.plug(cabinet);
    usb.setChoice(cabinet);
    await chooser();
    await panel(CABINET).getByText('APDU courtes').waitFor();
    cabinet.insert(await card('cps-urgentiste'));
    await page().goto(`${server.origin}/connexion`);
    await shows(CABINET);
    await typeCode('2345');
    await createVault(page());
  });

  step('left no fault of access on its screens, and no complaint', () => {
    expect(seen).toEqual([]);
    expect(device.complaints).toEqual([]);
  });
});
