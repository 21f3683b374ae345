import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Theme = 'light' | 'dark' | 'night';
const THEMES: readonly Theme[] = ['light', 'dark', 'night'];

const css = (path: string): string => readFileSync(path, 'utf8');

/** What a block of a stylesheet says of its own properties. */
function tokensOf(text: string, selector: string): Record<string, string> {
  const from = text.indexOf(`${selector} {`);
  const block = text.slice(from, text.indexOf('}', from));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

/** The tokens of the emergency screens as a browser would have them in one theme. */
function tokens(theme: Theme): Record<string, string> {
  const own = css('src/ui/emergency/emergency-theme.css');
  const all = {
    ...tokensOf(css('src/ui/tokens.css'), '.scheme'),
    ...tokensOf(own, ':root:has([data-emergency-screen])'),
    ...(theme === 'night' ? tokensOf(own, ":root:has([data-emergency-screen='night'])") : {}),
  };
  const pick = (value: string): string => {
    const [, light = '', dark = ''] = /^light-dark\((#\w+),\s*(#\w+)\)$/.exec(value) ?? [];
    return light === '' ? value : theme === 'light' ? light : dark;
  };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, pick(value)]));
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`no colour: ${hex}`);
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = [
  'ground',
  'surface',
  'sunken',
  'accent-soft',
  'danger-soft',
  'waiting-soft',
  'break-glass-soft',
];
const TEXTS = ['text', 'text-quiet', 'accent', 'accent-strong', 'danger', 'waiting', 'break-glass'];
/** Words on a filled button or band. */
const FILLED = [
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-break-glass', 'break-glass'],
  ['on-danger', 'danger-fill'],
  ['surface', 'text'],
];

describe.each(THEMES)('the %s theme of an emergency', (theme) => {
  const found = tokens(theme);
  const colour = (name: string): string => found[name] ?? '';

  test('is readable in the sun: 7:1 at least, whatever stands on whatever', () => {
    const pairs = [...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground])), ...FILLED];
    const weak = pairs
      .map(([text = '', ground = '']) => ({
        pair: `${text} on ${ground}`,
        ratio: contrast(colour(text), colour(ground)),
      }))
      .filter(({ ratio }) => ratio < 7);
    expect(weak).toEqual([]);
  });

  test('has borders that are seen', () => {
    for (const ground of ['ground', 'surface'])
      expect(contrast(colour('line-strong'), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});

test('the night theme is sparing with red and with light', () => {
  const night = tokens('night');
  for (const name of [...TEXTS, 'danger-fill']) {
    const hex = night[name] ?? '';
    const [r = 0, g = 0] = [1, 3].map((at) => parseInt(hex.slice(at, at + 2), 16));
    // no colour of words is a red, none is as bright as white
    expect(r - g).toBeLessThan(50);
    expect(contrast(hex, '#000000')).toBeLessThan(16);
  }
});
