import type { DossierId } from '#base/brand.ts';
import { err, ok } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type { CommandBody, Receipt } from '#wire/commands.ts';
import { payloadHash } from '#sync/command-signing.ts';
import type {
  DeviceContact,
  Dossiers,
  HeldDossier,
  Lock,
  Outbox,
  OutboxItem,
  SyncMark,
  TabChannel,
  TabMessage,
} from '#sync/ports.ts';
import { deviceId } from '#wire/primitives.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { NURSE } from './sample.ts';

/** An outbox in memory; `crashBeforeSettle` is the moment between a receipt and the row's end. */
export class MemoryOutbox implements Outbox {
  readonly rows = new Map<number, OutboxItem>();
  readonly settled = new Map<number, Receipt>();
  /** What was settled, as it was sent. */
  readonly sent = new Map<number, OutboxItem>();
  /** Numbers whose content is still on the device though it was sent. */
  readonly stillHere = new Set<number>();
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

  readonly offered = new Set<number>();
  offer: Outbox['offer'] = (ns) => {
    const there = ns.filter((n) => this.rows.has(n));
    for (const n of there) this.offered.add(n);
    return Promise.resolve(ok(new Set(there)));
  };

  settle: Outbox['settle'] = (done) => {
    if (this.crashBeforeSettle && done.length > 0) {
      this.crashBeforeSettle = false;
      return Promise.resolve(err({ type: 'StorageFailed' }));
    }
    for (const { item, receipt } of done) {
      const { n } = item.command;
      const row = this.rows.get(n);
      if (this.rows.delete(n)) this.settled.set(n, receipt);
      if (row) this.sent.set(n, row);
    }
    return Promise.resolve(ok(undefined));
  };

  refuse: Outbox['refuse'] = (item, receipt) => {
    const { n, body } = item.command;
    const { outcome } = receipt;
    const lacksContent = outcome.type === 'refused' && outcome.code === 'contentMissing';
    if (lacksContent && !item.content && body.type === 'provideDocument' && this.stillHere.delete(n)) {
      const { sha256, size } = body.document;
      this.rows.set(n, { ...item, content: { sha256, size } });
      return Promise.resolve(ok(undefined));
    }
    if (this.rows.delete(n)) this.quarantine.set(n, { item, receipt });
    return Promise.resolve(ok(undefined));
  };

  offerAgain: Outbox['offerAgain'] = () => {
    const offered = [...this.sent];
    for (const [n, item] of offered) {
      this.rows.set(n, { ...item, content: null, uploadUrl: null });
      if (item.content) this.stillHere.add(n);
      this.settled.delete(n);
    }
    this.sent.clear();
    return Promise.resolve(ok(offered.length));
  };
}

type MemoryRow = HeldDossier & { cursor: string | null; contact: DeviceContact };

export class MemoryDossiers implements Dossiers {
  readonly held = new Map<DossierId, MemoryRow>();
  readonly removed: DossierId[] = [];
  /** Stored together: one for each answer that completed something. */
  commits = 0;
  kept: SyncMark | undefined;
  pinnedConfirmed: { contact: DeviceContact; butNot: ReadonlySet<DossierId> }[] = [];
  /** What the next look at the leases finds ended. */
  ended: DossierId[] = [];

  cursors: Dossiers['cursors'] = () =>
    Promise.resolve(
      ok(
        new Map(
          Array.from(this.held, ([id, { cursor, header }]) => [id, { cursor, until: header.access.until }]),
        ),
      ),
    );
  read: Dossiers['read'] = (id) => Promise.resolve(ok(this.held.get(id)));
  accepts: Dossiers['accepts'] = ({ mode }) => mode === 'normal';
  commit: Dossiers['commit'] = (commits) => {
    this.commits++;
    for (const [id, { header, entries, cursor, contact }] of commits)
      this.held.set(id, { header, entries, cursor, contact });
    return Promise.resolve(ok(undefined));
  };
  confirm: Dossiers['confirm'] = (ids, contact) => {
    for (const id of ids) {
      const held = this.held.get(id);
      if (held) this.held.set(id, { ...held, contact });
    }
    return Promise.resolve(ok(undefined));
  };
  confirmPinned: Dossiers['confirmPinned'] = (contact, butNot) => {
    this.pinnedConfirmed.push({ contact, butNot });
    return Promise.resolve(ok(undefined));
  };
  mark: Dossiers['mark'] = () => Promise.resolve(ok(this.kept));
  keepMark: Dossiers['keepMark'] = (mark) => {
    this.kept = mark;
    if (!mark) for (const [id, row] of this.held) this.held.set(id, { ...row, cursor: null });
    return Promise.resolve(ok(undefined));
  };
  evict: Dossiers['evict'] = () => {
    const ended = this.ended.splice(0);
    for (const id of ended) this.held.delete(id);
    return Promise.resolve(ok(ended));
  };
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
