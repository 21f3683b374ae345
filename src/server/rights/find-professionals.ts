import type { PsIdNat } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { foldName } from '#domain/identity/person-name.ts';
import { actorOf, type ProfessionalRow } from '#server/auth/professionals.ts';
import type { Reader } from '#server/database.server.ts';
import { professional } from '#server/schema/directory.ts';
import { asc, eq, isNull } from 'drizzle-orm';

/** Lines of one answer. */
const MOST_FOUND = 20;

/**
 * Professionals who may come in, by the beginnings of their names in any order («sol riv»), or by the whole number. Whom to
 * authorise, to block or to put in a team: nothing of any dossier is looked at.
 */
export async function findProfessionals(
  db: Reader,
  query: string,
): Promise<{ professionals: Actor[]; more: boolean }> {
  const rows = await db
    .select()
    .from(professional)
    .where(isNull(professional.removedAt))
    .orderBy(asc(professional.familyName), asc(professional.firstName), asc(professional.psIdNat));
  const found = rows.filter(matching(query));
  return { professionals: found.slice(0, MOST_FOUND).map(actorOf), more: found.length > MOST_FOUND };
}

function matching(query: string): (row: ProfessionalRow) => boolean {
  const number = query.trim();
  const wanted = foldName(query).split(' ').filter(Boolean);
  return ({ psIdNat, firstName, familyName }) => {
    if (psIdNat === number) return true;
    const words = foldName(`${firstName} ${familyName}`).split(' ');
    return wanted.length > 0 && wanted.every((start) => words.some((word) => word.startsWith(start)));
  };
}

/** Also one who was removed since: what they were given can still be taken from them. */
export async function findEverKnown(db: Reader, psIdNat: PsIdNat): Promise<Actor | undefined> {
  const [row] = await db.select().from(professional).where(eq(professional.psIdNat, psIdNat));
  return row && actorOf(row);
}
