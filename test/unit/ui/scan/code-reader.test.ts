import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseDatamatrixIns } from '#domain/identity/datamatrix-ins.ts';
import { openCodeReader, type CodeReader } from '#ui/scan/code-reader.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

const GS = '\u001d';
/** Fictional: the NIR is that of the published INS-C example. */
const CODE =
  'IS010000000000000000000000S1150081505104018S21.2.250.1.213.1.4.8' +
  `${GS}S3JEAN-PAUL${GS}S4EXEMPLE${GS}S5MS601-08-1950S715049`;

const programOf = (name: 'reader' | 'writer'): ArrayBuffer => {
  const file = createRequire(import.meta.url).resolve(`zxing-wasm/${name}/zxing_${name}.wasm`);
  return new Uint8Array(readFileSync(file)).buffer;
};

async function drawn(text: string, options: Parameters<typeof writeBarcode>[1] = {}): Promise<Blob> {
  const { image, error } = await writeBarcode(text, { format: 'DataMatrix', scale: 4, ...options });
  if (!image) throw new Error(error);
  return image;
}

describe('the reader of datamatrices', () => {
  let reader: CodeReader;
  beforeAll(async () => {
    prepareZXingModule({ overrides: { wasmBinary: programOf('writer') } });
    reader = await openCodeReader({ wasmBinary: programOf('reader') }, 'ins');
  });

  it('reads a picture of one, separators included, to what the code says', async () => {
    const text = await reader.read(await drawn(CODE));
    expect(text).toBe(CODE);
    const read = parseDatamatrixIns(text ?? '');
    expect(read.ok && read.value.traits).toEqual({
      familyName: 'EXEMPLE',
      firstName: 'JEAN-PAUL',
      birthDate: '1950-08-01',
      sex: 'M',
    });
  });

  it('reads one that lies on its side', async () => {
    expect(await reader.read(await drawn(CODE, { rotate: 90 }))).toBe(CODE);
  });

  it('reads the QR code of a bridge where that is looked for, and no QR code otherwise', async () => {
    const link = 'https://dmp.exemple.invalid/pair#abc.def';
    const picture = await drawn(link, { format: 'QRCode' });
    const pairing = await openCodeReader({ wasmBinary: programOf('reader') }, 'pairing');
    expect(await pairing.read(picture)).toBe(link);
    expect(await reader.read(picture)).toBeUndefined();
  });

  it('sees nothing in another kind of code, nor in what is no picture', async () => {
    expect(await reader.read(await drawn('1234567890128', { format: 'EAN13' }))).toBeUndefined();
    expect(await reader.read(new Blob(['no picture']))).toBeUndefined();
  });
});
