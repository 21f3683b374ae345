import { describe, expect, it } from 'vitest';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import { dossier } from '#ui/messages/fr/dossier.ts';
import DossierTabs from '#ui/dossier/DossierTabs.svelte';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';

const messages = createMessages({ now: () => 0, late: () => ({ dossier }), onchange: () => undefined });
const BASE = '/dossier/1';

/** The words of the tab that is marked as the page one is on. */
function here(path: string): string[] {
  const html = renderWithMessages(messages, DossierTabs, { base: BASE, path: BASE + path, documents: 3 });
  return [...html.matchAll(/<a [^>]*aria-current="page"[^>]*>.*?<\/a>/gs)].map(([link]) =>
    link.replace(/<[^>]*>/g, '').trim(),
  );
}

describe('the tabs of a dossier say where one is', () => {
  it.each([
    ['', /^Synthèse/],
    ['/documents', /^Documents/],
    ['/document/7', /^Documents/],
    ['/versions/7', /^Documents/],
    ['/resultats', /^Résultats/],
  ])('on %s', (path, word) => {
    const [only, ...others] = here(path);
    expect(only).toMatch(word);
    expect(others).toEqual([]);
  });

  it('on none of them where the page is another', () => {
    expect(here('/traces')).toEqual([]);
  });
});
