import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { eachLook } from '../look.ts';
import { speak } from '../visit.ts';
import type { ScreenState } from './screen.ts';

/** Pictures of screens in every width, theme and language, and one page that shows them all. */
export function screenIndex(folder: string) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const taken: { state: ScreenState; name: string; pictures: string[] }[] = [];
  return {
    async take(page: Page, state: ScreenState, name: string): Promise<void> {
      const before = page.viewportSize();
      const pictures: string[] = [];
      for (const language of ['fr', 'en'] as const) {
        await speak(page, language);
        await eachLook(page, async (look) => {
          const file = `${name}-${language}-${look}.png`;
          await page.screenshot({ path: join(folder, file) });
          pictures.push(file);
        });
      }
      await speak(page, 'fr');
      if (before) await page.setViewportSize(before);
      taken.push({ state, name, pictures });
    },
    write: () => writeFileSync(join(folder, 'index.html'), page(taken)),
  };
}

type Taken = readonly { state: ScreenState; name: string; pictures: readonly string[] }[];

const page = (taken: Taken): string => `<!doctype html>
<meta charset="utf-8">
<title>Relais: ${taken.length} screens</title>
<style>
  body { margin: 2rem; font: 16px/1.5 system-ui, sans-serif; background: #eee; }
  section > div { display: flex; gap: 1rem; overflow-x: auto; padding-bottom: 1rem; }
  img { height: 420px; border: 1px solid #999; }
</style>
<h1>${taken.length} screens</h1>
<p>${taken.map(({ name }) => `<a href="#${name}">${name}</a>`).join(' · ')}</p>
${taken.map(section).join('\n')}
`;

const section = ({ state, name, pictures }: Taken[number]): string =>
  `<section id="${name}"><h2>${name} <small>${state}</small></h2><div>${pictures
    .map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`)
    .join('')}</div></section>`;
