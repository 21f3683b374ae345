import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceOfBytes } from '#base/byte-source.ts';
import { utf8 } from '#base/bytes.ts';
import { extractNonXmlBody } from '#documents/cda/body.ts';
import { isoFromHl7 } from '#documents/cda/hl7-time.ts';
import { cdaToEntry } from '#documents/cda/metadata.ts';
import { readCda, readCdaOutline } from '#documents/cda/read-cda.ts';
import { checkFile } from '#documents/file/check-file.ts';
import { safeFileName } from '#documents/file/safe-file-name.ts';
import { sniffMediaType } from '#documents/file/sniff.ts';
import { XML_LIMITS } from '#documents/xml/limits.ts';
import { readXml } from '#documents/xml/read-xml.ts';
import {
  sampleCdaN1,
  sampleCdaN3,
  sampleJpeg,
  samplePdf,
  samplePng,
} from '#test/support/documents/samples.ts';
import { sharedFolder } from '#test/support/shared.ts';

const folder = sharedFolder('documents', 'cda');
const official = folder
  ? ['VSM_1.4_2022.01.xml', 'BIO-TROD_2024.01_Angine.xml'].map(
      (file) => new Uint8Array(readFileSync(`${folder}/${file}`)),
    )
  : [];
const SAMPLES: readonly Uint8Array[] = [utf8(sampleCdaN1()), utf8(sampleCdaN3()), ...official];

/** Everything that is done with a document on arrival: a value or a reason, never a throw. */
const readAll = (input: string | Uint8Array): void => {
  const document = readCda(input);
  if (!document.ok) return expect(document.error.type).toBeTruthy();
  expect(cdaToEntry(document.value).title.length).toBeLessThanOrEqual(200);
  extractNonXmlBody(document.value.body);
};

const sample = fc.constantFrom(...SAMPLES);
const where = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('no document makes the reader throw', () => {
  test('read piece by piece it is taken or refused as when it is read whole', async () => {
    const damaged = fc.tuple(sample, where, fc.integer({ min: 0, max: 255 })).map(([bytes, at, byte]) => {
      const changed = new Uint8Array(bytes);
      changed[Math.floor(at * bytes.length)] = byte;
      return changed;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, sample), async (bytes) => {
        const outline = await readCdaOutline(sourceOfBytes(bytes));
        const whole = readCda(bytes);
        expect(outline.ok).toBe(whole.ok);
        if (outline.ok && whole.ok) expect(outline.value.header).toEqual(whole.value.header);
      }),
    );
  });

  test('cut anywhere', () => {
    fc.assert(
      fc.property(sample, where, (bytes, at) => {
        const cut = bytes.subarray(0, Math.floor(at * bytes.length));
        const result = readCda(cut);
        // the last characters may be blanks after the end
        if (at < 0.99) expect(result.ok).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test('with bytes changed', () => {
    const change = fc.tuple(where, fc.nat(255));
    fc.assert(
      fc.property(sample, fc.array(change, { minLength: 1, maxLength: 8 }), (bytes, changes) => {
        const changed = bytes.slice();
        for (const [at, byte] of changes) changed[Math.floor(at * bytes.length)] = byte;
        readAll(changed);
      }),
      { numRuns: 150 },
    );
  });

  test('with parts removed, repeated or put in', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '&',
      '<![CDATA[',
      ']]>',
      '<!--',
      '<!DOCTYPE a [',
      '<?xml ?>',
      '"',
      'xmlns:a=""',
      '&#x0;',
      '</section>',
      '\u0000',
      '\ud800',
    );
    fc.assert(
      fc.property(sample, where, where, piece, (bytes, from, to, put) => {
        const text = new TextDecoder().decode(bytes);
        const [a, b] = [Math.floor(from * text.length), Math.floor(to * text.length)];
        readAll(text.slice(0, a) + put + text.slice(b));
      }),
      { numRuns: 150 },
    );
  });

  test('made of XML-like scraps', () => {
    const scrap = fc.constantFrom(
      '<a>',
      '</a>',
      '<b/>',
      '<x:c>',
      '<a b="c">',
      '&lt;',
      '&e;',
      ' ',
      'é',
      '<!-- -->',
      '<?p ?>',
      '<![CDATA[x]]>',
      '<!DOCTYPE a>',
      '<ClinicalDocument xmlns="urn:hl7-org:v3">',
      '</ClinicalDocument>',
      '<__proto__ constructor="">',
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 40 }), (scraps) => {
        readAll(scraps.join(''));
        const small = readXml(scraps.join(''), {
          ...XML_LIMITS,
          depth: 3,
          elements: 5,
          attributes: 1,
          textLength: 2,
        });
        if (!small.ok) expect(small.error.type).toBeTruthy();
      }),
      { numRuns: 300 },
    );
  });

  test('made of random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        readAll(bytes);
        readAll(Uint8Array.from([0xff, 0xfe, ...bytes]));
        readAll(Uint8Array.from([0xfe, 0xff, ...bytes]));
      }),
    );
  });
});

const check = (name: string, bytes: Uint8Array) => checkFile({ name, file: sourceOfBytes(bytes) });

describe('files', () => {
  const files = fc.constantFrom(samplePdf(), samplePng(), sampleJpeg());

  test('a file cut before its end is never taken for whole', async () => {
    await fc.assert(
      fc.asyncProperty(files, where, async (bytes, at) => {
        const whole = sniffMediaType(bytes);
        const cut = bytes.subarray(0, Math.min(Math.floor(at * bytes.length), bytes.length - 8));
        if (sniffMediaType(cut) === whole) expect(await check('', cut)).toMatchObject({ ok: false });
      }),
    );
  });

  test('any bytes under any name are taken or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.uint8Array(), files, async (name, bytes, file) => {
        await check(name, bytes);
        await check(`${name}.jpg`, Uint8Array.from([0xff, 0xd8, 0xff, ...bytes]));
        await check(`${name}.png`, Uint8Array.from([...file.subarray(0, 8), ...bytes]));
      }),
    );
  });

  test('a safe name is short, visible, without path, and safe again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const safe = safeFileName(name);
        expect(safe).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
        expect(safe).not.toBe('');
        expect([...safe].length).toBeLessThanOrEqual(121);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });

  test('any text is a time or none', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9+.-]{0,24}$/), (text) => {
        const iso = isoFromHl7(text);
        if (iso !== undefined)
          expect(iso).toMatch(/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d)?)?)?)?$/);
      }),
    );
  });
});
