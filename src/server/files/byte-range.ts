/** What is asked of a content: all of it, bytes `start` up to `end` (exclusive), or what it has not. */
export type Asked = { kind: 'whole' } | { kind: 'part'; start: number; end: number } | { kind: 'outside' };

/**
 * RFC 9110 §14.1.2 and §14.2: one range of bytes. Another unit, several ranges and what cannot be read are ignored, as
 * §14.2 allows: the answer is then the whole.
 */
export function askedRange(header: string | null, size: number): Asked {
  const [, first, last] = /^bytes\s*=\s*(\d*)-(\d*)$/i.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return { kind: 'whole' };
  if (first === '') return within(Math.max(0, size - Number(last)), size, size);
  // a last byte before the first is no range at all
  if (last !== '' && Number(last) < Number(first)) return { kind: 'whole' };
  return within(Number(first), last === '' ? size : Math.min(Number(last) + 1, size), size);
}

const within = (start: number, end: number, size: number): Asked =>
  start < size ? { kind: 'part', start, end } : { kind: 'outside' };

/** RFC 9110 §13.1.5: without the very same strong validator the range does not count. A date never is one. */
export const rangeCounts = (ifRange: string | null, etag: string): boolean =>
  ifRange === null || ifRange.trim() === etag;
