import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { request, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** An answer as it travelled: `bytes` on the wire, `plain` once unpacked. */
export type Travelled = { path: string; encoding: string; bytes: number; plain: number };

/** A fetch that offers these encodings and tells how each answer travelled; the runtime's own hides both. */
export function wireFetch(acceptEncoding: string, told: (travelled: Travelled) => void): Fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    const body = Buffer.from(await asked.arrayBuffer());
    const headers = { ...Object.fromEntries(asked.headers), 'accept-encoding': acceptEncoding };
    const answer = await answered(asked, { headers, body });
    const encoding = answer.message.headers['content-encoding'] ?? 'identity';
    const plain = unpacked(encoding, answer.bytes);
    const path = new URL(asked.url).pathname;
    told({ path, encoding, bytes: answer.bytes.length, plain: plain.length });
    const own = Object.entries(answer.message.headers).filter(([name]) => name !== 'content-encoding');
    return new Response(new Uint8Array(plain), {
      status: answer.message.statusCode ?? 0,
      headers: Object.fromEntries(own.map(([name, value]) => [name, String(value)])),
    });
  };
}

type Sent = { headers: Record<string, string>; body: Buffer };

function answered(
  asked: Request,
  { headers, body }: Sent,
): Promise<{ message: IncomingMessage; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = request(asked.url, { method: asked.method, headers }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => resolve({ message, bytes: Buffer.concat(chunks) }));
      message.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function unpacked(encoding: string, bytes: Buffer): Buffer {
  if (encoding === 'br') return brotliDecompressSync(bytes);
  return encoding === 'gzip' ? gunzipSync(bytes) : bytes;
}
