import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { openCodeReader, type CodeKind, type CodeReader } from './code-reader.ts';

/** The reader from among our own built files; rejects where it cannot be had (no network, not yet kept). */
export const openOwnReader = (kind: CodeKind): Promise<CodeReader> =>
  openCodeReader({ locateFile: () => wasmUrl }, kind);
