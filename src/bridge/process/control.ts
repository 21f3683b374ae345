import { err, ok, type Result } from '#base/result.ts';
import { chmod, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import * as z from 'zod/mini';

/**
 * How the commands speak to a running bridge: one line of JSON there, one line back, then the end.
 *
 *     → {"token":"…","command":"accept","args":["42"]}
 *     ← {"ok":true,"value":…}  or  {"ok":false,"error":{"type":"NothingWaits"}}
 *
 * The token stands in a file for the owner alone: on Windows a pipe can be opened by others.
 */
export type ControlHandler = (
  command: string,
  args: readonly string[],
) => Promise<Result<unknown, { readonly type: string }>>;

export type ControlError = { type: 'NotRunning' } | { type: 'AlreadyRunning' } | { type: 'ControlUnusable' };

const MAX_LINE = 64 * 1024;
const CALL_MS = 10_000;

const request = z.object({ token: z.string(), command: z.string(), args: z.array(z.string()) });
const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.optional(z.unknown()) }),
  z.object({ ok: z.literal(false), error: z.looseObject({ type: z.string() }) }),
]);

/** Listens for commands. A socket left behind by a bridge that was killed is replaced; a live one is not. */
export async function serveControl(
  { path, token }: { path: string; token: string },
  handler: ControlHandler,
): Promise<Result<{ close(): Promise<void> }, ControlError>> {
  if (await answers(path)) return err({ type: 'AlreadyRunning' });
  const onSocket = !path.startsWith('\\\\.\\pipe\\');
  if (onSocket) await rm(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    void serveOne(socket, token, handler);
  });
  if (!(await listening(server, path))) return err({ type: 'ControlUnusable' });
  if (onSocket) await chmod(path, 0o600);
  return ok({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  });
}

async function serveOne(socket: Socket, token: string, handler: ControlHandler): Promise<void> {
  const line = await readLine(socket);
  const parsed = line === undefined ? undefined : request.safeParse(parsedJson(line)).data;
  if (!parsed || parsed.token !== token) return void socket.destroy();
  const result = await handler(parsed.command, parsed.args);
  socket.end(`${JSON.stringify(result)}\n`);
}

const listening = (server: Server, path: string): Promise<boolean> =>
  new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(path, () => resolve(true));
  });

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });

/** One command to the running bridge. */
export async function callControl(
  { path, token }: { path: string; token: string },
  command: string,
  args: readonly string[],
): Promise<Result<unknown, ControlError | { readonly type: string }>> {
  const socket = connect(path);
  const connected = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!connected) return err({ type: 'NotRunning' });
  socket.on('error', () => socket.destroy());
  socket.setTimeout(CALL_MS, () => socket.destroy());
  socket.write(`${JSON.stringify({ token, command, args })}\n`);
  const line = await readLine(socket);
  socket.destroy();
  const parsed = line === undefined ? undefined : answer.safeParse(parsedJson(line)).data;
  if (!parsed) return err({ type: 'ControlUnusable' });
  return parsed.ok ? ok(parsed.value) : err(parsed.error);
}

/** The first line that comes; undefined where none comes, or one without end. */
function readLine(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > MAX_LINE) socket.destroy();
    });
    socket.on('close', () => resolve(undefined));
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
