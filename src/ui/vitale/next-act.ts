import type { DossierId } from '#base/brand.ts';
import type { FoundDossier } from '#app/dossier-port.ts';
import { REFUSED_BECAUSE, type RefusedBecause } from '#domain/access/question.ts';

/** What can be done for a person of the card, once the server said whether their dossier exists. */
export type NextAct =
  | { kind: 'create' }
  | { kind: 'open'; dossierId: DossierId }
  /** Only with the holder's agreement, by an explicit act (EX_0.3-1010). */
  | { kind: 'authorise'; dossierId: DossierId; because: 'notAuthorised' | 'authorisationExpired' }
  /** May be opened again with a renewed consent (TD1.2). */
  | { kind: 'closed'; dossierId: DossierId }
  /** Nothing that the holder's agreement could change here. */
  | { kind: 'refused'; because: RefusedBecause };

export function nextAct(found: FoundDossier): NextAct {
  if (found.kind === 'none') return { kind: 'create' };
  const { dossierId, because } = found;
  if (found.status === 'closed') return { kind: 'closed', dossierId };
  if (found.mayConsult) return { kind: 'open', dossierId };
  if (because === 'notAuthorised' || because === 'authorisationExpired')
    return { kind: 'authorise', dossierId, because };
  return { kind: 'refused', because: REFUSED_BECAUSE.find((code) => code === because) ?? 'notAuthorised' };
}
