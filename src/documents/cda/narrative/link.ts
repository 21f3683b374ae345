const SHOWN = new Set(['http:', 'https:', 'mailto:']);
const MAX_TARGET = 2048;

/** The address of a link as it may be shown and offered; undefined for script, data, file and whatever else. */
export function linkTarget(href: string): string | undefined {
  if (href.length > MAX_TARGET || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  return SHOWN.has(url.protocol) ? url.href : undefined;
}
