import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { enter, unlockHere } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { chooseType, controlled } from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';

/** A newcomer learns by doing, without a network, in the real screens and away from everything real. */
describe.skipIf(!hasChromium())('training', () => {
  let demo: DemoProcess;
  let nurse: BrowserDevice;
  /** What was asked of the server while the exercise ran. */
  const asked: string[] = [];
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    nurse = await browserDevice({ width: 1280, height: 900 });
    await enter(nurse.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await controlled(nurse.page());
  });
  afterAll(async () => {
    await nurse?.remove();
    await demo?.remove();
  });
  const step = steps('training', () => ({ nurse }));
  const main = (page: Page) => page.getByRole('main');
  const guide = (page: Page) => page.getByRole('complementary', { name: 'Guide de l’exercice' });
  const band = (page: Page) => page.getByRole('region', { name: 'EXERCICE' });
  const now = (page: Page, title: string) =>
    guide(page).getByRole('heading', { level: 3, name: title }).waitFor();
  const openRose = async (page: Page): Promise<void> => {
    await page.getByRole('link', { name: 'Dossiers', exact: true }).first().click();
    await main(page)
      .getByRole('link', { name: /EXERCICE/ })
      .first()
      .click();
    await page.getByLabel('Titulaire du dossier').getByText('EXERCICE').waitFor();
  };
  /** Nothing that this device keeps is touched by an exercise: all its rows, of all its databases. */
  const kept = (page: Page): Promise<string> =>
    page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error('no answer of the database'));
        });
      const rows: string[] = [];
      for (const { name = '' } of await indexedDB.databases()) {
        if (!name.startsWith('relais-vault-')) continue;
        const db = await done(indexedDB.open(name));
        for (const store of db.objectStoreNames)
          if (store !== 'marks')
            rows.push(`${name}/${store} ${await done(db.transaction(store).objectStore(store).count())}`);
        db.close();
      }
      return rows.join('\n');
    });

  step('the modules are a tap away, and read well', async () => {
    const page = nurse.page();
    await main(page).getByRole('link', { name: 'Se former' }).click();
    await main(page)
      .getByRole('link', { name: /Sans réseau/ })
      .waitFor();
    expect(await look(page, 'training-list')).toEqual([]);
    await main(page)
      .getByRole('link', { name: /Sans réseau/ })
      .click();
    await main(page).getByRole('heading', { level: 1, name: 'Sans réseau' }).waitFor();
    for (let at = 0; at < 3; at++) await main(page).getByRole('button', { name: 'Page suivante' }).click();
    await main(page).getByRole('button', { name: 'J’ai tout lu' }).click();
    await main(page).getByText('Tout est lu.').waitFor();
    expect(await look(page, 'training-module')).toEqual([]);
  });

  step('an exercise begins in a world of its own, marked on every screen, without the server', async () => {
    const page = nurse.page();
    const before = await kept(page);
    await demo.stop();
    // the address of a page that is loaded anew is the service worker's to answer
    page.on('request', (request) => {
      if (!request.isNavigationRequest()) asked.push(`${request.url()} ${request.postData() ?? ''}`);
    });
    await main(page).getByRole('button', { name: 'Commencer l’exercice' }).click();
    await band(page).getByText('personnes, cartes et dossiers fictifs').waitFor();
    await now(page, 'Coupez le réseau de l’exercice');
    expect(await main(page).getByText('TCHITCHI').count()).toBe(0);
    expect(await look(page, 'training-exercise')).toEqual([]);
    await guide(page).getByRole('button', { name: 'Couper le réseau' }).click();
    await now(page, 'Lisez la lettre de sortie de Rose');
    expect(await kept(page)).toBe(before);
  });

  step('each step goes on by itself once it was really done', async () => {
    const page = nurse.page();
    await openRose(page);
    await page
      .getByRole('navigation', { name: 'Vues du dossier' })
      .getByRole('link', { name: /^Documents/ })
      .click();
    await main(page)
      .getByRole('link', { name: /Lettre de sortie \(exercice\)/ })
      .click();
    await main(page).getByText('Hospitalisée trois jours').waitFor();
    await now(page, 'Ajoutez une note');
    await page.getByRole('link', { name: 'Ajouter un document' }).first().click();
    await page.getByRole('button', { name: /Écrire une note/ }).click();
    await page.getByLabel('Titre', { exact: true }).fill('Passage du matin');
    await page.getByLabel('Texte de la note').fill('Pansement refait.');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await chooseType(page);
    await page.getByRole('button', { name: 'Ajouter au dossier' }).click();
    await now(page, 'Créez le DMP de Paul, sans réseau');
    await band(page).waitFor();
  });

  step('a reload goes on where it was', async () => {
    const page = nurse.page();
    await page.reload();
    await band(page).waitFor();
    await now(page, 'Créez le DMP de Paul, sans réseau');
    await guide(page).getByRole('link', { name: 'Aller à la bonne page' }).click();
    await guide(page)
      .getByRole('button', { name: /Carte Vitale de PAUL FICTIF/ })
      .click();
    await main(page).getByRole('button', { name: 'Préparer la création sans réseau' }).click();
    await main(page).getByRole('button', { name: 'Informée, brochure remise' }).click();
    await main(page).getByLabel('La personne consent à la création de son DMP').check();
    await main(page).getByRole('button', { name: 'Enregistrer le consentement' }).click();
    await main(page)
      .getByRole('button', { name: /C’est bien cette personne/ })
      .click();
    await now(page, 'Rétablissez le réseau, et voyez tout partir');
    await guide(page).getByRole('button', { name: 'Rétablir le réseau' }).click();
    await now(page, 'Exercice terminé');
  });

  step('left, the real dossiers are there again and nothing of the exercise is', async () => {
    const page = nurse.page();
    await guide(page).getByRole('button', { name: 'Retour au module' }).click();
    await band(page).waitFor({ state: 'detached' });
    await main(page).getByRole('button', { name: 'Refaire l’exercice' }).waitFor();
    // what the exercise wrote was sent nowhere
    expect(asked.filter((said) => /uploads|f1c71000|EXERCICE|FICTIF|Passage du matin/.test(said))).toEqual(
      [],
    );
    // the reload locked the real vault, which no exercise opens
    await page.getByRole('link', { name: 'Dossiers', exact: true }).first().click();
    await main(page).getByRole('heading', { level: 1, name: 'Cet appareil est verrouillé' }).waitFor();
    await unlockHere(page);
    await main(page).getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
    expect(
      await main(page)
        .getByText(/EXERCICE|FICTIF/)
        .count(),
    ).toBe(0);
    await page.goto(`${demo.origin}/dossier/f1c71000-0000-4000-8000-000000000001`);
    await main(page).getByText('Introuvable').first().waitFor();
    expect(asked.filter((said) => /api\/.*f1c71000/.test(said))).toEqual([]);
    expect(nurse.complaints).toEqual([]);
  });
});
