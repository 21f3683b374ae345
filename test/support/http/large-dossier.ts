import type { DocumentId, DossierId } from '#base/brand.ts';
import { sha256, toHex, utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { FurnishingDevice } from '#demo/server/device.ts';
import { done } from '#demo/server/done.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { parseInsC } from '#domain/identity/ins-c.ts';
import { contentHash } from '#wire/primitives.ts';

const DAY_MS = 24 * 3600_000;
/** Whose dossier has a great many documents. */
export const READER = { familyName: 'BIBLIOTHEQUE', firstName: 'ALIX', birthDate: '1950-08-01' };
const TYPES = ['11506-3', '11488-4', '34133-9', '57833-6', '11502-2'];

export const READER_INS_C = '0000000000000000000097';

/** A dossier of so many short notes, one every third day, the last of which was rewritten: one more is replaced. */
export async function largeDossier(
  doctor: FurnishingDevice,
  nurse: FurnishingDevice,
  documents: number,
): Promise<DossierId> {
  const at = Date.now();
  const dossierId = done(
    await doctor.send({
      type: 'createDossier',
      dossierId: crypto.randomUUID() as DossierId,
      holder: READER,
      insC: unwrap(parseInsC(READER_INS_C)),
      record: {
        informed: { at, brochureVersion: CURRENT_BROCHURE },
        consent: { at, breakGlass: true, dispatchCentre: true },
        identified: { vitaleReadAt: at, confirmedAt: at },
      },
    }),
  );
  const presence = { kind: 'vitale', readAt: at } as const;
  for (const { professional } of [doctor, nurse])
    done(
      await doctor.send({
        type: 'grantAuthorisation',
        dossierId,
        professional: professional.psIdNat,
        presence,
      }),
    );
  for (let n = 1; n < documents; n++)
    await provideNote(doctor, dossierId, { title: `Note ${n}`, createdAt: dayBefore(3 * n), n });
  await rewrite(doctor, dossierId);
  return dossierId;
}

export const dayBefore = (days: number): string =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

export type GivenNote = { title: string; createdAt: string; n: number; text?: string };

/** Adds a text, or a new version of one. */
export async function provideNote(
  device: FurnishingDevice,
  dossierId: DossierId,
  { title, createdAt, n, text = `Texte de la note ${n}.` }: GivenNote,
  replaces?: { documentId: DocumentId },
): Promise<DocumentId> {
  const content = utf8(text);
  await device.upload(content);
  const documentId = crypto.randomUUID() as DocumentId;
  const document = {
    documentId,
    logicalId: replaces?.documentId ?? documentId,
    title,
    typeCode: TYPES[n % TYPES.length] ?? '11506-3',
    mediaType: 'text/plain' as const,
    size: content.length,
    sha256: contentHash.parse(toHex(await sha256(content))),
    createdAt,
    visibility: VISIBLE_TO_ALL,
    ...(replaces && { replaces: replaces.documentId }),
  };
  done(await device.send({ type: 'provideDocument', dossierId, document }));
  return documentId;
}

async function rewrite(device: FurnishingDevice, dossierId: DossierId): Promise<void> {
  const given = { title: 'Bilan relu', createdAt: dayBefore(2), n: 0 };
  const documentId = await provideNote(device, dossierId, { ...given, text: 'Premier texte du bilan.' });
  const again = { ...given, createdAt: dayBefore(1), text: 'Second texte du bilan.' };
  await provideNote(device, dossierId, again, { documentId });
}
