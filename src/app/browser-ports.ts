import { dossierId } from '#wire/primitives.ts';
import type { Lock, TabChannel, TabMessage, Timer } from '#sync/ports.ts';
import * as z from 'zod/mini';

/** Web Locks: freed by the browser when a tab dies. */
export const webLock: Lock = {
  exclusive: (name, run, signal) =>
    // the browser's types lose the callback's result
    new Promise((resolve, reject) => {
      navigator.locks
        .request(name, signal ? { signal } : {}, () => run().then(resolve, reject))
        .catch(reject);
    }),
};

export const browserTimer: Timer = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

const tabMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dossier'), dossierId }),
  z.object({ kind: z.literal('outbox') }),
  z.object({ kind: z.literal('wake') }),
  z.object({ kind: z.literal('reached'), online: z.boolean() }),
]);

/** The tabs that have this vault open; `close` when it is locked. */
export function vaultTabs(vaultId: string): TabChannel & { close(): void } {
  const channel = new BroadcastChannel(`relais-${vaultId}`);
  const listeners = new Set<(message: TabMessage) => void>();
  let open = true;
  channel.onmessage = (event) => {
    const message = tabMessage.safeParse(event.data);
    if (message.success) for (const listener of listeners) listener(message.data);
  };
  return {
    post(message) {
      if (open) channel.postMessage(message);
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      open = false;
      channel.close();
    },
  };
}
