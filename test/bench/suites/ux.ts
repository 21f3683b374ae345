import { demoProcess } from '#test/support/http/processes.ts';
import { common } from '#ui/messages/fr/common.ts';
import { home } from '#ui/messages/fr/home.ts';
import type { Page } from 'playwright-core';
import { programKept, signInAndProtect } from '../app/demo-steps.ts';
import { figure, type Figure } from '../figure.ts';
import type { Suite } from '../suite.ts';
import { ensureDemo } from '../support/builds.ts';
import { judgedBrowser, type JudgedBrowser } from '../ux/judged-browser.ts';
import { ensureLighthouse, judge, type Judgement } from '../ux/lighthouse.ts';

/** The performance of one load depends on what else the machine does: the median of these counts. */
const RUNS = 3;
const GOALS = { accessibility: 95, 'best-practices': 95, performance: 90 } as const;
/** What somebody opens who is not known here yet. */
const FIRST = ['/', '/connexion', '/brochure'];

/** What Lighthouse says of the demonstration at its mobile settings: each page opened anew, and a dossier as it stands. */
export const measure: Suite = async ({ progress }) => {
  progress('builds');
  ensureDemo();
  ensureLighthouse();
  const demo = await demoProcess();
  const browser = await judgedBrowser();
  try {
    await demo.start();
    const figures: Figure[] = [];
    const add = async (mode: 'load' | 'standing', path: string, name: string): Promise<void> => {
      progress(name);
      figures.push(...(await figuresOf(browser, mode, demo.origin + path, name, progress)));
    };
    for (const path of FIRST) await add('load', path, path);
    const dossier = await openDossier(browser.page, demo.origin);
    await add('standing', dossier, 'a dossier’s summary, as it stands');
    await add('load', '/urgence', '/urgence, signed in and locked');
    await add('load', '/', '/, signed in and locked');
    return figures;
  } finally {
    await browser.close();
    await demo.remove();
  }
};

async function figuresOf(
  { port }: JudgedBrowser,
  mode: 'load' | 'standing',
  url: string,
  name: string,
  progress: (text: string) => void,
): Promise<Figure[]> {
  const judged: Judgement[] = [];
  for (let run = 0; run < (mode === 'load' ? RUNS : 1); run++) judged.push(await judge(port, mode, url));
  for (const failed of new Set(judged.flatMap(({ failed }) => failed))) progress(`  ${failed}`);
  const all = (Object.keys(GOALS) as (keyof typeof GOALS)[]).map((category) => {
    const points = judged.flatMap(({ scores }) => scores[category] ?? []);
    return points.length === 0
      ? []
      : [figure(`${name}: ${category}`, 'points', points, { atLeast: GOALS[category] })];
  });
  return all.flat();
}

/** The path of the first dossier that the server offers, with its summary on the screen. */
async function openDossier(page: Page, origin: string): Promise<string> {
  await signInAndProtect(page, origin);
  await programKept(page);
  const offered = page.getByRole('region', { name: home.onServer });
  await offered.getByRole('listitem').getByRole('button').first().click();
  await page.getByLabel(common.identity.label).first().waitFor();
  await page.waitForLoadState('networkidle');
  return new URL(page.url()).pathname;
}
