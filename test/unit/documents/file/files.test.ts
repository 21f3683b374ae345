import { describe, expect, test } from 'vitest';
import { sourceOfBytes } from '#base/byte-source.ts';
import { concat, utf8 } from '#base/bytes.ts';
import { MAX_DOCUMENT_BYTES } from '#domain/dossier/document-entry.ts';
import { checkFile, checkFileSize } from '#documents/file/check-file.ts';
import { downloadName, safeFileName, titleFromFileName } from '#documents/file/safe-file-name.ts';
import { sniffMediaType } from '#documents/file/sniff.ts';
import { sampleCdaN1, sampleJpeg, samplePdf, samplePng } from '#test/support/documents/samples.ts';

const cda = () => utf8(sampleCdaN1());
const check = async (name: string, bytes: Uint8Array) => {
  const result = await checkFile({ name, file: sourceOfBytes(bytes) });
  return result.ok ? result.value : result.error.type;
};

describe('files that a dossier takes', () => {
  test.each([
    ['cr.pdf', samplePdf(), 'application/pdf'],
    ['PHOTO.JPG', sampleJpeg(), 'image/jpeg'],
    ['plaie.png', samplePng(), 'image/png'],
    ['note.txt', utf8('Plaie propre.\r\n\tÀ revoir.'), 'text/plain'],
    ['xml.txt', cda(), 'text/plain'],
    ['doc.xml', cda(), 'text/xml'],
    ['doc.cda', cda(), 'text/xml'],
    ['sans extension', samplePdf(), 'application/pdf'],
    ['export.dat', cda(), 'text/xml'],
  ])('%s', async (name, bytes, mediaType) => {
    expect(await check(name, bytes)).toBe(mediaType);
  });

  test('a CDA in 16 bits is recognised', () => {
    const text = sampleCdaN1().replace('UTF-8', 'UTF-16');
    const bytes = new Uint8Array(2 + text.length * 2);
    bytes.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++)
      new DataView(bytes.buffer).setUint16(2 + i * 2, text.charCodeAt(i), true);
    expect(sniffMediaType(bytes)).toBe('text/xml');
  });

  test('a photo with a video behind it is whole', async () => {
    expect(await check('photo.jpg', concat(sampleJpeg(), utf8('ftypmp4'.repeat(1000))))).toBe('image/jpeg');
  });

  test('a PDF padded with zeros is whole', async () => {
    expect(await check('a.pdf', concat(samplePdf(), new Uint8Array(4096)))).toBe('application/pdf');
  });
});

describe('a file larger than a window', () => {
  const WINDOW = 256 * 1024;
  const filler = (size: number) => new Uint8Array(size).fill(0x41);
  /** One scan that goes on over several windows, with stuffed zeros and restarts where windows meet. */
  const longJpeg = () => {
    const scan = filler(3 * WINDOW);
    for (let at = WINDOW - 40; at < scan.length; at += WINDOW) scan.set([0xff, 0, 0xff, 0xd0], at);
    for (let at = WINDOW - 13; at < scan.length; at += WINDOW - 1) scan.set([0xff, 0], at);
    return concat(Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2), scan, Uint8Array.of(0xff, 0xd9));
  };

  test('has its end or has not, wherever the windows meet', async () => {
    const jpeg = longJpeg();
    expect(await check('a.jpg', jpeg)).toBe('image/jpeg');
    expect(await check('a.jpg', jpeg.subarray(0, -1))).toBe('FileTruncated');
    // the mark of the end lies across two windows
    const scan = [Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2), filler(WINDOW - 1)];
    expect(await check('a.jpg', concat(...scan, Uint8Array.of(0xff, 0xd9)))).toBe('image/jpeg');
    const pdf = concat(utf8('%PDF-1.7'), filler(WINDOW), utf8('%%EOF'), new Uint8Array(2 * WINDOW));
    expect(await check('a.pdf', pdf)).toBe('application/pdf');
    expect(await check('a.pdf', concat(utf8('%PDF-1.7'), filler(2 * WINDOW)))).toBe('FileTruncated');
    const chunk = concat(Uint8Array.of(0, 4, 0, 0), utf8('IDAT'), filler(WINDOW + 4));
    const png = concat(samplePng().subarray(0, 8), chunk, chunk, samplePng().subarray(-12));
    expect(await check('a.png', png)).toBe('image/png');
    expect(await check('a.png', png.subarray(0, -12))).toBe('FileTruncated');
  });

  test('is a text when characters lie across windows, and none with one control character', async () => {
    const text = utf8(`a${'é'.repeat(WINDOW)}`);
    expect(await check('a.txt', text)).toBe('text/plain');
    expect(await check('a.txt', concat(text, Uint8Array.of(1)))).toBe('FileNotWhatItSays');
    expect(await check('a.txt', text.subarray(0, -1))).toBe('FileNotWhatItSays');
  });

  test('is never read but a window at a time', async () => {
    const read: number[] = [];
    for (const [name, bytes] of [
      ['a.jpg', longJpeg()],
      ['a.txt', utf8('é'.repeat(WINDOW))],
    ] as const) {
      const source = sourceOfBytes(bytes);
      const file = {
        ...source,
        slice: async (start: number, end: number) => {
          read.push(end - start);
          return source.slice(start, end);
        },
      };
      expect((await checkFile({ name, file })).ok).toBe(true);
    }
    expect(Math.max(...read)).toBeLessThanOrEqual(WINDOW);
  });
});

describe('files that it does not take', () => {
  test.each([
    ['vide.pdf', new Uint8Array(0), 'FileEmpty'],
    ['cr.pdf', utf8('<html>not a PDF</html>'), 'FileNotWhatItSays'],
    ['cr.pdf', samplePng(), 'FileNotWhatItSays'],
    ['cr.pdf', utf8(' %PDF-1.4'), 'FileNotWhatItSays'],
    ['note.txt', samplePdf(), 'FileNotWhatItSays'],
    ['note.txt', Uint8Array.of(0xe9, 0x74, 0xe9), 'FileNotWhatItSays'],
    ['note.txt', utf8('a\u0000b'), 'FileNotWhatItSays'],
    ['doc.xml', utf8('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'FileNotWhatItSays'],
    ['page.html', utf8('<script>alert(1)</script>'), 'FileUnsupported'],
    ['dessin.svg', utf8('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'FileUnsupported'],
    ['lettre.docx', utf8('PK\u0003\u0004'), 'FileUnsupported'],
    ['virus.exe', utf8('MZ\u0000'), 'FileUnsupported'],
    ['cr.pdf', samplePdf().subarray(0, -20), 'FileTruncated'],
    ['a.jpg', sampleJpeg().subarray(0, -2), 'FileTruncated'],
    ['a.jpg', sampleJpeg().subarray(0, 300), 'FileTruncated'],
    ['a.png', samplePng().subarray(0, -12), 'FileTruncated'],
    ['a.png', samplePng().subarray(0, 40), 'FileTruncated'],
  ])('%s: %s', async (name, bytes, error) => {
    expect(await check(name, bytes)).toBe(error);
  });

  test.each([
    ['fax.tif', utf8('II*\u0000'), 'TIFF'],
    ['fax.tiff', utf8('MM\u0000*'), 'TIFF'],
    ['lettre.rtf', utf8('{\\rtf1 Bonjour}'), 'RTF'],
    ['lettre', utf8('{\\rtf1 Bonjour}'), 'RTF'],
  ])('%s, whose format has no name in XDS, is told by it', async (name, bytes, format) => {
    const checked = await checkFile({ name, file: sourceOfBytes(bytes) });
    expect(checked).toEqual({ ok: false, error: { type: 'FileUnsupported', format } });
  });

  test('the limit of 25 MiB holds before any byte is read', async () => {
    expect(checkFileSize(MAX_DOCUMENT_BYTES)).toBeUndefined();
    expect(checkFileSize(MAX_DOCUMENT_BYTES + 1)).toEqual({
      type: 'FileTooLarge',
      maximum: 25 * 1024 * 1024,
    });
    expect(await check('a.pdf', new Uint8Array(MAX_DOCUMENT_BYTES + 1))).toBe('FileTooLarge');
  });
});

describe('file names', () => {
  test.each([
    ['compte rendu été.pdf', 'compte rendu été.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\cr.pdf', 'cr.pdf'],
    ['a\u0000b\nc.pdf', 'abc.pdf'],
    ['cr\u202efdp.exe', 'crfdp.exe'],
    ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
    ['a<b>:"|?*.pdf', 'a_b_.pdf'],
    ['..', 'document'],
    ['', 'document'],
    ['/', 'document'],
    ['con.pdf', '_con.pdf'],
    ['.cache', 'cache'],
  ])('%j is shown as %s', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test('a long name keeps its extension', () => {
    const safe = safeFileName(`${'é'.repeat(500)}.pdf`);
    expect([...safe]).toHaveLength(120);
    expect(safe.endsWith('é.pdf')).toBe(true);
  });

  test('a download is named by title and format', () => {
    expect(downloadName('CR 12/03/2026', 'application/pdf')).toBe('CR 12-03-2026.pdf');
    expect(downloadName('photo.JPG', 'image/jpeg')).toBe('photo.JPG');
    expect(downloadName('', 'text/xml')).toBe('document.xml');
  });

  test('a title comes from the name', () => {
    expect(titleFromFileName('/tmp/compte_rendu.pdf')).toBe('compte rendu');
    expect(titleFromFileName('...')).toBe('document');
  });
});
