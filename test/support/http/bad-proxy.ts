import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of each answer. cut: the connection falls in the middle of it. delay: it comes late. duplicate: the server
 * gets the request twice, and the second answer is handed on. truncate: half of it, as if that were all. garbage: bytes
 * of no kind, as JSON. portal: the sign-in page of a hotel, with 200.
 */
export type Mischief = 'none' | 'cut' | 'delay' | 'duplicate' | 'truncate' | 'garbage' | 'portal';

export type BadProxy = {
  /** For the proxy setting of a browser. */
  readonly address: string;
  /** From now on; `only`: requests to other paths pass. */
  misbehave(mischief: Mischief, only?: RegExp): void;
  /** How many answers came to harm since it was last told how to behave. */
  harmed(): number;
  close(): Promise<void>;
};

const PORTAL = '<!doctype html><title>Bienvenue</title><p>Acceptez les conditions pour naviguer.</p>';
const LATE_MS = 1_500;

type Answer = { status: number; headers: IncomingMessage['headers']; bytes: Buffer };

/** A forward proxy for plain HTTP on this machine, as hotels and hospitals have them. */
export async function badProxy(): Promise<BadProxy> {
  let mischief: Mischief = 'none';
  let only = /./;
  let harmed = 0;

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://nowhere.invalid');
    const now = only.test(url.pathname) ? mischief : 'none';
    if (now === 'none') return stream(incoming, outgoing, url);
    harmed += 1;
    if (now === 'portal') return html(outgoing);
    const body = await bytesOf(incoming);
    if (now === 'duplicate') await ask(incoming, url, body);
    spoil(now, await ask(incoming, url, body), outgoing);
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    misbehave(next, where = /./) {
      mischief = next;
      only = where;
      harmed = 0;
    },
    harmed: () => harmed,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function spoil(mischief: Mischief, answer: Answer, outgoing: ServerResponse): void {
  const half = answer.bytes.subarray(0, Math.floor(answer.bytes.length / 2));
  const { 'content-length': _length, 'transfer-encoding': _coding, ...headers } = answer.headers;
  if (mischief === 'cut') {
    outgoing.writeHead(answer.status, { ...headers, 'content-length': answer.bytes.length });
    outgoing.write(half, () => outgoing.destroy());
    return;
  }
  const late = mischief === 'delay' ? LATE_MS : 0;
  const bytes = mischief === 'truncate' ? half : mischief === 'garbage' ? noise(200) : answer.bytes;
  if (mischief === 'garbage') delete headers['content-encoding'];
  setTimeout(
    () => outgoing.writeHead(answer.status, { ...headers, 'content-length': bytes.length }).end(bytes),
    late,
  );
}

const noise = (size: number): Buffer =>
  Buffer.from(Array.from({ length: size }, (_, i) => (i * 197 + 31) % 256));

function html(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PORTAL);
}

/** Nothing held back: streams of events pass as they come. */
function stream(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): void {
  const onward = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', () => outgoing.destroy()).pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

function ask(incoming: IncomingMessage, url: URL, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onward = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      bytesOf(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, bytes }),
        reject,
      );
    });
    onward.on('error', reject);
    onward.end(body);
  });
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
