import type { DocumentId, DossierId } from '#base/brand.ts';
import { sha256, toHex, utf8 } from '#base/bytes.ts';
import type { FurnishingDevice } from '#demo/server/device.ts';
import { done } from '#demo/server/done.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { cdaOf, entry, observation, sectionOf } from '#test/support/documents/cda-entries.ts';
import { sampleCdaN3, sampleHeader } from '#test/support/documents/samples.ts';
import { dayBefore, largeDossier, READER, READER_INS_C } from '#test/support/http/large-dossier.ts';
import { demoProcess } from '#test/support/http/processes.ts';
import { whileStopped } from '#test/support/http/stopped-demo.ts';
import { clinical } from '#ui/messages/fr/clinical.ts';
import { common } from '#ui/messages/fr/common.ts';
import { contentHash } from '#wire/primitives.ts';
import type { Locator, Page } from 'playwright-core';
import { signInAndProtect } from '../app/demo-steps.ts';
import { figure, type Figure } from '../figure.ts';
import { launchChromium } from '../support/browser.ts';

const RUNS = 9;
const SLOWDOWN = 4;
const POINTS = 1000;
/** A dossier of the demonstration with dangers in its documents. */
const HOLDER = 'TCHITCHI';
const DANGER = 'Pénicilline';
const INS_C_OID = '1.2.250.1.213.1.4.2';

/** The summary of a dossier that the device keeps, from the tap to the screen, and a plot of a thousand points. */
export async function onScreen(): Promise<Figure[]> {
  const demo = await demoProcess();
  const browser = await launchChromium();
  try {
    await whileStopped(demo, async ({ deviceOf }) => {
      const doctor = await deviceOf('cps-generaliste');
      const dossierId = await largeDossier(doctor, await deviceOf('cps-infirmiere'), 2);
      await provideMeasurements(doctor, dossierId);
    });
    await demo.start();
    const viewport = { width: 820, height: 1180 };
    const page = await (await browser.newContext({ locale: 'fr-FR', viewport })).newPage();
    // the loader that runs this file wraps functions in a helper which the page does not have
    await page.addInitScript('globalThis.__name = (named) => named;');
    await signInAndProtect(page, demo.origin);
    const plots = await plotTimes(page);
    await backToList(page);
    const taps = await tapTimes(page);
    return [
      figure(`summary of a cached dossier on the screen after the tap, CPU ${SLOWDOWN}× slower`, 'ms', taps, {
        atMost: 300,
      }),
      figure(`plot of ${POINTS} points drawn anew, until it is painted`, 'ms', plots.plain, { atMost: 50 }),
      figure(`the same, CPU ${SLOWDOWN}× slower`, 'ms', plots.slow),
    ];
  } finally {
    await browser.close();
    await demo.remove();
  }
}

/** One document with a pulse for every hour of six weeks. */
async function provideMeasurements(device: FurnishingDevice, dossierId: DossierId): Promise<void> {
  const start = Date.UTC(2026, 8, 1);
  const entries = Array.from({ length: POINTS }, (_, hour) => {
    const time = new Date(start + hour * 3600_000).toISOString().replace(/[-:T]/g, '').slice(0, 12);
    const value = 70 + Math.round(25 * Math.sin(hour / 9) + 8 * Math.sin(hour / 2.3));
    return entry(
      observation(
        'code="8867-4" codeSystem="2.16.840.1.113883.6.1" displayName="Pouls"',
        `<effectiveTime value="${time}+0000"/><value xsi:type="PQ" value="${value}" unit="/min"/>`,
      ),
    );
  });
  const content = utf8(ofReader(cdaOf(sectionOf('8716-3', entries.join('')))));
  await device.upload(content);
  const documentId = crypto.randomUUID() as DocumentId;
  const document = {
    documentId,
    logicalId: documentId,
    title: 'Surveillance',
    typeCode: '11506-3',
    mediaType: 'text/xml' as const,
    size: content.length,
    sha256: contentHash.parse(toHex(await sha256(content))),
    createdAt: dayBefore(1),
    visibility: VISIBLE_TO_ALL,
  };
  done(await device.send({ type: 'provideDocument', dossierId, document }));
}

/** The same measurements in a document of that dossier's holder. */
function ofReader(cda: string): string {
  const [body = ''] = /<structuredBody.*<\/structuredBody>/s.exec(cda) ?? [];
  const { usedName: _, ...other } = sampleHeader.patient;
  const patient = { ...other, ...READER, ids: [{ root: INS_C_OID, extension: READER_INS_C }] };
  return sampleCdaN3({ patient }).replace(/<structuredBody>.*<\/structuredBody>/s, () => body);
}

const views = (page: Page): Locator => page.getByRole('navigation', { name: 'Vues du dossier' });
const inList = (page: Page, holder: string): Locator =>
  page.getByRole('main').getByRole('link', { name: new RegExp(holder) });

async function backToList(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: common.frame.dossiers }).first().click();
  await page.getByRole('heading', { level: 1, name: common.frame.dossiers }).waitFor();
}

/** Shows another period and then all of it again, which draws everything anew. */
async function plotTimes(page: Page): Promise<{ plain: number[]; slow: number[] }> {
  await openFirst(page, READER.familyName);
  await views(page)
    .getByRole('link', { name: /^Résultats/ })
    .click();
  const plot = page.getByRole('main').getByRole('slider').first();
  const { periods } = clinical.results;
  const draw = async (): Promise<number> => {
    await page.getByRole('button', { name: periods.quarter, exact: true }).click();
    return timeOfClick(page, periods.all);
  };
  await plot.waitFor();
  const points = Number(await plot.getAttribute('aria-valuemax'));
  if (points !== POINTS) throw new Error(`a plot of ${points} points`);
  const plain: number[] = [];
  for (let run = 0; run < RUNS; run++) plain.push(await draw());
  const slow: number[] = [];
  await slowDown(page, SLOWDOWN);
  for (let run = 0; run < RUNS; run++) slow.push(await draw());
  await slowDown(page, 1);
  return { plain, slow };
}

async function openFirst(page: Page, holder: string): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(holder) })
    .first()
    .click();
  await views(page).waitFor();
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
}

/** From a click on the button of that name until what it changes was painted and the page's thread is free again. */
const timeOfClick = (page: Page, name: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const button = [...document.querySelectorAll('main button')].find(
          (one) => one.textContent?.trim() === wanted,
        );
        if (!(button instanceof HTMLElement)) return reject(new Error(`no button ${wanted}`));
        const from = performance.now();
        button.click();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
      }),
    name,
  );

/** The dossier was opened once, so that the device keeps it; then it is opened from the list again and again. */
async function tapTimes(page: Page): Promise<number[]> {
  await openFirst(page, HOLDER);
  await page.getByRole('main').getByText(DANGER).filter({ visible: true }).first().waitFor();
  await slowDown(page, SLOWDOWN);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    await backToList(page);
    await inList(page, HOLDER).first().waitFor();
    times.push(await timeOfTap(page));
  }
  await slowDown(page, 1);
  return times;
}

const timeOfTap = (page: Page): Promise<number> =>
  page.evaluate(
    ([holder, danger]) =>
      new Promise<number>((resolve, reject) => {
        const link = [...document.querySelectorAll('main a[href^="/dossier/"]')].find((one) =>
          one.textContent?.includes(holder),
        );
        if (!(link instanceof HTMLElement)) return reject(new Error('not in the list'));
        const from = performance.now();
        const shown = (): boolean =>
          [...document.querySelectorAll<HTMLElement>('main :is(button, p)')].some(
            (one) => one.offsetParent !== null && one.textContent?.includes(danger),
          );
        const watch = new MutationObserver(() => {
          if (!shown()) return;
          watch.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
        });
        watch.observe(document, { childList: true, subtree: true });
        link.click();
      }),
    [HOLDER, DANGER] as const,
  );
