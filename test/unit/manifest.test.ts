import { RECEIVE_PATH } from '#app/shared-files.ts';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const localised = z.object({ en: z.string() });
const manifest = z
  .object({
    name_localized: localised,
    description_localized: localised,
    icons: z.array(z.object({ src: z.string() })),
    shortcuts: z.array(
      z.object({
        name: z.string(),
        url: z.string(),
        name_localized: localised,
        short_name_localized: localised,
        icons: z.array(z.object({ src: z.string() })),
      }),
    ),
    share_target: z.object({
      action: z.string(),
      method: z.literal('POST'),
      enctype: z.literal('multipart/form-data'),
      params: z.object({ files: z.array(z.object({ name: z.string(), accept: z.array(z.string()) })) }),
    }),
    file_handlers: z.array(
      z.object({ action: z.string(), accept: z.record(z.string(), z.array(z.string())) }),
    ),
  })
  .parse(JSON.parse(readFileSync('static/manifest.webmanifest', 'utf8')));

describe('the manifest', () => {
  it('opens pages that exist, in French and English words', () => {
    const pages = [manifest.share_target, ...manifest.file_handlers].map(({ action }) => action);
    for (const path of [...pages, ...manifest.shortcuts.map(({ url }) => url)])
      expect(existsSync(`src/routes${path}/+page.svelte`), path).toBe(true);
  });

  it('has the emergency first, then the round, the card and what waits', () => {
    expect(manifest.shortcuts.slice(0, 4).map(({ url }) => url)).toEqual([
      '/urgence',
      '/tournee',
      '/vitale',
      '/envois',
    ]);
  });

  it('sends what is shared and what is opened to one page', () => {
    expect(manifest.share_target.action).toBe(RECEIVE_PATH);
    expect(manifest.share_target.params.files.map(({ name }) => name)).toEqual(['fichiers']);
    expect(manifest.file_handlers.map(({ action }) => action)).toEqual([RECEIVE_PATH]);
  });

  it('names icons that exist', () => {
    for (const { src } of [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }) => icons)])
      expect(existsSync(`static${src}`), src).toBe(true);
  });
});
