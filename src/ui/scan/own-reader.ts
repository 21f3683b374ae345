import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { openDatamatrixReader, type DatamatrixReader } from './datamatrix-reader.ts';

/** The reader from among our own built files; rejects where it cannot be had (no network, not yet kept). */
export const openOwnReader = (): Promise<DatamatrixReader> =>
  openDatamatrixReader({ locateFile: () => wasmUrl });
