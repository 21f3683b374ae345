import { packedAnswer } from '#server/packed-answer.ts';
import { describe, expect, it } from 'vitest';
import { brotliDecompressSync } from 'node:zlib';

const asking = (coding: string): Request =>
  new Request('http://localhost/api', { headers: { 'accept-encoding': coding } });
const long = JSON.stringify({ words: 'tension artérielle '.repeat(200) });

describe('a JSON answer', () => {
  it('is compressed in one piece, with its length, for who takes Brotli', async () => {
    const packed = await packedAnswer(asking('gzip, deflate, br'), jsonAnswer(long));
    const bytes = Buffer.from(await packed.arrayBuffer());
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(packed.headers.get('content-length')).toBe(String(bytes.length));
    expect(brotliDecompressSync(bytes).toString()).toBe(long);
  });

  it('travels as it is where it is small, or for who does not take Brotli', async () => {
    for (const [coding, text] of [
      ['br', '{"kind":"moved"}'],
      ['gzip', long],
      ['', long],
    ] as const) {
      const packed = await packedAnswer(asking(coding), jsonAnswer(text));
      expect(packed.headers.has('content-encoding')).toBe(false);
      expect(packed.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
      expect(await packed.text()).toBe(text);
    }
  });

  it('keeps its status and its headers', async () => {
    const refused = new Response('{}', {
      status: 403,
      headers: { 'content-type': 'application/json', 'x-kept': 'yes' },
    });
    const packed = await packedAnswer(asking('br'), refused);
    expect(packed.status).toBe(403);
    expect(packed.headers.get('x-kept')).toBe('yes');
  });
});

it('a stream of events goes on as it is', async () => {
  const stream = new Response('data: {}\n\n', { headers: { 'content-type': 'text/event-stream' } });
  expect(await packedAnswer(asking('br'), stream)).toBe(stream);
});

const jsonAnswer = (text: string): Response =>
  new Response(text, { headers: { 'content-type': 'application/json' } });
