import type { DossierId } from '#base/brand.ts';
import { err, ok } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type { CommandBody, Receipt } from '#wire/commands.ts';
import { payloadHash } from '#sync/command-signing.ts';
import type { Dossiers, HeldDossier, Lock, Outbox, OutboxItem, TabChannel, TabMessage } from '#sync/ports.ts';
import { deviceId } from '#wire/primitives.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { NURSE } from './sample.ts';

/** An outbox in memory; `crashBeforeSettle` is the moment between a receipt and the row's end. */
export class MemoryOutbox implements Outbox {
  readonly rows = new Map<number, OutboxItem>();
  readonly settled = new Map<number, Receipt>();
  readonly quarantine = new Map<number, { item: OutboxItem; receipt: Receipt }>();
  crashBeforeSettle = false;
  #n = 0;

  async write(body: CommandBody, device = 't'): Promise<number> {
    const n = ++this.#n;
    const command = {
      wire: WIRE_VERSION,
      device: deviceId.parse(device.repeat(43)),
      n,
      author: NURSE,
      at: 1,
      body,
    } as const;
    const payload = JSON.stringify(command);
    const content =
      body.type === 'provideDocument' ? { sha256: body.document.sha256, size: body.document.size } : null;
    const signed = { payload, signature: '' };
    this.rows.set(n, { command, signed, hash: await payloadHash(payload), content, uploadUrl: null });
    return n;
  }

  list: Outbox['list'] = () =>
    Promise.resolve(ok([...this.rows.values()].sort((a, b) => a.command.n - b.command.n)));

  contentOf: Outbox['contentOf'] = (n) => {
    const content = this.rows.get(n)?.content;
    if (!content) return Promise.resolve(err({ type: 'VaultDamaged' }));
    const slice = (start: number, end: number) =>
      Promise.resolve(ok(new Uint8Array(Math.min(end, content.size) - start)));
    return Promise.resolve(ok({ ...content, slice }));
  };

  setUploadUrl: Outbox['setUploadUrl'] = (n, uploadUrl) => {
    const row = this.rows.get(n);
    if (row) this.rows.set(n, { ...row, uploadUrl });
    return Promise.resolve(ok(undefined));
  };

  settle: Outbox['settle'] = (item, receipt) => {
    if (this.crashBeforeSettle) {
      this.crashBeforeSettle = false;
      return Promise.resolve(err({ type: 'StorageFailed' }));
    }
    if (this.rows.delete(item.command.n)) this.settled.set(item.command.n, receipt);
    return Promise.resolve(ok(undefined));
  };

  refuse: Outbox['refuse'] = (item, receipt) => {
    if (this.rows.delete(item.command.n)) this.quarantine.set(item.command.n, { item, receipt });
    return Promise.resolve(ok(undefined));
  };
}

export class MemoryDossiers implements Dossiers {
  readonly held = new Map<DossierId, HeldDossier & { cursor: string }>();
  readonly removed: DossierId[] = [];
  commits = 0;

  cursors: Dossiers['cursors'] = () =>
    Promise.resolve(ok(new Map([...this.held].map(([id, { cursor }]) => [id, cursor]))));
  read: Dossiers['read'] = (id) => Promise.resolve(ok(this.held.get(id)));
  accepts: Dossiers['accepts'] = ({ mode }) => mode === 'normal';
  commit: Dossiers['commit'] = (id, { header, entries, cursor }) => {
    this.commits++;
    this.held.set(id, { header, entries, cursor });
    return Promise.resolve(ok(undefined));
  };
  confirm: Dossiers['confirm'] = () => Promise.resolve(ok(undefined));
  remove: Dossiers['remove'] = (id) => {
    this.held.delete(id);
    this.removed.push(id);
    return Promise.resolve(ok(undefined));
  };

  titles(id: DossierId): string[] {
    return (this.held.get(id)?.entries ?? []).map(({ title }) => title);
  }
}

/** Exclusive locks of one origin, for several tabs in one process. */
export function memoryLock(): Lock {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async exclusive(name, run, signal) {
      const before = tails.get(name) ?? Promise.resolve();
      const turn = before.then(() => {
        if (signal?.aborted) throw new DOMException('given up', 'AbortError');
        return run();
      });
      tails.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}

/** What a BroadcastChannel is to tabs: all hear it but the one that speaks. */
export function memoryTabs(): () => TabChannel {
  const all = new Set<{ listeners: Set<(message: TabMessage) => void> }>();
  return () => {
    const own = { listeners: new Set<(message: TabMessage) => void>() };
    all.add(own);
    return {
      post(message) {
        for (const tab of all) if (tab !== own) for (const listener of tab.listeners) listener(message);
      },
      onMessage(listener) {
        own.listeners.add(listener);
        return () => own.listeners.delete(listener);
      },
    };
  };
}

/** Time that only moves when told. */
export class ManualTimer implements Timer {
  #waiting: { at: number; run: () => void }[] = [];
  #now = 0;

  after(delayMs: number, run: () => void): () => void {
    const entry = { at: this.#now + delayMs, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  /** Lets time pass, and all that follows from each call settle before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await quiet();
      const next = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }
}

/** Lets promises and the digests of WebCrypto settle: those run elsewhere, so that each turn waits for one of its own. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    await crypto.subtle.digest('SHA-256', new Uint8Array());
  }
}
