import { createSyncEngine, type SyncEngine } from '#sync/engine.ts';
import type { Dossiers, Outbox, Remote, SyncEvent } from '#sync/ports.ts';
import type { Device, Owner } from './device.ts';
import { dossierStore } from './dossier-store.ts';
import { outboxStore } from './outbox-store.ts';

/** What one tab's engine is given of the world; a known-bad variant replaces a part of it. */
export type Ports = { remote: Remote; outbox: Outbox; dossiers: Dossiers };

export type TabDeps = {
  device: Device;
  remoteFor(tab: Tab): Remote;
  /** Looks on, or breaks something. */
  through(tab: Tab, ports: Ports): Ports;
  onEvent(tab: Tab, event: SyncEvent): void;
};

/** A tab of the app with its engine, where the vault is open. */
export class Tab implements Owner {
  readonly name: string;
  readonly device: Device;
  readonly #deps: TabDeps;
  alive = true;
  engine: SyncEngine | undefined;

  constructor(name: string, deps: TabDeps) {
    this.name = name;
    this.device = deps.device;
    this.#deps = deps;
    if (this.device.unlocked) this.unlock();
  }

  unlock(): void {
    const { device } = this;
    const { schedule, draw, vault, cache } = device;
    const ports = this.#deps.through(this, {
      remote: this.#deps.remoteFor(this),
      outbox: outboxStore(device.disk(this, vault)),
      dossiers: dossierStore({
        vault: device.disk(this, vault),
        cache: device.disk(this, cache),
        newKeyId: () => draw.uuid(),
        reckoned: device.reckoned,
      }),
    });
    this.engine = createSyncEngine({
      vaultId: device.label,
      ...ports,
      lock: device.locks.of(this),
      tabs: device.channel.of(this),
      timer: {
        after: (delayMs, run) =>
          schedule.after(delayMs, () => {
            if (this.alive) run();
          }),
      },
      clock: device.clock,
      random: draw,
      onEvent: (event) => {
        if (this.alive) this.#deps.onEvent(this, event);
      },
    });
    this.engine.start();
  }

  lock(): void {
    this.engine?.stop();
    this.engine = undefined;
  }

  /** Gone in the middle of whatever it did; what it held is free for others. */
  kill(): void {
    this.alive = false;
    this.engine?.stop();
    this.device.locks.release(this);
    this.device.channel.release(this);
  }
}
