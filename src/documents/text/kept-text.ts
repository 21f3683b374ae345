import { MAX_READ_TEXT } from '#domain/clinical/reading.ts';

/** The beginning of a text, as much as is kept for the search; never half of a surrogate pair. */
export function keptText(text: string, most: number = MAX_READ_TEXT): { text: string; cut: boolean } {
  if (text.length <= most) return { text, cut: false };
  const last = text.charCodeAt(most - 1);
  const halved = last >= 0xd800 && last <= 0xdbff;
  return { text: text.slice(0, halved ? most - 1 : most), cut: true };
}
