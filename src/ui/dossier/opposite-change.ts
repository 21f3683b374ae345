import type { DocumentChange } from '#wire/right-commands.ts';

/** What gives back the state before; what was once shown to somebody, or deleted, is not taken back. */
const OPPOSITES: Readonly<Partial<Record<DocumentChange, DocumentChange>>> = {
  mask: 'unmask',
  unmask: 'mask',
  archive: 'unarchive',
  unarchive: 'archive',
};

export const oppositeOf = (change: DocumentChange): DocumentChange | undefined => OPPOSITES[change];
