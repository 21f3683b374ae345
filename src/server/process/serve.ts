import { log } from '#base/log.ts';
import { err, ok, type Result } from '#base/result.ts';
import { errorCode } from '#server/error-code.ts';
import { BROTLI_LEVEL } from '#server/packed-answer.ts';
import compression from 'compression';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { constants } from 'node:zlib';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Headers of every answer, static files included. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), usb=(self), geolocation=(), microphone=(), payment=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Takes a port (another where it is taken and `orFree`) before the application is loaded: its origin, which cards sign, names the port. */
export async function listen(wanted: {
  port: number;
  host: string;
  orFree: boolean;
}): Promise<Result<Server, { type: 'PortTaken'; port: number }>> {
  const server = createServer(notYet);
  // large contents arrive in parts of 2 MiB; a part that takes longer than this has stalled
  server.requestTimeout = 120_000;
  try {
    return ok(await listening(server, wanted.port, wanted.host));
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    if (!wanted.orFree) return err({ type: 'PortTaken', port: wanted.port });
    return ok(await listening(server, 0, wanted.host));
  }
}

/** Until the application is loaded; without it an early request would wait for ever. */
function notYet(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'Retry-After': '1' }).end();
}

function listening(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

export function portOf(server: Server): number {
  const address = server.address();
  return isAddress(address) ? address.port : 0;
}

const isAddress = (address: ReturnType<Server['address']>): address is AddressInfo =>
  typeof address === 'object' && address !== null;

/** Loads the bundled application beside this program and lets it answer. */
export async function answerWith(server: Server, handlerUrl: URL): Promise<void> {
  // adapter-node's own file: its exports are its documented interface
  const { handler } = (await import(handlerUrl.href)) as { handler: Middleware };
  // typed for Express, written for node:http alone
  const compress = compression({ filter: mayCompress, brotli: BROTLI }) as unknown as Middleware;
  server.off('request', notYet);
  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (isLostFile(request)) return void response.writeHead(303, { Location: LOST_FILE }).end();
    compress(request, response, () =>
      handler(request, response, () => {
        response.statusCode = 404;
        response.end();
      }),
    );
  });
}

/** The page that says so (routes/recevoir). */
const LOST_FILE = '/recevoir?partage';

/**
 * A file that another app shared with this one, on a device whose service worker is gone: it was meant for the device
 * alone. Nothing of it is read, and the page says that it did not arrive.
 */
const isLostFile = ({ method, url }: IncomingMessage): boolean => method === 'POST' && url === '/recevoir';

/** For answers that do not come packed (packed-answer.ts); what is static was compressed in the build. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL } };
const COMPRESSIBLE = /^(text\/(html|css|plain)|application\/(json|javascript|manifest)|image\/svg)/;

/** An event stream must not wait in a compressor; sealed contents do not shrink. */
function mayCompress(_request: unknown, response: { getHeader(name: string): unknown }): boolean {
  const type = response.getHeader('content-type');
  return typeof type === 'string' && COMPRESSIBLE.test(type);
}

/** Ends within a moment of SIGINT or SIGTERM: open streams are cut, what runs is let finish, databases are closed. */
export function stopOnSignals(server: Server): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    log('info', 'stopping');
    server.close(() => {
      process.emit('sveltekit:shutdown', 'SIGTERM');
      // pending work of the writer ends first; nothing else keeps the process
      setTimeout(() => process.exit(0), 1500).unref();
    });
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 300).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
