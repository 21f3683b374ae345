import type { Bytes } from '#base/bytes.ts';
import { pagesPdf } from '#documents/write/pages-pdf.ts';
import { isOnePhoto, type CapturedPage } from './captured-pages.ts';
import type { Darkroom } from './darkroom.ts';
import { openPhoto, pageJpeg } from './photo-bytes.ts';

/** One JPEG of a wound, else a PDF of the pages, named by `name`; undefined where a page could not be made. */
export async function finishCapture(
  darkroom: Darkroom,
  pages: readonly CapturedPage[],
  { name, at, onpage }: { name: string; at: number; onpage: (done: number) => void },
): Promise<File | undefined> {
  const made: Bytes[] = [];
  for (const page of pages) {
    const jpeg = await pageOf(darkroom, page);
    if (!jpeg) return undefined;
    made.push(jpeg);
    onpage(made.length);
  }
  const [first] = made;
  if (!first) return undefined;
  if (isOnePhoto(pages)) return new File([first], `${name}.jpg`, { type: 'image/jpeg' });
  return new File([await pagesPdf(made, { title: name, at })], `${name}.pdf`, { type: 'application/pdf' });
}

async function pageOf(darkroom: Darkroom, page: CapturedPage): Promise<Bytes | undefined> {
  const picture = await openPhoto(page.source);
  const developed = picture && (await darkroom.develop(picture, page));
  return developed && pageJpeg(developed);
}
