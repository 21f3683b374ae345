import { counted } from '../counted.ts';
import type { DossierTexts } from '../fr/dossier.ts';

export const search = {
  label: 'Search inside the documents',
  everywhere: 'Search all records',
  everywhereText: 'Inside the documents kept on this device, without a network too.',
  hint: 'Words, or a phrase in quotes',
  clear: 'Clear the search',
  filters: 'Refine',
  anyType: 'All types',
  anyAuthor: 'All authors',
  type: 'Document type',
  author: 'Author',
  from: 'From',
  to: 'To',
  clearFilters: 'Show all',
  hits: 'Documents found',
  count: (count: number) => counted(count, 'document found', 'documents found', 'no document found'),
  none: 'No document found',
  noneText: 'Try another word, or take a filter away.',
  close: 'Similar spelling',
  closeText: 'These documents have a word that resembles the one you wrote.',
  some: 'Some of the words',
  someText: 'No document has all these words. These have some of them.',
  more: (count: number) => `Show ${counted(count, 'more document', 'more documents')}`,
  fact: 'Stated by the document:',
  scanned: 'Not searchable: scanned document',
  unreadable: 'Not searchable: unreadable document',
  unread: 'Not searchable yet',
  cut: 'Searchable in part: long document',
  unsearchable: (count: number) =>
    count === 1
      ? 'The text of one document is not searchable'
      : `The text of ${count} documents is not searchable`,
  unsearchableText: 'They are found by their title, type or author only.',
} satisfies DossierTexts['search'];
