import type { Sheet, SheetBlock, SheetSize } from '#documents/sheet/sheet.ts';
import type { BrochureSection, BrochureText } from './brochure-text.ts';

/** A text for patients as a sheet, to be shown, printed and saved. */
export function informationSheet(
  text: BrochureText,
  { version, language, size }: { version: string; language: Sheet['language']; size: SheetSize },
): Sheet {
  const shaped = size === 'large' ? sentenceByLine : (words: string): string => words;
  return {
    language,
    size,
    title: text.title,
    subtitle: text.subtitle,
    edition: text.version(version),
    pageNumber: text.pageNumber,
    blocks: [
      { kind: 'paragraph', text: shaped(text.lead), tone: 'lead' },
      ...text.sections.flatMap((section) => sectionBlocks(section, shaped)),
      { kind: 'paragraph', text: text.sources, tone: 'quiet' },
    ],
  };
}

type Shape = (text: string) => string;

/** A sentence begins on a line of its own («Information for all», 2009). */
const sentenceByLine: Shape = (text) => text.replace(/(?<=[.?]) (?=\p{Lu})/gu, '\n');

function sectionBlocks(section: BrochureSection, shaped: Shape): SheetBlock[] {
  const { heading, paragraphs = [], points, after = [], reference } = section;
  const paragraph = (text: string): SheetBlock => ({ kind: 'paragraph', text: shaped(text) });
  return [
    { kind: 'heading', text: heading },
    ...paragraphs.map(paragraph),
    ...(points ? [{ kind: 'list', items: points.map(shaped) } as const] : []),
    ...after.map(paragraph),
    ...(reference === undefined ? [] : [{ kind: 'paragraph', text: reference, tone: 'quiet' } as const]),
  ];
}
