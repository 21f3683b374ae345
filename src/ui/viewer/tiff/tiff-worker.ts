import type { Bytes } from '#base/bytes.ts';
import { decodePage } from './decode-page.ts';
import type { TiffPage } from './read-tiff.ts';

/** What `open-tiff.ts` asks its thread. */
export type TiffQuestion = { readonly file: Bytes; readonly page: TiffPage };
/** Undefined: its data make no sense. */
export type TiffAnswer = Bytes | undefined;

addEventListener('message', ({ data }: MessageEvent<TiffQuestion>) => {
  void decodePage(data.file, data.page)
    .catch(() => undefined)
    .then((pixels) => postMessage(pixels));
});
