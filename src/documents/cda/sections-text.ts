import type { CdaSection } from './document.ts';
import { narrativeText } from './narrative.ts';

/** The words of sections and of those inside them, titles included, for the search. */
export const sectionsText = (sections: readonly CdaSection[]): string =>
  sections
    .flatMap(({ title, narrative, sections: inside }) => [
      title ?? '',
      narrativeText(narrative),
      sectionsText(inside),
    ])
    .filter((part) => part !== '')
    .join('\n');
