import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourceOfBytes } from '#base/byte-source.ts';
import { unwrap } from '#base/result.ts';
import { extractNonXmlBody } from '#documents/cda/body.ts';
import { idText, type CdaDocument } from '#documents/cda/document.ts';
import { isoFromHl7 } from '#documents/cda/hl7-time.ts';
import { cdaToEntry } from '#documents/cda/metadata.ts';
import { readCda, readCdaOutline } from '#documents/cda/read-cda.ts';
import { computeInsC } from '#domain/identity/ins-c.ts';
import { holderMismatch } from '#documents/identity-check.ts';
import { checkFile } from '#documents/file/check-file.ts';
import { sniffMediaType } from '#documents/file/sniff.ts';
import { sharedFolder } from '#test/support/shared.ts';

type IndexRow = {
  file: string;
  title?: string;
  typeCode?: string;
  typeCodeSystem?: string;
  level?: string;
  bodyMediaType?: string | null;
  embeddedPdf?: boolean;
  confidentiality?: string;
  effectiveTime?: string;
  uniqueId?: string;
  templateIds?: string[];
  sectionTitles?: string[];
  patient?: {
    ids: { root: string; extension: string; nirKeyValid: boolean }[];
    family: [string | null, string][];
    given: [string | null, string][];
    birth: string;
    sex: string;
  };
};

const folder = sharedFolder('documents', 'cda');
const rows = folder
  ? (JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as { files: IndexRow[] }).files
  : [];
const bytesOf = (file: string): Buffer => readFileSync(`${folder}/${file}`);

/** Accepted, with these warnings; none of the official files is refused. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  'CANCER-PPS_2022.01_Autopresentable.xml': ['Wrapped'],
  'CSE-CS24_2024.01.xml': ['NirKeyWrong'],
};

const sectionTitles = (document: CdaDocument): string[] => {
  const all: string[] = [];
  const visit = (
    sections: CdaDocument['body'] extends infer B ? (B extends { sections: infer S } ? S : never) : never,
  ) => {
    for (const section of sections) {
      if (section.title) all.push(section.title);
      visit(section.sections);
    }
  };
  if (document.body.level === 'N3') visit(document.body.sections);
  return all;
};

const namePairs = (parts: readonly { text: string; qualifier?: string }[]) =>
  parts.map(({ text, qualifier }) => [qualifier ?? null, text]);

describe.skipIf(!folder)('the 25 official CDA documents', () => {
  test('are all there', () => {
    expect(rows).toHaveLength(25);
  });

  test.each(rows)('$file is accepted', async ({ file }) => {
    const bytes = bytesOf(file);
    expect(await checkFile({ name: file, file: sourceOfBytes(bytes) })).toEqual({
      ok: true,
      value: 'text/xml',
    });
    expect(unwrap(readCda(bytes)).warnings).toEqual(WARNINGS[file] ?? []);
  });

  test.each(rows.filter((row) => row.patient))('$file has the header that the index tells of', (row) => {
    const { header, body } = unwrap(readCda(bytesOf(row.file)));
    expect(header.title).toBe(row.title);
    expect([header.type.code, header.type.system]).toEqual([row.typeCode, row.typeCodeSystem]);
    expect(body.level).toBe(row.level);
    expect(header.confidentiality).toBe(row.confidentiality);
    expect(header.effectiveTime).toBe(isoFromHl7(row.effectiveTime ?? ''));
    expect(idText(header.id)).toBe(row.uniqueId);
    expect(header.templateIds).toEqual(row.templateIds);
    expect(body.level === 'N1' ? body.mediaType : null).toBe(row.bodyMediaType);
    const embedded = body.level === 'N1' ? [body.mediaType] : body.embedded;
    expect(embedded.includes('application/pdf')).toBe(row.embeddedPdf);
  });

  test.each(rows.filter((row) => row.patient))(
    '$file has the patient that the index tells of',
    ({ file, patient }) => {
      const found = unwrap(readCda(bytesOf(file))).header.patient;
      expect(found.ids.filter(({ root }) => root.startsWith('1.2.250.1.213.1.4.'))).toEqual(
        patient?.ids.map(({ root, extension }) => ({ root, extension })),
      );
      expect(namePairs(found.familyNames)).toEqual(patient?.family);
      expect(namePairs(found.givenNames)).toEqual(patient?.given);
      expect(found.birthDate).toBe(isoFromHl7(patient?.birth ?? ''));
      expect(found.sex).toBe(patient?.sex);
    },
  );

  test.each(rows.filter((row) => row.sectionTitles))(
    '$file has its sections',
    ({ file, sectionTitles: expected }) => {
      const found = sectionTitles(unwrap(readCda(bytesOf(file))));
      // the index keeps the first twelve, with their line breaks and the empty ones
      const titles =
        expected?.map((title) => title.replace(/\s+/g, ' ').trim()).filter((title) => title !== '') ?? [];
      expect(found.slice(0, titles.length)).toEqual(titles);
    },
  );

  test.each(rows)('$file gives an entry with author, class and time', ({ file }) => {
    const entry = cdaToEntry(unwrap(readCda(bytesOf(file))));
    expect(entry.title).not.toBe('');
    expect(entry.classCode).toMatch(/^\d\d$/);
    expect(entry.author?.name).toBeTruthy();
    expect(entry.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    expect(entry.cda.version).toBeGreaterThan(0);
    expect(entry.cda.setId).toBeTruthy();
  });

  test.each(rows.filter((row) => row.level === 'N1'))(
    'the PDF inside $file comes out whole',
    async ({ file }) => {
      const { mediaType, bytes } = unwrap(extractNonXmlBody(unwrap(readCda(bytesOf(file))).body));
      expect(mediaType).toBe('application/pdf');
      expect(sniffMediaType(bytes)).toBe('application/pdf');
      expect((await checkFile({ name: 'inside.pdf', file: sourceOfBytes(bytes) })).ok).toBe(true);
    },
  );

  test.each(rows)('$file read piece by piece tells the same, without what is embedded', async ({ file }) => {
    const whole = unwrap(readCda(bytesOf(file)));
    const outline = unwrap(await readCdaOutline(sourceOfBytes(bytesOf(file))));
    expect(outline.header).toEqual(whole.header);
    expect(outline.warnings).toEqual(whole.warnings);
    expect(cdaToEntry(outline)).toEqual(cdaToEntry(whole));
  });

  test('the document inside a stylesheet is read as if it stood alone', () => {
    const { header } = unwrap(readCda(bytesOf('CANCER-PPS_2022.01_Autopresentable.xml')));
    expect(header).toMatchObject({
      id: { root: '1.2.250.1.213.1.1.1.26.2022.1.1' },
      title: 'PROGRAMME PERSONNALISÉ DE SOINS EN CANCEROLOGIE',
      type: { code: '18776-5', displayName: 'Plan personnalisé de soins' },
      effectiveTime: '2021-01-13T12:17:00+01:00',
      patient: { birthDate: '1976-05-31', sex: 'F' },
    });
    expect(header.authors[0]).toMatchObject({ name: 'Charles MULLER' });
  });

  test('an unstructured report names everybody and everything around it', () => {
    const document = unwrap(readCda(bytesOf('DOC_NON_STRUCTURE_CDA-R2-N1.xml')));
    expect(document.header).toMatchObject({
      setId: { root: '1.3.6.1.4.1.19376.1.2.20.12345.1' },
      version: 1,
      language: 'fr-FR',
      authors: [
        {
          id: { root: '1.2.250.1.71.4.2.1', extension: '801234534765' },
          name: 'Marcel CAMPARINI',
          specialty: { code: 'G15_10/SM03' },
          organisation: { name: 'Laboratoire des charmes' },
          time: '2021-01-04T16:05:27+01:00',
        },
      ],
      custodian: { name: 'Laboratoire des charmes' },
      serviceEvents: [
        {
          code: { code: '18723-7', displayName: 'Hématologie' },
          start: '2021-01-04T13:47:00+01:00',
          stop: '2021-01-04T13:55:00+01:00',
          performer: { name: 'Roberta BLEEDER' },
        },
      ],
      encounter: { start: '2020-07-01T13:47:45', facility: { kind: { code: 'SA07' } } },
    });
    expect(cdaToEntry(document)).toEqual({
      title: "Compte rendu d'examens biologiques",
      typeCode: '11502-2',
      classCode: '10',
      createdAt: '2021-04-01T13:47:45+01:00',
      serviceStart: '2021-01-04T13:47:00+01:00',
      serviceStop: '2021-01-04T13:55:00+01:00',
      author: { name: 'Marcel CAMPARINI', organisation: 'Laboratoire des charmes' },
      cda: {
        level: 'N1',
        uniqueId: '1.3.6.1.4.1.19376.1.2.20.12345.1.1',
        setId: '1.3.6.1.4.1.19376.1.2.20.12345.1',
        version: 1,
        embeddedMediaType: 'application/pdf',
        formatCode: 'urn:ihe:iti:xds-sd:pdf:2008',
      },
    });
  });

  test('a replacement says what it replaces', () => {
    const { header } = unwrap(readCda(bytesOf('OPH-BRE_2022.02.xml')));
    expect(header.related).toEqual([
      { kind: 'RPLC', id: { root: '1.2.250.1.213.1.1.9', extension: 'OPH-BRE_2021.01_20210827_00001_2' } },
    ]);
  });

  test.each(rows)(
    'the patient of $file is told from the holder of a dossier, or is the holder',
    async ({ file }) => {
      const { header } = unwrap(readCda(bytesOf(file)));
      const insC = unwrap(await computeInsC(PAT_TROIS.card));
      const { verdict, differences } = await holderMismatch(header.patient, {
        traits: PAT_TROIS.traits,
        insC,
      });
      expect({ verdict, differences }).toEqual(OTHERS[file] ?? { verdict: 'same', differences: [] });
    },
  );
});

/** The fictional person of most of the examples, as a card would show her. */
const PAT_TROIS = {
  card: { firstName: 'DOMINIQUE', birthDate: '19790328', nir: '279035121518989' },
  traits: { familyName: 'PAT TROIS', firstName: 'Dominique', birthDate: '1979-03-28', sex: 'F' as const },
};

const OTHERS: Readonly<Record<string, { verdict: string; differences: string[] }>> = {
  // her number with another birth date
  'CANCER-PPS_2022.01_Autopresentable.xml': { verdict: 'unsure', differences: ['birthDate'] },
  // a number with a wrong key, so that traits alone speak
  'CSE-CS24_2024.01.xml': { verdict: 'different', differences: ['familyName', 'firstName', 'birthDate'] },
  'OBP-SNM_2024.01.xml': {
    verdict: 'different',
    differences: ['identifier', 'familyName', 'firstName', 'birthDate'],
  },
  'SDM-MR_2024.01_patiente-enceinte.xml': {
    verdict: 'different',
    differences: ['identifier', 'familyName', 'firstName', 'birthDate'],
  },
};
