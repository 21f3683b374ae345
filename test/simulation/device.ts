import type { DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DeviceContact, LocalError, OutboxItem } from '#sync/ports.ts';
import { signCommand } from '#sync/command-signing.ts';
import { command as commandSchema, type Command, type CommandBody } from '#wire/commands.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { Store } from './disk.ts';
import { pin, readableIn, type DossierRow } from './dossier-store.ts';
import { Channel, Locks } from './locks.ts';
import { FOUL, Link } from './network.ts';
import { OUTBOX, type Disk, type OutboxRow } from './outbox-store.ts';
import type { Identity } from './people.ts';
import type { Draw } from './prng.ts';
import type { Schedule } from './schedule.ts';
import type { Session } from './server-host.ts';
import { SettableClock } from './settable-clock.ts';

/** One tab of the app: alive until it is closed, killed, or its device is. */
export type Owner = { readonly name: string; alive: boolean };

/** A tablet: what all its tabs share. */
export class Device {
  readonly identity: Identity;
  readonly schedule: Schedule;
  readonly draw: Draw;
  readonly clock: SettableClock;
  readonly link: Link;
  readonly locks = new Locks();
  readonly channel: Channel;
  readonly vault: Store;
  readonly cache: Store;
  session: Session | undefined;
  unlocked = true;
  /** A write to the disk fails as often as this. */
  diskFailures = 0.01;
  #time = { highest: 0, ahead: 0 };

  constructor(identity: Identity, deps: { schedule: Schedule; draw: Draw }) {
    const draw = deps.draw.fork(identity.label);
    this.identity = identity;
    this.schedule = deps.schedule;
    this.draw = draw;
    this.clock = new SettableClock(deps.schedule);
    this.link = new Link({ schedule: deps.schedule, draw: draw.fork('link') }, FOUL);
    this.channel = new Channel(deps.schedule);
    this.vault = new Store('strict', draw.fork('vault'));
    this.cache = new Store('relaxed', draw.fork('cache'));
  }

  get label(): string {
    return this.identity.label;
  }

  /** The disk as one tab reaches it. */
  disk(owner: Owner, store: Store): Disk {
    return {
      store,
      wait: () =>
        new Promise((resolve) => {
          this.schedule.after(this.draw.between(0, 6), () => {
            if (!owner.alive) return;
            const fails = this.draw.chance(this.diskFailures);
            resolve(fails ? err({ type: 'StorageFailed' }) : ok(undefined));
          });
        }),
    };
  }

  /** The greatest of what the server was heard to say, moved on since, and the device's own clock. */
  readonly reckoned = {
    now: (): number => {
      const { highest, ahead } = this.#time;
      this.#time.highest = Math.max(highest, ahead + this.schedule.now, this.clock.now());
      return this.#time.highest;
    },
    note: ({ serverTime }: DeviceContact): void => {
      this.#time.ahead = Math.max(this.#time.ahead, serverTime - this.schedule.now);
    },
  };

  held(): Map<DossierId, DossierRow> {
    return readableIn(this.vault, this.cache);
  }

  pin(id: DossierId, pinned: boolean): void {
    pin(this.cache, id, pinned);
  }

  /**
   * Puts a command in the outbox, as app/command-writer.ts does: its number first, then signed, then stored. Whoever wrote
   * it was told so when this resolves; where it never does, they were not.
   */
  async write(
    owner: Owner,
    { body, content }: { body: CommandBody; content?: Bytes },
  ): Promise<Result<Command, LocalError>> {
    return this.locks.of(owner).exclusive('write', async () => {
      const disk = this.disk(owner, this.vault);
      const reserving = await disk.wait();
      if (!reserving.ok) return reserving;
      const n = (this.vault.get<number>('numbers', 'next') ?? 0) + 1;
      const reserved = this.vault.commit({ 'numbers/next': n });
      if (!reserved.ok) return reserved;
      const row = await this.#signed(n, body, content);
      const storing = await disk.wait();
      if (!storing.ok) return storing;
      const stored = this.vault.commit({ [`${OUTBOX}/${n}`]: row });
      return stored.ok ? ok(row.item.command) : stored;
    });
  }

  async #signed(n: number, body: CommandBody, content: Bytes | undefined): Promise<OutboxRow> {
    const { device, person, privateKey } = this.identity;
    const author = person.psIdNat;
    const draft = { wire: WIRE_VERSION, device, n, author, at: this.clock.now(), body };
    const command = commandSchema.parse(draft);
    const { signed, hash } = await signCommand(privateKey, command);
    const described =
      body.type === 'provideDocument' ? { sha256: body.document.sha256, size: body.document.size } : null;
    const item: OutboxItem = { command, signed, hash, content: described, uploadUrl: null };
    return { item, content: content ?? null, neverSent: true };
  }
}
