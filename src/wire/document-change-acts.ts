import type { DossierAction } from '#domain/access/action.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import type { DocumentChange } from './right-commands.ts';

/** TD3.3a-d: the question that each change asks, and the trace that it leaves (R1111-43). */
export const DOCUMENT_CHANGE_ACTS: Readonly<
  Record<DocumentChange, { readonly action: DossierAction; readonly act: TraceAct }>
> = {
  mask: { action: 'maskDocument', act: 'maskDocument' },
  unmask: { action: 'unmaskDocument', act: 'unmaskDocument' },
  revealToHolder: { action: 'revealToHolder', act: 'revealToHolder' },
  revealToRepresentatives: { action: 'revealToRepresentatives', act: 'revealToRepresentatives' },
  archive: { action: 'archiveDocument', act: 'archiveDocument' },
  unarchive: { action: 'archiveDocument', act: 'unarchiveDocument' },
  delete: { action: 'deleteDocument', act: 'deleteDocument' },
};
