import { concat, fromUtf8, type Bytes } from '#base/bytes.ts';
import { textBytes, zipStream, type ZipFile } from '#server/export/zip-stream.ts';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

const AT = Date.UTC(2026, 10, 23, 9);
const PART = 256 * 1024;

async function* filesOf(files: readonly ZipFile[]): AsyncGenerator<ZipFile> {
  yield* files;
}
async function wholeOf(stream: ReadableStream<Bytes>): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const part of stream) parts.push(part);
  return concat(...parts);
}
async function* partsOf(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

describe('an archive', () => {
  it('is read back by another program, byte for byte, names in UTF-8', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const files: ZipFile[] = [
      {
        name: 'documents/été.bin',
        store: true,
        content: partsOf(bytes.slice(0, 40_000), bytes.slice(40_000)),
      },
      { name: 'index.html', store: false, content: textBytes(['<p>', 'é', '</p>']) },
      { name: 'vide.txt', store: true, content: partsOf() },
    ];
    const unzipped = unzipSync(await wholeOf(zipStream(filesOf(files), AT)));
    expect(Object.keys(unzipped)).toEqual(['documents/été.bin', 'index.html', 'vide.txt']);
    expect(unzipped['documents/été.bin']).toEqual(bytes);
    expect(fromUtf8(unzipped['index.html'] ?? new Uint8Array())).toBe('<p>é</p>');
    expect(unzipped['vide.txt']).toHaveLength(0);
  });

  it('of nothing is an archive still', async () => {
    expect(unzipSync(await wholeOf(zipStream(filesOf([]), AT)))).toEqual({});
  });

  it('of 3 × 20 MB never holds more than a few parts', async () => {
    let made = 0;
    let read = 0;
    let mostInFlight = 0;
    async function* twentyMegabytes(): AsyncGenerator<Uint8Array> {
      for (let left = 20 * 1024 * 1024; left > 0; left -= PART) {
        made += PART;
        mostInFlight = Math.max(mostInFlight, made - read);
        yield new Uint8Array(PART).fill(left);
      }
    }
    const files = ['a', 'b', 'c'].map((name) => ({ name, store: true, content: twentyMegabytes() }));
    for await (const chunk of zipStream(filesOf(files), AT)) read += chunk.length;
    expect(made).toBe(60 * 1024 * 1024);
    expect(read).toBeGreaterThan(made);
    expect(mostInFlight).toBeLessThanOrEqual(3 * PART);
  });

  it('asks for nothing before it is read', async () => {
    let asked = 0;
    async function* counted(): AsyncGenerator<ZipFile> {
      asked += 1;
      yield { name: 'a', store: true, content: partsOf() };
    }
    const stream = zipStream(counted(), AT);
    await Promise.resolve();
    expect(asked).toBe(0);
    await stream.cancel();
  });

  it('fails as a whole where a file fails', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(3);
      throw new Error('damaged');
    }
    const stream = zipStream(filesOf([{ name: 'a', store: true, content: broken() }]), AT);
    await expect(wholeOf(stream)).rejects.toThrow('damaged');
  });

  it('lets go of its sources when the reader goes away', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield new Uint8Array(1000);
      } finally {
        ended = true;
      }
    }
    const reader = zipStream(filesOf([{ name: 'a', store: true, content: endless() }]), AT).getReader();
    await reader.read();
    await reader.read();
    await reader.cancel();
    expect(ended).toBe(true);
  });
});

describe('a text in pieces', () => {
  it('comes in few parts, whole', async () => {
    const pieces = Array.from({ length: 5000 }, (_, i) => `ligne ${i} é\n`);
    const parts: Bytes[] = [];
    for await (const part of textBytes(pieces)) parts.push(part);
    expect(parts.length).toBeLessThan(10);
    expect(fromUtf8(concat(...parts))).toBe(pieces.join(''));
  });
});
