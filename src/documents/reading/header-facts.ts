import { MAX_FACT_LABEL, type DocumentEncounter, type DocumentReading } from '#domain/clinical/reading.ts';
import type { CdaEncounter, CdaHeader, CdaId } from '../cda/document.ts';
import { stated } from '../cda/stated.ts';

/**
 * Registers of people and of establishments (ANS, «personne» and «structure»; FINESS): some documents name the biologist
 * or the laboratory where the stay should stand.
 */
const NOT_A_STAY: ReadonlySet<string> = new Set([
  '1.2.250.1.71.4.2.1',
  '1.2.250.1.71.4.2.2',
  '1.2.250.1.213.1.1.9',
]);

/** What the header of a CDA says for the order of a list: specialty of its author, and the stay or visit it is of. */
export function headerFacts({
  authors,
  encounter,
}: Pick<CdaHeader, 'authors' | 'encounter'>): Pick<DocumentReading, 'specialty' | 'encounter'> {
  return stated({
    specialty: authors[0]?.specialty?.displayName?.slice(0, MAX_FACT_LABEL) || undefined,
    encounter: encounter && encounterOf(encounter),
  });
}

/** Nothing where neither its words nor its dates would tell it from another. */
function encounterOf({ id, code, facility, start, stop }: CdaEncounter): DocumentEncounter | undefined {
  const label = [code?.displayName, facility?.name ?? facility?.kind?.displayName].filter(Boolean).join(', ');
  const found = stated({
    label: label.slice(0, MAX_FACT_LABEL) || undefined,
    from: start,
    to: stop,
    id: id && idOf(id),
  });
  return found.id !== undefined || found.from !== undefined || found.to !== undefined ? found : undefined;
}

const idOf = ({ root, extension }: CdaId): string | undefined =>
  NOT_A_STAY.has(root) ? undefined : [root, extension].filter(Boolean).join('^').slice(0, MAX_FACT_LABEL);
