import type { Mark } from '#documents/search/marks.ts';

/** A run of text, highlighted or not. */
export type Run = { readonly text: string; readonly marked: boolean };

/** A text in runs. `marks`: in order, without overlaps, as offsets in a whole text of which this one begins at `start`. */
export function runsOf(text: string, marks: readonly Mark[], start = 0): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const mark of marks) {
    const from = Math.max(at, mark.start - start);
    const to = Math.min(text.length, mark.end - start);
    if (to <= from) continue;
    if (from > at) runs.push({ text: text.slice(at, from), marked: false });
    runs.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) runs.push({ text: text.slice(at), marked: false });
  return runs;
}
