import { err, ok, type Result } from '#base/result.ts';
import type { DossierId } from '#base/brand.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { Remote, RemoteError } from '#sync/ports.ts';
import { payloadHash } from '#sync/command-signing.ts';
import { command as commandSchema, type Receipt, type SignedCommand } from '#wire/commands.ts';
import type { ChangesOutput, Contact, PullOutput, PullResult, WatchEvent } from '#wire/sync.ts';
import { visibleSetDigest } from '#wire/visible-set.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { NURSE, sampleHeader } from './sample.ts';

type Write = { seq: number; entry: DocumentEntry };
type ServerDossier = { writes: Write[]; open: boolean };

const unreachable: Result<never, RemoteError> = err({ type: 'Unreachable' });

/** A server in memory: receipts by (device, n), documents in order, pages, removals, events. Signatures are not its matter. */
export class MemoryRemote implements Remote {
  readonly dossiers = new Map<DossierId, ServerDossier>();
  readonly receipts = new Map<string, Receipt>();
  readonly uploads = new Map<string, { received: number; size: number }>();
  /** Every command that arrived, in order, repeated ones too. */
  readonly arrived: SignedCommand[] = [];
  readonly refuse = new Map<string, RefusalCode>();
  reachable = true;
  contact: Contact = { serverTime: 1, restoreEpoch: 1, leaseMs: 72 * 3_600_000 };
  changesAsked = 0;
  /** The next answer of this kind is lost on its way back: the effect has taken place. */
  loseAnswer: 'push' | 'pull' | 'none' = 'none';
  /** Changes answers before they leave. */
  tamper: {
    receipts?: (all: Receipt[]) => Receipt[];
    pull?: (all: PullResult[]) => PullResult[];
    changes?: (answer: ChangesOutput) => ChangesOutput;
  } = {};
  pageSize = 2;
  pulls = 0;
  /** Bytes after which an upload breaks off once. */
  breakUploadAfter: number | undefined;
  #listeners = new Set<(event: WatchEvent) => void>();
  #down = new Set<() => void>();
  #seq = 0;

  dossier(id: DossierId): ServerDossier {
    const known = this.dossiers.get(id) ?? { writes: [], open: true };
    this.dossiers.set(id, known);
    return known;
  }

  titles(id: DossierId): string[] {
    return this.dossier(id).writes.map(({ entry }) => entry.title);
  }

  async push(...[commands, restoreEpoch]: Parameters<Remote['push']>): ReturnType<Remote['push']> {
    if (!this.reachable) return unreachable;
    if (restoreEpoch !== null && restoreEpoch !== this.contact.restoreEpoch)
      return ok({ receipts: [], ...this.contact });
    const receipts: Receipt[] = [];
    for (const signed of commands) receipts.push(await this.#take(signed));
    if (commands.length > 0 && this.#lost('push')) return unreachable;
    return ok({ receipts: this.tamper.receipts?.(receipts) ?? receipts, ...this.contact });
  }

  async #take(signed: SignedCommand): Promise<Receipt> {
    this.arrived.push(signed);
    const command = commandSchema.parse(JSON.parse(signed.payload));
    const key = `${command.device}/${command.n}`;
    const known = this.receipts.get(key);
    if (known) return known;
    const { body } = command;
    const code = body.type === 'provideDocument' ? this.refuse.get(body.document.title) : undefined;
    if (body.type === 'provideDocument' && !code) {
      const seq = ++this.#seq;
      const depositor = { psIdNat: NURSE, name: 'Solène RIVOIRE', profession: '60' };
      const entry = {
        ...body.document,
        version: `v${seq}`,
        status: 'current',
        depositor,
        submittedAt: seq,
      } as const;
      this.dossier(body.dossierId).writes.push({ seq, entry });
    }
    const receipt: Receipt = {
      device: command.device,
      n: command.n,
      hash: await payloadHash(signed.payload),
      outcome: code ? { type: 'refused', code } : { type: 'done', dossierId: body.dossierId },
      at: 1,
    };
    // as the server does: a content that may still come is no final word
    if (code !== 'contentMissing') this.receipts.set(key, receipt);
    this.emit({ kind: 'moved', dossierId: body.dossierId });
    return receipt;
  }

  /** The mark is the number of the last write; of another restore everything counts as moved. */
  changes(since: string | null): ReturnType<Remote['changes']> {
    this.changesAsked++;
    if (!this.reachable) return Promise.resolve(unreachable);
    const mark = `${this.contact.restoreEpoch}/${this.#seq}`;
    const [epoch, from] = (since ?? '').split('/');
    const moved = [...this.dossiers].filter(
      ([, { writes, open }]) => !open || writes.some(({ seq }) => seq > Number(from)),
    );
    const everything = epoch !== String(this.contact.restoreEpoch);
    const answer: ChangesOutput = {
      kind: everything ? 'everything' : 'moved',
      dossiers: everything ? [] : moved.map(([id]) => id),
      mark,
      ...this.contact,
    };
    return Promise.resolve(ok(this.tamper.changes?.(answer) ?? answer));
  }

  async pull({ wants }: Parameters<Remote['pull']>[0]): ReturnType<Remote['pull']> {
    this.pulls++;
    if (!this.reachable) return unreachable;
    const results: PullResult[] = [];
    for (const want of wants) results.push(await this.#page(want.dossierId, want.cursor));
    if (this.#lost('pull')) return unreachable;
    const output: PullOutput = { results: this.tamper.pull?.(results) ?? results, ...this.contact };
    return ok(output);
  }

  async #page(dossierId: DossierId, cursor: string | null): Promise<PullResult> {
    const dossier = this.dossiers.get(dossierId);
    if (!dossier?.open) return { kind: 'dossierRemoved', dossierId };
    const from = cursor === null ? 0 : Number(cursor);
    const later = dossier.writes.filter(({ seq }) => seq > from);
    if (cursor !== null && later.length === 0) return { kind: 'unchanged', dossierId };
    const page = later.slice(0, this.pageSize);
    const last = page.length === later.length;
    const header = sampleHeader(dossierId);
    const entries = dossier.writes.map(({ entry }) => entry);
    const digest = await visibleSetDigest(header.version, entries);
    return {
      kind: 'page',
      dossierId,
      fresh: cursor === null,
      header,
      entries: page.map(({ entry }) => entry),
      removals: [],
      cursor: String(page.at(-1)?.seq ?? from),
      ...(last ? { checkpoint: { count: entries.length, digest } } : {}),
    };
  }

  async upload(...[source, options]: Parameters<Remote['upload']>): ReturnType<Remote['upload']> {
    if (!this.reachable) return unreachable;
    const url =
      options.url !== null && this.uploads.has(options.url) ? options.url : `/u/${this.uploads.size + 1}`;
    const upload = this.uploads.get(url) ?? { received: 0, size: source.size };
    this.uploads.set(url, upload);
    options.onUrl(url);
    while (upload.received < source.size) {
      const chunk = await source.slice(upload.received, upload.received + 4);
      if (!chunk.ok) return chunk;
      if (options.signal.aborted) return err({ type: 'Cancelled' });
      if (!this.reachable) return unreachable;
      if (this.breakUploadAfter !== undefined && upload.received >= this.breakUploadAfter) {
        this.breakUploadAfter = undefined;
        return unreachable;
      }
      upload.received += chunk.value.length;
      options.onProgress(upload.received);
    }
    return ok(undefined);
  }

  watch(listen: Parameters<Remote['watch']>[0]): () => void {
    const onEvent = (event: WatchEvent): void => listen.onEvent(event);
    const down = (): void => listen.onDown({ type: 'Unreachable' });
    this.#listeners.add(onEvent);
    this.#down.add(down);
    return () => {
      this.#listeners.delete(onEvent);
      this.#down.delete(down);
    };
  }

  emit(event: WatchEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  streams(): number {
    return this.#listeners.size;
  }

  /** The server goes away: streams end, nothing is answered. */
  die(): void {
    this.reachable = false;
    for (const down of [...this.#down]) down();
    this.#listeners.clear();
    this.#down.clear();
  }

  #lost(kind: 'push' | 'pull'): boolean {
    if (this.loseAnswer !== kind) return false;
    this.loseAnswer = 'none';
    return true;
  }
}
