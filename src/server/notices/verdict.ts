import { decideAccess } from '#domain/access/decide.ts';
import type { DossierAction } from '#domain/access/action.ts';
import type { AccessVerdict } from '#domain/access/question.ts';
import { reduceRights } from '#domain/rights/rights.ts';
import { questionOf, type Asker } from '#server/access.ts';
import type { Circumstances } from '#server/circumstances.ts';

export type Asking = { asker: Asker; circumstances: Circumstances; now: number };

/** The verdict on what is about no one dossier: the inbox, the letters of the operator. */
export function verdictOutside(
  asking: Asking,
  action: Extract<DossierAction, 'readNotices' | 'printLetter'>,
): AccessVerdict {
  const nothing = { ...asking, row: undefined, acts: [], rights: reduceRights([]) };
  return decideAccess(questionOf(nothing, action, { mode: 'normal' }));
}
