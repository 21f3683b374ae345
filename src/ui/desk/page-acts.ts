/** What the page that is shown offers by its own links, fields and buttons. */
export type PageOffers = { readonly searchable: boolean; readonly next: boolean; readonly previous: boolean };

type Named = 'search' | 'next' | 'previous' | 'print';

const SELECTORS: Readonly<Record<Named, string>> = {
  search: 'main input[type="search"]',
  next: 'main a[rel="next"]',
  previous: 'main a[rel="prev"]',
  /** A document has a sheet of its own to print. */
  print: 'main [data-print] button:not(:disabled)',
};

export const pageOffers = (): PageOffers => ({
  searchable: shown('search') !== undefined,
  next: shown('next') !== undefined,
  previous: shown('previous') !== undefined,
});

/** Presses what the page has under this name; false where it has nothing. */
export function press(name: Exclude<Named, 'search'>): boolean {
  const found = shown(name);
  found?.click();
  return found !== undefined;
}

export function goToSearch(): boolean {
  const found = shown('search');
  found?.focus();
  if (found instanceof HTMLInputElement) found.select();
  return found !== undefined;
}

/** The first one in sight: beside a document its list may be hidden. */
const shown = (name: Named): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(SELECTORS[name])].find((element) => element.checkVisibility());
