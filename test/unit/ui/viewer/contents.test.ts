import { describe, expect, it } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { samplePdf } from '#test/support/documents/samples.ts';
import { greyPage, writeTiff } from '#test/support/documents/tiff.ts';
import { bytesInMemory } from '#ui/viewer/content-bytes.ts';
import { contentKind, embeddedMediaType, extensionFor } from '#ui/viewer/content-kind.ts';
import { turnOfKey } from '#ui/viewer/picture/turn.ts';
import { readableText } from '#ui/viewer/readable-text.ts';

const RTF = '{\\rtf1\\ansi {\\object{\\*\\objdata 4d5a9000}}Tension {\\b 12/8}\\par Reste stable.}';

describe('a file inside a document', () => {
  it.each([
    ['a PDF that says it is a web page', samplePdf(), 'text/html', 'application/pdf'],
    ['a TIFF', writeTiff([greyPage(1, 1, Uint8Array.of(1))]), 'application/octet-stream', 'image/tiff'],
    ['an RTF', utf8(RTF), 'text/plain', 'text/rtf'],
    ['a web page', utf8('<html><script>alert(1)</script></html>'), 'text/html', 'text/plain'],
    ['a document of its own', utf8('<ClinicalDocument xmlns="urn:hl7-org:v3"/>'), 'text/xml', 'text/plain'],
    ['what nobody knows', Uint8Array.of(0, 1, 2), 'application/dicom', 'application/dicom'],
  ])('%s is what its bytes are', (_name, bytes, stated, is) => {
    expect(embeddedMediaType(bytes, stated)).toBe(is);
  });

  it('is shown where something shows it, and saved under a name that runs nothing', () => {
    expect(contentKind('image/tiff')).toBe('tiff');
    expect(contentKind('image/svg+xml')).toBe('other');
    expect(contentKind('text/html')).toBe('other');
    expect(extensionFor('application/dicom')).toBe('dcm');
    expect(extensionFor('text/html')).toBe('bin');
  });
});

describe('a text to be read', () => {
  it('is that of an RTF without its objects', async () => {
    const read = await readableText(bytesInMemory(utf8(RTF)));
    expect(read).toEqual({
      ok: true,
      value: { text: 'Tension 12/8\nReste stable.', clean: true, from: 'rtf' },
    });
  });

  it('is a web page as it is written', async () => {
    const read = await readableText(bytesInMemory(utf8('<b>gras</b>')));
    expect(read).toMatchObject({ ok: true, value: { text: '<b>gras</b>', from: 'text' } });
  });

  it('is refused where an RTF is too deep', async () => {
    const read = await readableText(bytesInMemory(utf8('{\\rtf1' + '{'.repeat(10_000))));
    expect(read).toEqual({ ok: false, error: { type: 'Broken' } });
  });
});

describe('the keys that turn a picture', () => {
  it('are R, and L or Shift and R', () => {
    expect(['r', 'R', 'l', 'x'].map(turnOfKey)).toEqual([1, -1, -1, undefined]);
  });
});
