/** `ins`: the Data Matrix (ISO/IEC 16022) of a person. `pairing`: the QR code (ISO/IEC 18004) that a bridge shows. */
export type CodeKind = 'ins' | 'pairing';

/** Finds a code of one kind in a picture. */
export interface CodeReader {
  /** Its text, GS as it is; undefined where the picture shows none that can be read whole. */
  read(picture: ImageData | Blob): Promise<string | undefined>;
}

/** Where its program is: an address among our own files, or its bytes. */
type Program = { locateFile: () => string } | { wasmBinary: ArrayBuffer };

const FORMATS = { ins: 'DataMatrix', pairing: 'QRCode' } as const satisfies Record<CodeKind, string>;

/**
 * ZXing as WebAssembly, loaded with the first use. Left to itself the package would ask somebody else's server for its
 * program.
 */
export async function openCodeReader(program: Program, kind: CodeKind): Promise<CodeReader> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
  await prepareZXingModule({ overrides: program, fireImmediately: true });
  return {
    async read(picture) {
      const [first] = await readBarcodes(picture, {
        formats: [FORMATS[kind]],
        maxNumberOfSymbols: 1,
        textMode: 'Plain',
      });
      return first?.isValid ? first.text : undefined;
    },
  };
}
