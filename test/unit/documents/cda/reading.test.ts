import { describe, expect, test } from 'vitest';
import { sourceOfBytes } from '#base/byte-source.ts';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { extractNonXmlBody } from '#documents/cda/body.ts';
import { isoFromHl7 } from '#documents/cda/hl7-time.ts';
import { cdaToEntry } from '#documents/cda/metadata.ts';
import { readCda, readCdaOutline } from '#documents/cda/read-cda.ts';
import {
  sampleCdaN1,
  sampleCdaN3,
  sampleHeader,
  samplePdf,
  TEST_INS_OID,
} from '#test/support/documents/samples.ts';

describe('HL7 times', () => {
  test.each([
    ['20210401134745+0100', '2021-04-01T13:47:45+01:00'],
    ['202101040735+0100', '2021-01-04T07:35+01:00'],
    ['20200701134745', '2020-07-01T13:47:45'],
    ['20200701134745.123-0330', '2020-07-01T13:47:45.123-03:30'],
    ['2020070113', '2020-07-01T13:00'],
    ['20210104', '2021-01-04'],
    ['20210104+0100', '2021-01-04'],
    ['202101', '2021-01'],
    ['2021', '2021'],
    ['20211301', undefined],
    ['20210132', undefined],
    ['2021010425', undefined],
    ['hier', undefined],
    ['', undefined],
  ])('%s is %s', (ts, iso) => {
    expect(isoFromHl7(ts)).toBe(iso);
  });
});

describe('what we write is what we read', () => {
  test('an N1 around a PDF', () => {
    const document = unwrap(readCda(sampleCdaN1()));
    expect(document.warnings).toEqual([]);
    expect(document.header).toMatchObject({
      id: sampleHeader.id,
      setId: sampleHeader.setId,
      title: sampleHeader.title,
      type: sampleHeader.type,
      effectiveTime: '2026-11-20T08:30:00+00:00',
      patient: {
        ids: sampleHeader.patient.ids,
        familyNames: [
          { text: 'EXEMPLE', qualifier: 'BR' },
          { text: "D'ARC & FILS", qualifier: 'CL' },
        ],
        birthDate: '1950-08-01',
        sex: 'M',
      },
      authors: [{ name: 'Nadia INFIRMIERE', organisation: { name: 'Cabinet des Lilas' } }],
    });
    expect(unwrap(extractNonXmlBody(document.body))).toEqual({
      mediaType: 'application/pdf',
      bytes: samplePdf(),
    });
  });

  test('an N3 with its sections', () => {
    const { body } = unwrap(readCda(sampleCdaN3()));
    expect(body).toMatchObject({
      level: 'N3',
      sections: [{ title: 'Observations' }, { title: 'Suite' }],
      embedded: [],
    });
    expect(extractNonXmlBody(body)).toEqual({ ok: false, error: { type: 'NotUnstructured' } });
  });

  test('hostile texts stay texts', () => {
    const title = '"><script>alert(1)</script>&amp;\u0000\ud800';
    expect(unwrap(readCda(sampleCdaN3({ title }))).header.title).toBe('"><script>alert(1)</script>&amp;');
  });
});

describe('what is odd is read with a warning', () => {
  const warnings = (text: string) => unwrap(readCda(text)).warnings;

  test('a NIR whose key is wrong', () => {
    const patient = { ...sampleHeader.patient, ids: [{ root: TEST_INS_OID, extension: '150081505104019' }] };
    expect(warnings(sampleCdaN3({ patient }))).toEqual(['NirKeyWrong']);
  });

  test('no national identifier, an unknown type, no title', () => {
    const patient = { ...sampleHeader.patient, ids: [{ root: '1.2.3', extension: '42' }] };
    const text = sampleCdaN3({ patient, type: { code: '00000-0' } }).replace(/<title>.*?<\/title>/, '');
    expect(warnings(text)).toEqual(['NoNationalIdentifier', 'TypeUnknown', 'TitleMissing']);
  });

  test('several patients', () => {
    const text = sampleCdaN3().replace('<author>', '<recordTarget/><author>');
    expect(warnings(text)).toEqual(['SeveralPatients']);
  });

  test('a title missing is replaced by the type in the entry', () => {
    const text = sampleCdaN3({ type: { code: '11506-3' } }).replace(/<title>.*?<\/title>/, '');
    expect(cdaToEntry(unwrap(readCda(text))).title).toBe(
      'CR ou fiche de suivi de soins par auxiliaire médical',
    );
  });

  test('a title too long is cut', () => {
    expect(cdaToEntry(unwrap(readCda(sampleCdaN3({ title: 'x'.repeat(500) })))).title).toHaveLength(200);
  });
});

describe('the content of an N1', () => {
  const bodyWith = (text: string) => unwrap(readCda(sampleCdaN1().replace(/<text .*<\/text>/s, text))).body;

  test('base64 over several lines is read', () => {
    const { bytes } = unwrap(
      extractNonXmlBody(bodyWith('<text mediaType="Text/Plain" representation="B64">\n SGVs\n bG8= </text>')),
    );
    expect(new TextDecoder().decode(bytes)).toBe('Hello');
  });

  test('text is read as text', () => {
    const body = bodyWith('<text>Été</text>');
    expect(unwrap(extractNonXmlBody(body)).mediaType).toBe('text/plain');
    expect(new TextDecoder().decode(unwrap(extractNonXmlBody(body)).bytes)).toBe('Été');
  });

  test('a large one is not held by whoever reads the outline alone', async () => {
    const large = `<text mediaType="application/pdf" representation="B64">${'QUJD'.repeat(1_000_000)}</text>`;
    const cda = utf8(sampleCdaN1().replace(/<text .*<\/text>/s, large));
    const { header, body } = unwrap(await readCdaOutline(sourceOfBytes(cda)));
    expect(header).toEqual(unwrap(readCda(cda)).header);
    expect(body).toMatchObject({ level: 'N1', mediaType: 'application/pdf' });
    expect(body.level === 'N1' && body.content.length).toBeLessThan(200_000);
  });

  test.each([
    [
      '<text mediaType="application/pdf"><reference value="http://attacker.invalid/x.pdf"/></text>',
      'NoContent',
    ],
    ['<text representation="B64">!!!</text>', 'NotBase64'],
  ])('%s has none: %s', (text, error) => {
    expect(extractNonXmlBody(bodyWith(text))).toEqual({ ok: false, error: { type: error } });
  });
});
