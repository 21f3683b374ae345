import { unwrap } from '#base/result.ts';
import type { DossierId } from '#base/brand.ts';
import { enter } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  addNote,
  allSent,
  controlled,
  networkIsBack,
  documentIds,
  openFromServer,
  openKept,
} from '#test/support/browser/dossier-acts.ts';
import { steps } from '#test/support/browser/steps.ts';
import { signedInClient } from '#test/support/http/client.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { pullAll } from '#test/support/http/started-demo.ts';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const ROUNDS = 30;
const PER_STEP = 10;
const SEED = Number(process.env.RELAIS_SEED ?? Date.now() % 1_000_000);
const HOLDERS = ['TCHITCHI', 'PAT-TROIS'] as const;
const EXCHANGE = /\/api\/(trpc\/sync\.(push|pull|changes)|uploads)/;

/** A nurse writes on two devices while the server is killed again and again, and comes back. */
describe.skipIf(!hasChromium())(`a server that is killed ${ROUNDS} times, seed ${SEED}`, () => {
  const random = randomFrom(SEED);
  const written: { holder: string; title: string }[] = [];
  let demo: DemoProcess;
  let tablet: BrowserDevice;
  let phone: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    [tablet, phone] = await Promise.all([browserDevice(), browserDevice()]);
    for (const device of [tablet, phone]) {
      await enter(device.page(), demo.origin, 'Solène RIVOIRE', '1234');
      for (const holder of HOLDERS) {
        await device.page().getByRole('link', { name: 'Dossiers', exact: true }).first().click();
        await openFromServer(device.page(), holder);
        await allSent(device.page());
      }
      // pages that were not shown yet come from the service worker, whatever happens to the server
      await controlled(device.page());
    }
  });
  afterAll(async () => {
    await Promise.all([tablet?.remove(), phone?.remove()]);
    await demo?.remove();
  });
  const step = steps('chaos', () => ({ tablet, phone }));

  async function write(page: Page, title: string): Promise<void> {
    const holder = HOLDERS[Math.floor(random() * HOLDERS.length)] ?? HOLDERS[0];
    written.push({ holder, title });
    await openKept(page, holder);
    await addNote(page, title, `Texte de ${title}.`);
  }

  /** At any moment of the round, or a few milliseconds into an exchange. */
  async function killSometime(): Promise<void> {
    const [device, inside, wait] = [random() < 0.5 ? tablet : phone, random() < 0.7, random()];
    if (inside) await nextExchange(device.page());
    await new Promise((resolve) => setTimeout(resolve, wait * (inside ? 40 : 1500)));
    await demo.kill();
    await demo.start();
    // else their patience grows with every kill, and the next one meets no exchange
    for (const device of [tablet, phone]) await networkIsBack(device.page());
  }

  async function round(n: number): Promise<void> {
    const killed = killSometime();
    await Promise.all([write(tablet.page(), `tablette ${n}`), write(phone.page(), `téléphone ${n}`)]);
    await killed;
  }

  for (let from = 1; from <= ROUNDS; from += PER_STEP)
    step(
      `notes are written on both while it is killed: rounds ${from} to ${from + PER_STEP - 1}`,
      async () => {
        for (let n = from; n < from + PER_STEP; n++) await round(n);
      },
    );

  step('every note is on the server exactly once, and both devices show the same', async () => {
    const nurse = await signedInClient(demo.origin, 'cps-infirmiere');
    const dossiers = unwrap(await nurse.api.listDossiers());
    for (const device of [tablet, phone]) await allSent(device.page(), 90_000);
    for (const holder of HOLDERS) {
      const id = dossiers.find(({ holder: { familyName } }) => familyName.includes(holder))?.dossierId;
      const entries = await pullAll(nurse, id as DossierId);
      const wanted = written.filter((note) => note.holder === holder).map(({ title }) => title);
      const notes = entries.filter(({ title }) => /^(tablette|téléphone) \d/.test(title));
      expect(notes.map(({ title }) => title).sort()).toEqual([...wanted].sort());
      for (const device of [tablet, phone]) await openKept(device.page(), holder);
      for (const { documentId } of notes)
        for (const device of [tablet, phone])
          await device
            .page()
            .locator(`main a[href$="/document/${documentId}"]`)
            .waitFor({ state: 'attached' });
      expect(await documentIds(tablet.page())).toEqual(await documentIds(phone.page()));
    }
  });

  step('no script failed', () => {
    expect([...tablet.complaints, ...phone.complaints]).toEqual([]);
  });
});

const nextExchange = (page: Page): Promise<Request> =>
  page.waitForRequest((request) => EXCHANGE.test(request.url()), { timeout: 60_000 });

/** mulberry32: the same seed, the same numbers. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
