import { describe, expect, test } from 'vitest';
import { round } from '#ui/messages/fr/round.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import RoadNotices from '#ui/round/RoadNotices.svelte';
import VisitRow from '#ui/round/VisitRow.svelte';
import { fakeRelais } from '#test/support/ui/fake-relais.svelte.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';

const messages = createMessages({ now: () => 0, late: () => ({ round }), onchange: () => undefined });
const address = { lines: ['12 allée du Modèle'], postalCode: '99000', city: 'VILLE' };
const words = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('a visit of today', () => {
  test('says its place, who and where it is, what is new and unsent, and adds with one press', async () => {
    const [line] = (await fakeRelais('open')).view.dossiers;
    if (!line) throw new Error('no dossier');
    const facts = { dossierId: line.dossierId, news: 2, address };
    const html = renderWithMessages(messages, VisitRow, {
      place: 3,
      line,
      facts,
      called: 'TCHITCHI CATARINA',
      detail: '90 ans',
    });
    for (const said of [
      '3. TCHITCHI CATARINA',
      '2 nouveaux documents',
      '2 documents à envoyer',
      '12 allée du Modèle, 99000 VILLE',
      'Mesures pour TCHITCHI CATARINA',
    ])
      expect(words(html)).toContain(said);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    const base = `/dossier/${line.dossierId}`;
    expect(links).toEqual([
      base,
      expect.stringMatching(/^geo:0,0\?q=12%20all/),
      `${base}/ajouter?faire=soin`,
      `${base}/ajouter?faire=photo`,
      `${base}/ajouter?faire=note`,
    ]);
  });

  test('that is not on the device offers nothing that could not be done', () => {
    const html = renderWithMessages(messages, VisitRow, {
      place: 1,
      line: undefined,
      facts: undefined,
      called: round.unnamed,
      detail: round.unnamedText,
    });
    expect(html).not.toContain('href=');
    expect(words(html)).toContain('À récupérer');
  });
});

describe('what may stop somebody on the way', () => {
  const calm = {
    waiting: 0,
    refused: 0,
    online: true,
    battery: { level: 0.8, charging: false },
    storage: { used: 1, free: 9e9, persistent: true, nearlyFull: false },
    lacking: 0,
  };
  const said = (more: Partial<typeof calm>): string =>
    words(renderWithMessages(messages, RoadNotices, { ...calm, ...more }));

  test('is said only where it may', () => {
    expect(said({})).toBe('');
    expect(said({ battery: { level: 0.14, charging: false } })).toContain('14 %');
    expect(said({ battery: { level: 0.14, charging: true } })).toBe('');
    expect(said({ storage: { ...calm.storage, free: 50_000_000, nearlyFull: true } })).toContain(
      'Place presque épuisée',
    );
    expect(said({ waiting: 2, online: false })).toContain('2 éléments attendent l’envoi');
    expect(said({ refused: 1 })).toContain('1 envoi refusé');
    expect(said({ lacking: 1 })).toContain('1 dossier de la tournée');
  });
});
