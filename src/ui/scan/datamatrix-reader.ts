/** Finds a Data Matrix (ISO/IEC 16022) in a picture. */
export interface DatamatrixReader {
  /** Its text, GS as it is; undefined where the picture shows none that can be read whole. */
  read(picture: ImageData | Blob): Promise<string | undefined>;
}

/** Where its program is: an address among our own files, or its bytes. */
type Program = { locateFile: () => string } | { wasmBinary: ArrayBuffer };

/**
 * ZXing as WebAssembly, loaded with the first use. Left to itself the package would ask somebody else's server for its
 * program.
 */
export async function openDatamatrixReader(program: Program): Promise<DatamatrixReader> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
  await prepareZXingModule({ overrides: program, fireImmediately: true });
  return {
    async read(picture) {
      const [first] = await readBarcodes(picture, {
        formats: ['DataMatrix'],
        maxNumberOfSymbols: 1,
        textMode: 'Plain',
      });
      return first?.isValid ? first.text : undefined;
    },
  };
}
