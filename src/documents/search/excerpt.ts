import type { Mark, PartMark } from './marks.ts';

/** A piece of a text around hits. */
export type Excerpt = {
  readonly text: string;
  /** Where the piece begins in the whole text (UTF-16). */
  readonly start: number;
  /** Whether the whole text has more before and behind. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
  /** Offsets in the whole text. */
  readonly marks: readonly Mark[];
};

/** UTF-16 units of an excerpt, and of what stands before its first mark. */
const LENGTH = 180;
const BEFORE = 50;
/** How far an end is moved to fall between two words. */
const TO_SPACE = 20;

/** The piece that answers the most parts of the query, the earliest of equals; undefined without a mark. */
export function excerptOf(text: string, marks: readonly PartMark[]): Excerpt | undefined {
  const from = bestStart(marks);
  if (from === undefined) return undefined;
  const start = startOf(text, from);
  const end = endOf(text, Math.max(start + LENGTH, from.end));
  const inside = marks.filter((mark) => mark.start >= start && mark.end <= end);
  return {
    text: text.slice(start, end),
    start,
    cutBefore: start > 0,
    cutAfter: end < text.length,
    marks: inside.map((mark) => ({ start: mark.start, end: mark.end })),
  };
}

/** Slides a window over the marks, counting the parts in it. */
function bestStart(marks: readonly PartMark[]): PartMark | undefined {
  const inside = new Map<number, number>();
  let best: PartMark | undefined;
  let most = 0;
  let end = 0;
  for (const first of marks) {
    for (let next = marks[end]; next && next.end <= first.start + LENGTH - BEFORE; next = marks[++end])
      inside.set(next.part, (inside.get(next.part) ?? 0) + 1);
    if (inside.size > most || !best) [best, most] = [first, inside.size];
    const left = (inside.get(first.part) ?? 0) - 1;
    if (left > 0) inside.set(first.part, left);
    else inside.delete(first.part);
  }
  return best;
}

function startOf(text: string, { start }: Mark): number {
  const wanted = Math.max(0, start - BEFORE);
  if (wanted === 0) return 0;
  for (let at = wanted; at < Math.min(wanted + TO_SPACE, start); at += 1)
    if (isSpace(text, at)) return at + 1;
  return isHalf(text, wanted) ? wanted + 1 : wanted;
}

function endOf(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length;
  for (let at = wanted; at < Math.min(wanted + TO_SPACE, text.length); at += 1)
    if (isSpace(text, at)) return at;
  return isHalf(text, wanted) ? wanted - 1 : wanted;
}

const isSpace = (text: string, at: number): boolean => text.charAt(at).trim() === '';

/** The second half of a surrogate pair stands here. */
const isHalf = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
};
