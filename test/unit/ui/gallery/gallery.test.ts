import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const filesOf = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.svelte'));

/** Said by the frame around every page. */
const OF_THE_FRAME = ['StatusRegion.svelte'];

it('the gallery shows every component', () => {
  const gallery = filesOf('src/ui/gallery').map((name) => readFileSync(`src/ui/gallery/${name}`, 'utf8'));
  const shown = (component: string): boolean =>
    gallery.some((source) => source.includes(`'../components/${component}'`));
  const components = filesOf('src/ui/components').filter((name) => !OF_THE_FRAME.includes(name));
  expect(components.filter((name) => !shown(name))).toEqual([]);
});
