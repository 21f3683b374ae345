import type { DossierId } from '#base/brand.ts';
import type { SyncEvent } from '#sync/ports.ts';
import type { Command } from '#wire/commands.ts';
import { Backups } from './backups.ts';
import { Device } from './device.ts';
import { EventLog } from './event-log.ts';
import { Findings } from './findings.ts';
import { Model } from './model.ts';
import { strike } from './nemeses.ts';
import { FAIR } from './network.ts';
import { act } from './people-act.ts';
import { drawOf, type Draw } from './prng.ts';
import { commandKey, ReceiptLog } from './receipts.ts';
import { remoteOver, type Moment } from './remote.ts';
import type { Schedule } from './schedule.ts';
import { ServerHost, type Life } from './server-host.ts';
import { Tab, type Ports } from './tab.ts';
import type { Template } from './template.ts';
import { Watcher } from './watcher.ts';

/** Replaces a part of the engine's world by a known-bad one. */
export type Variant = { name: string; through(ports: Ports, world: World): Ports };

const SESSION_MS = 12 * 3_600_000;
/** Between two acts of one person, and between two strokes of fate; ms. */
const ACT_MS = [200, 6000] as const;
const STRIKE_MS = [500, 6000] as const;

/** Everything of one run: one server, some people with their devices, and what befalls them. */
export class World {
  readonly schedule: Schedule;
  readonly draw: Draw;
  readonly log: EventLog;
  readonly findings: Findings;
  readonly model = new Model();
  readonly receipts: ReceiptLog;
  readonly watcher: Watcher;
  readonly backups = new Backups();
  readonly host: ServerHost;
  readonly devices: readonly Device[];
  /** By device and number: everything that somebody wrote and was told is kept. */
  readonly issued = new Map<string, Command>();
  /** Commands whose receipt a device took as good: it told its user «sent». */
  readonly acknowledged = new Set<string>();
  /** Taken back before they left their device. */
  readonly withdrawn = new Set<string>();
  /** Under every number that somebody uses for one, provisional ones too. */
  readonly dossiers: DossierId[];
  readonly #variant: Variant | undefined;
  readonly #tabs = new Set<Tab>();
  #healed = false;
  #notes = 0;
  #tabCount = 0;

  constructor(seed: number, deps: { schedule: Schedule; template: Template; variant: Variant | undefined }) {
    const { schedule, template, variant } = deps;
    this.schedule = schedule;
    this.draw = drawOf(seed);
    this.log = new EventLog(schedule);
    this.findings = new Findings(this.log);
    this.#variant = variant;
    this.receipts = new ReceiptLog(this.issued, this.model);
    const host = { schedule, log: this.log, draw: this.draw.fork('server'), template };
    this.host = new ServerHost(host, (life) => this.#committed(life));
    this.watcher = new Watcher(this.model, this.findings, () => this.moment());
    this.dossiers = [...template.dossiers];
    for (const command of template.commands) this.issued.set(commandKey(command.device, command.n), command);
    this.devices = template.identities.map(
      (identity) => new Device(identity, { schedule, draw: this.draw.fork('devices') }),
    );
  }

  async begin(): Promise<void> {
    await this.host.start();
    await this.catchUp();
    for (const device of this.devices) {
      await this.schedule.real(() => this.signIn(device));
      this.openTab(device);
      this.#live(device);
    }
    this.#suffer();
  }

  /** With what the server has committed. */
  async catchUp(): Promise<void> {
    if (this.host.life) await this.#committed(this.host.life);
  }

  moment(): Moment {
    return { position: this.model.position, serverTime: this.host.clock.now() };
  }

  /** A short name of a dossier, for the log. */
  short(id: DossierId): string {
    return `dossier ${this.dossiers.indexOf(id) + 1}`;
  }

  nextNote(): number {
    return ++this.#notes;
  }

  tabsOf(device: Device): Tab[] {
    return [...this.#tabs].filter((tab) => tab.device === device);
  }

  openTab(device: Device): void {
    if (this.tabsOf(device).length > 1) return;
    const name = `${device.label}.${++this.#tabCount}`;
    this.log.say(name, 'opened');
    const tab = new Tab(name, {
      device,
      remoteFor: (owner) =>
        remoteOver({
          host: this.host,
          device,
          owner,
          moment: () => this.moment(),
          heard: (heard) => this.watcher.heard(owner, heard),
        }),
      through: (owner, ports) => this.#through(owner, ports),
      onEvent: (owner, event) => this.#onEvent(owner, event),
    });
    this.#tabs.add(tab);
  }

  killTab(tab: Tab): void {
    if (!this.#tabs.delete(tab)) return;
    this.log.say(tab.name, 'killed');
    tab.kill();
    const { device } = tab;
    if (!this.#healed) this.schedule.after(this.draw.between(300, 10_000), () => this.openTab(device));
  }

  /** The power of a device goes: all its tabs, and what was not on the disk yet. */
  crash(device: Device): void {
    for (const tab of this.tabsOf(device)) this.killTab(tab);
    const lost = device.cache.crash();
    this.log.say(device.label, `crashed, ${lost} commits of the cache lost`);
  }

  lock(device: Device): void {
    device.unlocked = false;
    this.log.say(device.label, 'locked');
    for (const tab of this.tabsOf(device)) tab.lock();
  }

  unlock(device: Device): void {
    if (device.unlocked) return;
    device.unlocked = true;
    this.log.say(device.label, 'unlocked');
    for (const tab of this.tabsOf(device)) tab.unlock();
  }

  async signIn(device: Device): Promise<void> {
    const session = { tokenHash: this.draw.uuid(), expiresAt: this.host.clock.now() + SESSION_MS };
    const done = await this.host.signIn(device.identity, session).catch(() => false);
    if (done) device.session = session;
  }

  written({ name }: Tab, command: Command): void {
    this.issued.set(commandKey(command.device, command.n), command);
    const { type, dossierId } = command.body;
    if (type === 'createDossier' && !this.dossiers.includes(dossierId)) this.dossiers.push(dossierId);
    this.log.say(name, `wrote ${command.n} ${type} in ${this.short(dossierId)}`);
    for (const tab of this.#tabs) if (tab.name === name) tab.engine?.wake();
  }

  takenBack({ name, device }: Tab, ns: readonly number[]): void {
    for (const n of ns) this.withdrawn.add(commandKey(device.identity.device, n));
    this.log.say(name, `took back ${ns.join(' ')}`);
  }

  /** No more acts, no more fate: the sky clears, and everybody is there again. */
  async heal(): Promise<void> {
    this.log.say('-', 'healing');
    this.#healed = true;
    if (!this.host.life) await this.host.start();
    for (const device of this.devices) {
      device.link.up = device.link.down = true;
      device.link.weather = FAIR;
      device.vault.full = device.cache.full = false;
      device.diskFailures = 0;
      await this.schedule.real(() => this.signIn(device));
      this.unlock(device);
      if (this.tabsOf(device).length === 0) this.openTab(device);
      for (const tab of this.tabsOf(device)) tab.engine?.wake();
    }
  }

  async end(): Promise<void> {
    for (const tab of [...this.#tabs]) this.killTab(tab);
    await this.host.kill();
    await this.schedule.settled();
    await this.host.stop();
  }

  #through(tab: Tab, ports: Ports): Ports {
    const seen = this.watcher.over(tab, ports);
    const outbox = {
      ...seen.outbox,
      settle: async (...given: Parameters<typeof seen.outbox.settle>) => {
        const done = await seen.outbox.settle(...given);
        if (done.ok)
          for (const { item } of given[0])
            this.acknowledged.add(commandKey(item.command.device, item.command.n));
        return done;
      },
    };
    const looked = { ...seen, outbox };
    return this.#variant ? this.#variant.through(looked, this) : looked;
  }

  #onEvent(tab: Tab, event: SyncEvent): void {
    if (event.kind === 'running' && event.running) this.watcher.began(tab);
    if (event.kind === 'succeeded') this.watcher.succeeded(tab);
    const what = describe(event, (id) => this.short(id));
    if (what) this.log.say(tab.name, what);
  }

  async #committed(life: Life): Promise<void> {
    for (const { database } of life.server.shards.all) await this.receipts.catchUp(database);
  }

  #live(device: Device): void {
    this.schedule.after(device.draw.between(...ACT_MS), () => {
      if (this.#healed) return;
      const tabs = this.tabsOf(device).filter(({ engine }) => engine !== undefined);
      if (tabs.length > 0) void act(this, device.draw.pick(tabs));
      this.#live(device);
    });
  }

  #suffer(): void {
    this.schedule.after(this.draw.between(...STRIKE_MS), () => {
      if (this.#healed) return;
      void this.schedule.real(async () => strike(this));
      this.#suffer();
    });
  }
}

function describe(event: SyncEvent, short: (id: DossierId) => string): string | undefined {
  switch (event.kind) {
    case 'dossier':
    case 'removed':
      return `${event.kind} ${short(event.dossierId)}`;
    case 'leaseEnded':
      return `lease ended of ${event.dossierIds.map(short).join(', ')}`;
    case 'failed':
      return `failed: ${event.error.type}`;
    case 'offeredAgain':
      return `offers ${event.commands} again`;
    case 'succeeded':
      return 'exchanged';
    case 'sending':
      return event.ns.length > 0 ? `sends ${event.ns.join(' ')}` : undefined;
    case 'running':
    case 'reached':
    case 'outbox':
    case 'upload':
    case 'uploadEnded':
      return undefined;
  }
}
