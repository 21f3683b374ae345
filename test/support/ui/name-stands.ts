import { expect } from 'vitest';

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (one) => entities[one] ?? one);
const withoutComments = (page: string): string => page.replace(/<!--.*?-->/gs, '');

/** The text of a page as it is read, without the marks that only keep a name to itself. */
export const shown = (page: string): string =>
  decoded(
    withoutComments(page)
      .replace(/<\/?(?:bdi|strong)\b[^>]*>/g, '')
      .replace(/<[^>]*>/g, ' '),
  )
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/gu, ' ');

/** What a screen reader is told and a pointer shows besides. */
const attributes = (page: string): string[] =>
  [...withoutComments(page).matchAll(/\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(([, value]) =>
    decoded(value ?? ''),
  );

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A name on a page: whole, never turned into another; kept from turning what stands around it, wherever it stands, if it
 * is written from right to left; with nothing beside it that a missing part of a name leaves behind.
 */
export function expectName(page: string, name: string): void {
  expect(shown(page)).toContain(name.replace(/\s+/g, ' '));
  expectApart(page, name);
  expectNoLeftovers(page);
}

/** Every time a name from right to left is written, something isolates it (UAX 9; the element bdi, or FSI and PDI). */
export function expectApart(page: string, name: string): void {
  if (!RIGHT_TO_LEFT.test(name)) return;
  const markup = withoutComments(page);
  const all = markup.match(new RegExp(escaped(name), 'gu')) ?? [];
  const apart =
    markup.match(new RegExp(`(?:\u2068|<bdi[^>]*>)\\s*${escaped(name)}\\s*(?:\u2069|</bdi>)`, 'gu')) ?? [];
  expect(apart.length, `isolated ${apart.length} of ${all.length} times in ${markup}`).toBe(all.length);
}

/** Nothing of a program, no separator without its part, no blank where a first name would be. */
export function expectNoLeftovers(page: string): void {
  for (const text of [shown(page), ...attributes(page).map((one) => one.replace(/[\u2068\u2069]/g, ''))]) {
    expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object/);
    expect(text).not.toMatch(/· ·|, ,|\(\s*\)|«\s*»|\s,/);
    expect(text).not.toMatch(/(·|,)\s*$/);
  }
  for (const text of attributes(page)) expect(text).not.toMatch(/ {2}|^ | $/);
}
