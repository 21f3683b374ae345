import { DEMO_WORDS } from '#ui/demo/words.ts';
import { common } from '#ui/messages/fr/common.ts';
import { home } from '#ui/messages/fr/home.ts';
import { signIn } from '#ui/messages/fr/sign-in.ts';
import { vault } from '#ui/messages/fr/vault.ts';
import type { Page } from 'playwright-core';

/** What a person does in the demonstration, found by what they see: the French texts. */
export const PASSPHRASE = 'quatre mots sans aucun lien';
const NURSE = 'Solène RIVOIRE';
const PIN = '1234';

/** Signs the nurse in with her simulated card and protects the device by a passphrase; ends on the list of dossiers. */
export async function signInAndProtect(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await page.getByRole('link', { name: home.signIn }).click();
  const reader = page.getByRole('complementary', { name: DEMO_WORDS.fr.title });
  await reader.getByRole('button', { expanded: false }).click();
  const card = reader.getByRole('listitem').filter({ hasText: NURSE });
  await card.getByRole('button', { name: DEMO_WORDS.fr.insert }).click();
  const main = page.getByRole('main');
  await main.getByLabel(signIn.pin).fill(PIN);
  await main.getByRole('button', { name: signIn.submit }).click();
  await main.getByLabel(vault.newPassphrase).fill(PASSPHRASE);
  await main.getByLabel(vault.repeat).fill(PASSPHRASE);
  await main.getByRole('button', { name: vault.create }).click();
  await main.getByRole('heading', { name: home.onDevice }).waitFor();
}

/** Opens every dossier that the server offers, so that the device keeps it; answers with how many it then has. */
export async function openAllDossiers(page: Page): Promise<number> {
  const offered = page.getByRole('region', { name: home.onServer });
  const row = offered.getByRole('listitem').getByRole('button').first();
  const none = offered.getByText(home.onServerEmpty);
  for (let opened = 0; ; opened++) {
    await row.or(none).first().waitFor();
    if (await none.isVisible()) return opened;
    await row.click();
    await page.waitForURL(/\/dossier\//);
    await page.getByRole('navigation').getByRole('link', { name: common.frame.dossiers }).first().click();
  }
}

/** Until the service worker has put the whole program on the device and answers for it. */
export async function programKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
}
