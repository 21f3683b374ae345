import type { ChildProcess } from 'node:child_process';
import { Readable, Writable } from 'node:stream';

/** What is read of an answer (Chrome DevTools Protocol, tot). */
type Answer = {
  targetId?: string;
  sessionId?: string;
  result?: { value?: unknown };
  exceptionDetails?: { text?: string; exception?: { description?: string } };
};
type Message = {
  id?: number;
  method?: string;
  sessionId?: string;
  result?: Answer;
  error?: { message: string };
};

export type DevTools = {
  send(method: string, params?: object, sessionId?: string): Promise<Answer>;
  /** Resolves when it happens next. */
  event(method: string, sessionId: string | undefined): Promise<void>;
};

/** `--remote-debugging-pipe`: JSON on descriptors 3 (to Chromium) and 4 (from it), each message ended by a zero byte. */
export function devToolsPipe(child: ChildProcess): DevTools {
  const [to, from] = [child.stdio[3], child.stdio[4]];
  if (!(to instanceof Writable) || !(from instanceof Readable)) throw new Error('Chromium has no pipes');
  const waiting = new Map<number, (message: Message) => void>();
  const listeners = new Set<(message: Message) => void>();
  let last = 0;
  let text = '';
  const take = (message: Message): void => {
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else for (const listen of listeners) listen(message);
  };
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (text + chunk).split('\0');
    text = messages.pop() ?? '';
    for (const message of messages) take(JSON.parse(message) as Message);
  });
  child.once('exit', () => {
    for (const answer of waiting.values()) answer({ error: { message: 'Chromium has ended' } });
  });
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result ?? {});
        });
        to.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
      }),
    event: (method, sessionId) =>
      new Promise((resolve) => {
        const listen = (message: Message): void => {
          if (message.method !== method || message.sessionId !== sessionId) return;
          listeners.delete(listen);
          resolve();
        };
        listeners.add(listen);
      }),
  };
}
