import type { SearchHead } from '#documents/search/search-document.ts';
import type { search } from '../messages/fr/search.ts';

/** Why the text of a document was not searched, or only in part; undefined where all of it was. */
export function stateWords(texts: typeof search, state: SearchHead['textState']): string | undefined {
  switch (state) {
    case 'whole':
      return undefined;
    case 'cut':
      return texts.cut;
    case 'none':
      return texts.scanned;
    case 'unreadable':
      return texts.unreadable;
    case 'unread':
      return texts.unread;
  }
}
