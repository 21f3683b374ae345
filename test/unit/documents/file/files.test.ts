import { describe, expect, test } from 'vitest';
import { concat, utf8 } from '#base/bytes.ts';
import { MAX_DOCUMENT_BYTES } from '#domain/dossier/document-entry.ts';
import { checkFile, checkFileSize } from '#documents/file/check-file.ts';
import { downloadName, safeFileName, titleFromFileName } from '#documents/file/safe-file-name.ts';
import { sniffMediaType } from '#documents/file/sniff.ts';
import { sampleCdaN1, sampleJpeg, samplePdf, samplePng } from '#test/support/documents/samples.ts';

const cda = () => utf8(sampleCdaN1());
const check = (name: string, bytes: Uint8Array) => {
  const result = checkFile({ name, bytes });
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
  ])('%s', (name, bytes, mediaType) => {
    expect(check(name, bytes)).toBe(mediaType);
  });

  test('a CDA in 16 bits is recognised', () => {
    const text = sampleCdaN1().replace('UTF-8', 'UTF-16');
    const bytes = new Uint8Array(2 + text.length * 2);
    bytes.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++)
      new DataView(bytes.buffer).setUint16(2 + i * 2, text.charCodeAt(i), true);
    expect(sniffMediaType(bytes)).toBe('text/xml');
  });

  test('a photo with a video behind it is whole', () => {
    expect(check('photo.jpg', concat(sampleJpeg(), utf8('ftypmp4'.repeat(1000))))).toBe('image/jpeg');
  });

  test('a PDF padded with zeros is whole', () => {
    expect(check('a.pdf', concat(samplePdf(), new Uint8Array(4096)))).toBe('application/pdf');
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
  ])('%s: %s', (name, bytes, error) => {
    expect(check(name, bytes)).toBe(error);
  });

  test('the limit of 25 MiB holds before any byte is read', () => {
    expect(checkFileSize(MAX_DOCUMENT_BYTES)).toBeUndefined();
    expect(checkFileSize(MAX_DOCUMENT_BYTES + 1)).toEqual({
      type: 'FileTooLarge',
      maximum: 25 * 1024 * 1024,
    });
    expect(check('a.pdf', new Uint8Array(MAX_DOCUMENT_BYTES + 1))).toBe('FileTooLarge');
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
