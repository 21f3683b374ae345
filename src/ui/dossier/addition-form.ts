/** What a person makes in a dossier instead of choosing a file. */
export const FORMS = ['care', 'note', 'capture'] as const;
export type Form = (typeof FORMS)[number];

/** As the addresses call them: «/dossier/…/ajouter?faire=soin». */
const ASKED: Readonly<Record<Form, string>> = { care: 'soin', note: 'note', capture: 'photo' };

/** Opens a form of a dossier at once; nothing of a person stands in it. */
export const formPath = (dossierId: string, form: Form): string =>
  `/dossier/${dossierId}/ajouter?faire=${ASKED[form]}`;

export const formAsked = (text: string | null): Form | undefined =>
  FORMS.find((form) => ASKED[form] === text);

export type WrittenNote = { readonly title: string; readonly text: string };

/** What was kept of a note, if that is what was kept. */
export function parseWrittenNote(kept: unknown): WrittenNote | undefined {
  if (typeof kept !== 'object' || kept === null || !('title' in kept) || !('text' in kept)) return undefined;
  const { title, text } = kept;
  return typeof title === 'string' && typeof text === 'string' ? { title, text } : undefined;
}
