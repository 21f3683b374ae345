import { isDeviceId, isDossierId } from '#base/brand.ts';
import type { WipeTabs } from './device-acts.ts';
import type { Lock, TabChannel, TabMessage } from '#sync/ports.ts';

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

/** Read by hand: the schemas are large, and the first screen does without them. */
function tabMessageIn(data: unknown): TabMessage | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  const { kind } = data;
  if (kind === 'outbox' || kind === 'wake') return { kind };
  if (kind === 'reached' && 'online' in data && typeof data.online === 'boolean')
    return { kind, online: data.online };
  if (kind === 'exchanged' && 'done' in data && typeof data.done === 'boolean')
    return { kind, done: data.done };
  if (kind !== 'dossier' || !('dossierId' in data) || typeof data.dossierId !== 'string') return undefined;
  return isDossierId(data.dossierId) ? { kind, dossierId: data.dossierId } : undefined;
}

/** The tabs that have this vault open; `close` when it is locked. */
export function vaultTabs(vaultId: string): TabChannel & { close(): void } {
  const channel = new BroadcastChannel(`relais-${vaultId}`);
  const listeners = new Set<(message: TabMessage) => void>();
  let open = true;
  channel.onmessage = (event) => {
    const message = tabMessageIn(event.data);
    if (message) for (const listener of listeners) listener(message);
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

/** All tabs of this origin. */
export function wipeTabs(): WipeTabs {
  const channel = new BroadcastChannel('relais-wipe');
  return {
    post: (device) => channel.postMessage(device),
    onMessage(listener) {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string' && isDeviceId(data)) listener(data);
      };
    },
  };
}
