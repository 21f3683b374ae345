import type { Gathered } from './gather.ts';

/** LISEZMOI.txt: what the archive holds, in French and English; lines end as every system reads them. */
export function readMe({ madeFor, at, documents }: Pick<Gathered, 'madeFor' | 'at' | 'documents'>): string {
  const made = new Date(at).toISOString();
  const [fr, en] =
    madeFor === 'holder'
      ? ['le titulaire', 'the holder']
      : ['un représentant légal', 'a legal representative'];
  const lines = [
    'COPIE DU DOSSIER MÉDICAL PARTAGÉ',
    '',
    `Faite le ${made} (UTC) pour ${fr}. ${documents.length} document(s).`,
    '',
    'index.html        à ouvrir d’abord : tout le dossier, lisible dans un navigateur',
    'documents/        les documents, tels qu’ils ont été déposés',
    'traces.csv        qui a vu quoi, pour un tableur',
    'fhir/bundle.json  le dossier pour un autre logiciel (HL7 FHIR R4, Bundle)',
    'fhir/traces.json  les traces pour un autre logiciel (HL7 FHIR R4, AuditEvent)',
    '',
    'Cette archive contient des données de santé et n’est pas chiffrée :',
    'gardez-la en lieu sûr.',
    'Un document dont l’annonce par un professionnel est attendue n’y figure pas.',
    '',
    '----',
    '',
    'COPY OF THE SHARED MEDICAL RECORD',
    '',
    `Made on ${made} (UTC) for ${en}. ${documents.length} document(s).`,
    '',
    'index.html        open it first: the whole record, readable in a browser',
    'documents/        the documents as they were added',
    'traces.csv        who has seen what, for a spreadsheet',
    'fhir/bundle.json  the record for another program (HL7 FHIR R4, Bundle)',
    'fhir/traces.json  the traces for another program (HL7 FHIR R4, AuditEvent)',
    '',
    'This archive holds health data and is not encrypted: keep it safe.',
    'A document that a professional is still to announce is not in it.',
    '',
  ];
  return `\ufeff${lines.join('\r\n')}`;
}
