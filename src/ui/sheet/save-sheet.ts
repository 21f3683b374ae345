import type { Bytes } from '#base/bytes.ts';
import { systemClock } from '#base/clock.ts';
import boldUrl from '#documents/sheet/fonts/atkinson-bold.ttf?url';
import regularUrl from '#documents/sheet/fonts/atkinson-regular.ttf?url';
import type { Sheet } from '#documents/sheet/sheet.ts';
import { saveFile } from '../save-file.ts';
import { canvasPainter } from './canvas-painter.ts';

/**
 * Makes the PDF on this device and hands it over; the maker and the fonts come late, and are kept with the program. False
 * where one of them could not be had. Nothing leaves the device.
 */
export async function saveSheet(sheet: Sheet, fileName: string): Promise<boolean> {
  try {
    const [{ sheetPdf }, regular, bold] = await Promise.all([
      import('#documents/sheet/sheet-pdf.ts'),
      fontFile(regularUrl),
      fontFile(boldUrl),
    ]);
    const bytes = await sheetPdf(sheet, {
      fonts: { regular, bold },
      painter: canvasPainter,
      at: systemClock.now(),
    });
    saveFile({ fileName, bytes });
    return true;
  } catch {
    return false;
  }
}

async function fontFile(url: string): Promise<Bytes> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error('font not reachable');
  return new Uint8Array(await answer.arrayBuffer());
}
