/**
 * Fonts and decoders that a PDF may need, among our own built files: the fourteen standard fonts, which files need not
 * embed, and the decoders of scanned pages. Nothing is fetched from anywhere else.
 */
const FILES: Readonly<Record<string, string>> = {
  ...import.meta.glob<string>('/node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('/node_modules/pdfjs-dist/wasm/{jbig2,openjpeg}.wasm', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
};

const byName: ReadonlyMap<string, string> = new Map(
  Object.entries(FILES).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url]),
);

/** The factory that pdf.js asks for files by name. */
export class PdfFiles {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const url = byName.get(filename);
    if (url === undefined) throw new Error('not among our files');
    const answer = await fetch(url);
    if (!answer.ok) throw new Error('not reachable');
    return new Uint8Array(await answer.arrayBuffer());
  }
}
