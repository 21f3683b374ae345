/** Up and down go from one document to the next; undefined where the key means something else here. */
export function neighbourOf(list: Element, { key, target }: KeyboardEvent): HTMLAnchorElement | undefined {
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(target instanceof Element)) return undefined;
  const links = [...list.querySelectorAll('a')];
  const row = target.closest('[data-document]');
  const at = links.findIndex((link) => row?.contains(link));
  return at < 0 ? undefined : links[at + step];
}
