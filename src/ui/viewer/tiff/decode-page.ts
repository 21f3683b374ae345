import UTIF, { type IFD } from 'utif2';
import type { Bytes } from '#base/bytes.ts';
import { inflateStrips } from './inflate-strips.ts';
import type { TiffPage } from './read-tiff.ts';

/** The pixels of a page: red, green, blue and opacity, row by row. Throws where its data make no sense. */
export async function decodePage(file: Bytes, page: TiffPage): Promise<Bytes> {
  const plain = await inflateStrips(file, page);
  const directory = directoryOf(plain.page);
  UTIF.decodeImage(plain.file.slice().buffer, directory);
  return new Uint8Array(UTIF.toRGBA8(directory));
}

/** As utif2 names things. */
function directoryOf({ width, height, tags }: TiffPage): IFD {
  const named = [...tags].map(([tag, values]) => [`t${tag}`, [...values]] as const);
  const directory: IFD = { ...Object.fromEntries(named), width, height, data: new Uint8Array(0) };
  // it decodes what has no data yet
  Reflect.deleteProperty(directory, 'data');
  return directory;
}
