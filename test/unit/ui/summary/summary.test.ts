import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClinicalFact } from '#domain/clinical/fact.ts';
import { emergencySummary } from '#domain/clinical/summary/summarise.ts';
import { clinical } from '#ui/messages/fr/clinical.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import { ageWords } from '#ui/summary/age-words.ts';
import EmergencySummaryView from '#ui/summary/EmergencySummaryView.svelte';
import Sayings from '#ui/summary/Sayings.svelte';
import { telHref } from '#ui/tel-href.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';
import { documentOf } from '../../domain/clinical/facts.ts';

const NOW = new Date(2026, 10, 23, 12).getTime();
const DAY = 86_400_000;
const messages = createMessages({ now: () => NOW, late: () => ({ clinical }), onchange: () => undefined });
const shown = (page: string): string =>
  page
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/gu, ' ');
const summaryOf = (...documents: ReturnType<typeof documentOf>[]) => emergencySummary(documents, NOW);
const view = (summary: ReturnType<typeof summaryOf>, more = {}): string =>
  renderWithMessages(messages, EmergencySummaryView, { summary, now: NOW, onopen: () => undefined, ...more });

const latex: ClinicalFact = { kind: 'allergy', label: 'Latex', state: 'current', severity: 'severe' };
const eliquis: ClinicalFact = {
  kind: 'treatment',
  label: 'Eliquis',
  state: 'current',
  dose: '5 mg, 2 fois par jour',
};

describe('the screen of the emergency summary', () => {
  it('has what kills first, with its danger in a word, its class and its age', () => {
    const text = shown(view(summaryOf(documentOf(1, '2026-08-20', [eliquis, latex]))));
    expect(text.indexOf('Latex')).toBeLessThan(text.indexOf('Eliquis'));
    expect(text).toContain('Danger : Latex grave il y a 3 mois');
    expect(text).toContain('Eliquis anticoagulant 5 mg, 2 fois par jour il y a 3 mois');
    expect(text).toContain(
      'Rien trouvé dans les documents lus : grossesse, implants, problèmes, directives, groupe sanguin.',
    );
  });

  it('tells «none known», with its source, from «nothing found»', () => {
    const none: ClinicalFact = { kind: 'noneKnown', of: 'allergy', label: 'Aucune allergie' };
    const known = shown(view(summaryOf(documentOf(1, '2026-11-22', [none]))));
    expect(known).toContain('Allergies Aucune allergie connue (Document 1, hier)');
    expect(shown(view(summaryOf()))).toContain('Allergies Rien trouvé dans les documents lus');
  });

  it('shows a contradiction on the item, and who says what, newest first', () => {
    const none: ClinicalFact = { kind: 'noneKnown', of: 'allergy', label: 'Pas d’allergie' };
    const { allergies, ...rest } = summaryOf(
      documentOf(1, '2020-01-01', [latex]),
      documentOf(2, '2026-01-01', [none]),
    );
    const text = shown(view({ ...rest, allergies }));
    expect(text).toContain('Les documents se contredisent');
    expect(text).toContain('Un document dit qu’il n’y en a pas');
    const [item] = allergies.items;
    if (!item) throw new Error('no item');
    const sayings = shown(
      renderWithMessages(messages, Sayings, {
        id: 'x',
        section: 'allergies',
        item,
        noneKnown: allergies.noneKnown,
        onopen: () => undefined,
      }),
    );
    expect(sayings.indexOf('dit qu’il n’y en a pas')).toBeLessThan(sayings.indexOf('Latex · en cours'));
  });

  it('counts what is over, and does not show it', () => {
    const text = shown(
      view(summaryOf(documentOf(1, '2026-01-01', [latex, { ...latex, label: 'Œuf', state: 'ended' }]))),
    );
    expect(text).toContain('1 terminé');
    expect(text).not.toContain('Œuf');
  });

  it('says how many documents could not be read', () => {
    const summary = emergencySummary(
      [documentOf(1, '2026-01-01', []), { ...documentOf(2, '2026-01-01', []), unread: true }],
      NOW,
    );
    expect(shown(view(summary))).toContain('1 document lu. 1 document n’a pas pu être lu.');
  });

  it('calls contacts by telephone links of digits alone', () => {
    const contact: ClinicalFact = {
      kind: 'contact',
      label: 'Paul ESSAI',
      role: 'trusted',
      phones: ['+33 6 00 00 00 01'],
    };
    const page = view(summaryOf(documentOf(1, '2026-01-01', [contact])), { emergency: true });
    expect(page).toContain('href="tel:+33600000001"');
    expect(page).toContain('aria-label="Appeler Paul ESSAI au +33 6 00 00 00 01"');
    expect(telHref('06;ext=1 javascript:+2')).toBe('tel:0612');
  });

  it('writes no style of its own into the page, which its policy refuses', () => {
    expect(view(summaryOf(documentOf(1, '2026-01-01', [latex, eliquis])))).not.toMatch(/ style="/);
  });
});

describe('an age', () => {
  it.each([
    [0, 'aujourd’hui'],
    [5, 'il y a 5 jours'],
    [21, 'il y a 3 semaines'],
    [95, 'il y a 3 mois'],
    [800, 'il y a 2 ans'],
  ])('of %d days is «%s»', (days, text) => {
    expect(ageWords({ ageMs: days * DAY }, 'fr', '?').replace(/'/g, '’')).toBe(text);
  });

  it('is unsaid where the date cannot be read', () => {
    expect(ageWords({}, 'fr', 'date illisible')).toBe('date illisible');
  });
});

describe('the contrast of the emergency summary', () => {
  const css = readFileSync('src/ui/tokens.css', 'utf8');
  const own = readFileSync('src/ui/summary/EmergencySummaryView.svelte', 'utf8');
  const pair = (source: string, name: string): [string, string] => {
    const found = new RegExp(`${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(source);
    if (!found?.[1] || !found[2]) throw new Error(name);
    return [found[1], found[2]];
  };
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };

  const inks = ['--summary-danger', '--summary-quiet'].map((name) => [name, pair(own, name)] as const);
  const grounds = ['--surface', '--ground'].map((name) => [name, pair(css, name)] as const);
  const text = [['--text', pair(css, '--text')]] as const;
  it.each(
    [...inks, ...text].flatMap(([ink, inkPair]) =>
      grounds.map(([ground, pairOf]) => ({ ink, ground, inkPair, pairOf })),
    ),
  )('is at least 7:1 for $ink on $ground, in both themes', ({ inkPair, pairOf }) => {
    expect(contrast(inkPair[0], pairOf[0])).toBeGreaterThanOrEqual(7);
    expect(contrast(inkPair[1], pairOf[1])).toBeGreaterThanOrEqual(7);
  });
});
