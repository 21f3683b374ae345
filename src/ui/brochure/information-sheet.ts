import type { Sheet, SheetBlock, SheetSize } from '#documents/sheet/sheet.ts';
import type { BrochureSection, BrochureText } from './brochure-text.ts';

/** A text for patients as a sheet, to be shown, printed and saved. */
export function informationSheet(
  text: BrochureText,
  { version, language, size }: { version: string; language: Sheet['language']; size: SheetSize },
): Sheet {
  return {
    language,
    size,
    title: text.title,
    subtitle: text.subtitle,
    edition: text.version(version),
    pageNumber: text.pageNumber,
    blocks: [
      { kind: 'paragraph', text: text.lead, tone: 'lead' },
      ...text.sections.flatMap(sectionBlocks),
      { kind: 'paragraph', text: text.sources, tone: 'quiet' },
    ],
  };
}

function sectionBlocks({ heading, paragraphs, points, after, reference }: BrochureSection): SheetBlock[] {
  return [
    { kind: 'heading', text: heading },
    ...paragraphsOf(paragraphs),
    ...(points ? [{ kind: 'list', items: points } as const] : []),
    ...paragraphsOf(after),
    ...(reference === undefined ? [] : [{ kind: 'paragraph', text: reference, tone: 'quiet' } as const]),
  ];
}

const paragraphsOf = (texts: readonly string[] = []): SheetBlock[] =>
  texts.map((text) => ({ kind: 'paragraph', text }));
