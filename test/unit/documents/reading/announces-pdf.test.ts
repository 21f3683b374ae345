import { describe, expect, test } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { announcesPdf } from '#documents/reading/announces-pdf.ts';
import { readDocument } from '#documents/reading/read-document.ts';
import { sampleCdaN1, sampleCdaN3 } from '#test/support/documents/samples.ts';

describe('a PDF inside a CDA is expected before it is reached', () => {
  test('where the document says so, in any place and whatever its bytes', () => {
    expect(announcesPdf(utf8(sampleCdaN1()))).toBe(true);
    expect(announcesPdf(new Uint8Array([0xff, 0x00, ...utf8(' mediaType="application/pdf"')]))).toBe(true);
  });

  test('and not where it does not', () => {
    expect(announcesPdf(utf8(sampleCdaN3()))).toBe(false);
    expect(announcesPdf(new Uint8Array())).toBe(false);
  });

  test('one that is unseen in 16-bit text is read all the same', async () => {
    const text = sampleCdaN1().replace('UTF-8', 'UTF-16');
    const bytes = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect(announcesPdf(bytes)).toBe(false);
    expect((await readDocument(bytes, 'text/xml')).text).toContain('plaie propre');
  });

  test('one that is announced and not there takes nothing from what is read', async () => {
    const cda = sampleCdaN3().replace('</title>', ' application/pdf</title>');
    const { reading } = await readDocument(utf8(cda), 'text/xml');
    expect(reading.text).toBe('whole');
  });
});
