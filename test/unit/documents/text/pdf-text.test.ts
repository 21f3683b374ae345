import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import { PDF_TEXT_LIMITS, pdfText } from '#documents/text/pdf-text.ts';
import { textPdf } from '#documents/write/text-pdf.ts';

/** A page for each text; an empty one is a page without text, as a scan is. */
async function pdfOf(pages: readonly string[], password?: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const text of pages) {
    const page = pdf.addPage([300, 300]);
    if (text === '') page.drawRectangle({ x: 10, y: 10, width: 200, height: 200 });
    else page.drawText(text, { x: 20, y: 200, size: 12, font });
  }
  if (password !== undefined) pdf.encrypt({ userPassword: password, ownerPassword: 'owner' });
  return pdf.save({ useObjectStreams: false });
}

describe('the text layer of a PDF', () => {
  it('is read line by line, with the letters of French', async () => {
    const read = await pdfText(textPdf(['Compte rendu', 'Œdème après pénicilline : 7,2 % d’HbA1c']));
    expect(read).toEqual({
      ok: true,
      value: {
        text: 'Compte rendu\nŒdème après pénicilline : 7,2 % d’HbA1c',
        scannedPages: 0,
        pages: 1,
        cut: false,
      },
    });
  });

  it('tells scanned pages from pages with text', async () => {
    expect(await pdfText(await pdfOf(['un', '', 'trois']))).toMatchObject({
      value: { text: 'un\n\ntrois', scannedPages: 1, pages: 3, cut: false },
    });
    expect(await pdfText(await pdfOf(['', '']))).toMatchObject({
      value: { text: '', scannedPages: 2, pages: 2 },
    });
  });

  it('leaves the bytes that it was given as they were', async () => {
    const bytes = textPdf(['un']);
    const before = bytes.slice();
    await pdfText(bytes);
    expect(bytes).toEqual(before);
  });

  it('is refused where a password is asked, and where the file is damaged or too large', async () => {
    expect(await pdfText(await pdfOf(['secret'], 'mot de passe'))).toEqual({
      ok: false,
      error: { type: 'Protected' },
    });
    for (const bytes of [new Uint8Array(), utf8('%PDF-1.4 rien'), utf8('bonjour')])
      expect(await pdfText(bytes)).toEqual({ ok: false, error: { type: 'Broken' } });
    expect(await pdfText(textPdf(['un']), { ...PDF_TEXT_LIMITS, bytes: 10 })).toEqual({
      ok: false,
      error: { type: 'TooLarge' },
    });
  });

  it('is cut by pages, by length and by time, and says so', async () => {
    const bytes = await pdfOf(['un', 'deux', 'trois']);
    expect(await pdfText(bytes, { ...PDF_TEXT_LIMITS, pages: 2 })).toMatchObject({
      value: { text: 'un\n\ndeux', pages: 3, cut: true },
    });
    expect(await pdfText(bytes, { ...PDF_TEXT_LIMITS, length: 2 })).toMatchObject({
      value: { text: 'un', cut: true },
    });
    let now = 0;
    const clock: Clock = { now: () => 0, monotonic: () => (now += PDF_TEXT_LIMITS.timeMs * 0.6) };
    expect(await pdfText(bytes, PDF_TEXT_LIMITS, { clock })).toMatchObject({
      value: { text: 'un', cut: true },
    });
  });

  it('does without a page that is damaged', async () => {
    const whole = new TextDecoder('latin1').decode(await pdfOf(['un', 'deux']));
    const second = whole.lastIndexOf('/Type /Page\n');
    const broken = `${whole.slice(0, second)}/Type /Pagx\n${whole.slice(second + '/Type /Page\n'.length)}`;
    const read = await pdfText(Uint8Array.from(broken, (char) => char.charCodeAt(0)));
    expect(read.ok ? read.value.text : read.error.type).toMatch(/^un/);
  });

  it('runs no script of the file', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage();
    pdf.addJavaScript('start', 'globalThis.pwned = true; app.alert(1)');
    expect(await pdfText(await pdf.save())).toMatchObject({ ok: true, value: { text: '' } });
    expect('pwned' in globalThis).toBe(false);
  });

  it('of any cut of a file is a text or a named error', async () => {
    const bytes = textPdf(['Compte rendu', ...Array.from({ length: 60 }, (_, i) => `ligne ${i}`)]);
    expect(fromUtf8(bytes.slice(0, 4))).toBe('%PDF');
    for (let cut = 1; cut < 12; cut += 1) {
      const read = await pdfText(bytes.slice(0, Math.floor((bytes.length * cut) / 12)));
      if (!read.ok) expect(read.error.type).toBe('Broken');
    }
  });
});
