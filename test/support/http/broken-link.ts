import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';

/** Answers over TCP what a fetch answers in this process; the address is known before there is anybody to answer. */
export async function overTcp() {
  let answer: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing));
  await listening(server);
  const { port } = addressOf(server);
  const origin = `http://127.0.0.1:${port}`;

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = incoming;
    const headers = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    );
    const body = method === 'POST' || method === 'PATCH' ? { body: bodyOf(incoming), duplex: 'half' } : {};
    const answered = await answer(new Request(`${origin}${url}`, { method, headers, ...body }));
    outgoing.writeHead(answered.status, Object.fromEntries(answered.headers));
    if (!answered.body) return void outgoing.end();
    const stream = Readable.fromWeb(answered.body as WebStream);
    outgoing.on('close', () => stream.destroy());
    stream.on('error', () => outgoing.destroy()).pipe(outgoing);
  }

  return {
    origin,
    port,
    answerWith: (given: typeof answer) => void (answer = given),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The body as a stream that fails, and does not throw elsewhere, when the connection breaks. */
function bodyOf(incoming: IncomingMessage): ReadableStream {
  const chunks: AsyncIterator<unknown, undefined> = Readable.prototype.iterator.call(incoming, {
    destroyOnReturn: false,
  });
  return new ReadableStream({
    async pull(controller) {
      try {
        const next: IteratorResult<unknown, undefined> = await chunks.next();
        if (next.done === true || !(next.value instanceof Uint8Array)) controller.close();
        else controller.enqueue(new Uint8Array(next.value));
      } catch (error) {
        controller.error(error);
      }
    },
  });
}

/** A link that breaks: every connection is cut once so many bytes have passed, in whichever direction. */
export async function cuttingProxy(to: { port: number }) {
  const link = { cutAfter: Infinity, cuts: 0, passed: 0 };
  const sockets = new Set<Socket>();
  const proxy = createTcpServer((near) => {
    const far = connect(to.port, '127.0.0.1');
    let passed = 0;
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    const relay = (from: Socket, into: Socket): void => {
      sockets.add(from);
      from.on('error', end).on('close', end);
      from.on('data', (data: Buffer) => {
        passed += data.length;
        link.passed += data.length;
        if (!into.write(data)) {
          from.pause();
          into.once('drain', () => from.resume());
        }
        if (passed < link.cutAfter) return;
        link.cuts += 1;
        end();
      });
    };
    relay(near, far);
    relay(far, near);
  });
  await listening(proxy);
  return {
    link,
    origin: `http://127.0.0.1:${addressOf(proxy).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

const listening = (server: Server | TcpServer): Promise<void> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

function addressOf(server: Server | TcpServer): AddressInfo {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address;
}
