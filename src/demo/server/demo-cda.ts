import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { cdaToEntry } from '#documents/cda/metadata.ts';
import { readCda } from '#documents/cda/read-cda.ts';
import type { CdaHeaderToWrite } from '#documents/write/cda.ts';
import type { DemoDocument } from './demo-document.ts';

/** A CDA, described by its own header as the app would. */
export function demoCda(by: DemoDocument['by'], text: string): DemoDocument {
  const content = utf8(text);
  const { classCode: _class, ...facts } = cdaToEntry(unwrap(readCda(content)));
  return { by, mediaType: 'text/xml', content, ...facts };
}

/** Header of a document of the demonstration's practice. */
export function headerOf(
  patient: CdaHeaderToWrite['patient'],
  given: {
    id: string;
    title: string;
    type: CdaHeaderToWrite['type'];
    at: number;
    author: readonly [psIdNat: string, givenName: string, familyName: string, specialty: string];
  },
): CdaHeaderToWrite {
  const [psIdNat, givenName, familyName, specialty] = given.author;
  // a root of our own under the arc for examples (ITU-T X.660, 2.999)
  const root = '2.999.1.1';
  return {
    id: { root, extension: given.id },
    setId: { root, extension: `${given.id}-SET` },
    version: 1,
    title: given.title,
    type: given.type,
    createdAt: given.at,
    patient,
    author: {
      id: { root: '1.2.250.1.71.4.2.1', extension: psIdNat },
      givenName,
      familyName,
      specialty: {
        code: specialty,
        system: '1.2.250.1.213.1.1.4.5',
        displayName: specialty === 'G15_60' ? 'Infirmier' : 'Médecin',
      },
      organisation: { name: 'Cabinet médical de démonstration' },
    },
  };
}
