import { unwrap } from '#base/result.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { makeBackup } from '#server/backup/backup.ts';
import { restoreBackup } from '#server/backup/restore.ts';
import type { Database } from '#server/database.server.ts';
import { appRouter } from '#server/router.ts';
import { session as sessionTable } from '#server/schema/directory.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from './event-log.ts';
import { actorOf, type Identity } from './people.ts';
import type { Draw } from './prng.ts';
import type { Schedule } from './schedule.ts';
import { SettableClock } from './settable-clock.ts';
import { configOf, copyTemplate, type Template } from './template.ts';

/** Thrown into whatever a server process was doing when it was killed. */
export class Killed extends Error {}

/** One life of the server process. */
export type Life = { readonly server: RelaisServer; over: boolean; readonly ends: Set<() => void> };

export type Session = { tokenHash: string; expiresAt: number };
export type Caller = ReturnType<typeof appRouter.createCaller>;

/** How often a transaction or a request stands still for a moment, so that others come in between. */
const PAUSES = 0.25;

/**
 * The real server over real database files. It may be killed at any moment between two of its transactions, inside one,
 * or between commit and answer; what was not committed is rolled back, what was in memory is gone.
 */
export class ServerHost {
  readonly clock: SettableClock;
  readonly #folder: string;
  readonly #deps: { schedule: Schedule; log: EventLog; draw: Draw };
  /** After each commit of the shard. */
  readonly #committed: (life: Life) => Promise<void>;
  life: Life | undefined;
  kills = 0;

  constructor(
    deps: { schedule: Schedule; log: EventLog; draw: Draw; template: Template },
    committed: (life: Life) => Promise<void>,
  ) {
    this.#deps = deps;
    this.#folder = copyTemplate(deps.template);
    this.#committed = committed;
    this.clock = new SettableClock(deps.schedule);
  }

  /** Starts the process; waits for real, since nothing can be asked of it before. */
  async start(): Promise<void> {
    // healed or restored meanwhile: one server at a time has the folder
    if (this.life) return;
    const random = this.#deps.draw;
    const open = () => openServer(configOf(this.#folder), { clock: this.clock, random });
    const server = unwrap(await this.#deps.schedule.real(open));
    const life: Life = { server, over: false, ends: new Set() };
    this.#interrupt(life, server.directory, { inside: false });
    for (const { database } of server.shards.all)
      this.#interrupt(life, database, { inside: true, committed: () => this.#committed(life) });
    this.#waitForFiles(server);
    this.life = life;
    this.#deps.log.say('srv', 'started');
  }

  /** `kill -9`: nothing is answered any more, open transactions are rolled back. */
  async kill(): Promise<void> {
    const { life } = this;
    if (!life) return;
    life.over = true;
    this.life = undefined;
    this.kills++;
    this.#deps.log.say('srv', 'killed');
    for (const end of [...life.ends]) end();
    await this.#deps.schedule.real(flushed);
    await this.#deps.schedule.real(() => life.server.close());
  }

  /** Of rows, contents and keys, while the server runs. The one before goes. */
  async backUp(): Promise<void> {
    rmSync(this.#backup, { recursive: true, force: true });
    mkdirSync(this.#backup);
    const { operatorKey, dataDir } = configOf(this.#folder);
    unwrap(await makeBackup({ ...this.#ports(), operatorKey }, { dataDir, ...this.#files() }));
  }

  /** Puts the last backup in the place of the folder of a server that does not run; keys and journal there count. */
  async restore(): Promise<void> {
    const config = configOf(this.#folder);
    const asked = { config, ...this.#files(), keysNamed: false, replace: true };
    const { aside } = unwrap(await restoreBackup(this.#ports(), asked));
    if (aside !== null) rmSync(aside, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await this.life?.server.close();
    for (const folder of [this.#folder, this.#backup]) rmSync(folder, { recursive: true, force: true });
  }

  get #backup(): string {
    return `${this.#folder}.backup`;
  }

  #files = () => ({ file: join(this.#backup, 'rows'), keysFile: join(this.#backup, 'keys') });
  #ports = () => ({ clock: this.clock, random: this.#deps.draw });

  /** What a device may ask, with its session where that still holds. */
  callerOf(
    life: Life,
    { device, person, publicJwk }: Identity,
    session: Session | undefined,
    signal?: AbortSignal,
  ) {
    const professional = actorOf(person);
    const known = { professional, device, publicJwk };
    const holds = session && session.expiresAt > this.clock.now();
    const caller = holds
      ? ({ kind: 'session', ...known, ...session, practice: undefined } as const)
      : ({ kind: 'device', ...known } as const);
    const context = {
      server: life.server,
      caller: { ok: true, value: caller } as const,
      wireVersion: WIRE_VERSION,
    };
    return appRouter.createCaller(context, { ...(signal && { signal }) });
  }

  readonly actorOf = ({ person }: Identity): Actor => actorOf(person);

  /** A session as signing in with a card leaves it. */
  async signIn({ device, person }: Identity, session: Session): Promise<boolean> {
    const { life } = this;
    if (!life) return false;
    const row = { ...session, deviceId: device, psIdNat: person.psIdNat, createdAt: this.clock.now() };
    const written = life.server.directory.write((tx) =>
      tx.insert(sessionTable).values({ ...row, issuerHash: '', serial: '' }),
    );
    await written;
    return true;
  }

  /** A moment in which other requests run; ends in `Killed` when the process does. */
  pause(life: Life): Promise<void> {
    if (life.over) return Promise.reject(new Killed());
    const { schedule, draw } = this.#deps;
    if (schedule.busy || !draw.chance(PAUSES)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const end = (): void => {
        off();
        life.ends.delete(end);
        reject(new Killed());
      };
      const off = schedule.after(draw.between(0, 40), () => {
        life.ends.delete(end);
        resolve();
      });
      life.ends.add(end);
    });
  }

  /** `inside`: not where files are waited for while a write stands in the queue. */
  #interrupt(
    life: Life,
    database: Database,
    { inside, committed }: { inside: boolean; committed?: () => Promise<void> },
  ): void {
    const write = database.write.bind(database);
    const read = database.read.bind(database);
    const pause = (): Promise<void> => this.pause(life);
    // writes are carried out in the order in which they were asked for: who waits makes those behind it wait
    let turn: Promise<void> = Promise.resolve();
    const takeTurn = (): Promise<void> => {
      const mine = turn.then(() => pause());
      turn = mine.catch(() => undefined);
      return mine;
    };
    Object.assign(database, {
      async write<T>(work: Parameters<typeof write<T>>[0]): Promise<T> {
        if (inside) await takeTurn();
        const done = await write<T>(async (tx) => {
          const made = await work(tx);
          if (inside) await pause();
          return made;
        });
        await committed?.();
        await pause();
        return done;
      },
      async read<T>(work: Parameters<typeof read<T>>[0]): Promise<T> {
        await pause();
        return read<T>(work);
      },
    });
  }

  /** Contents stand in real files, which a pool of threads reads and writes. */
  #waitForFiles(server: RelaisServer): void {
    const { schedule } = this.#deps;
    const { uploads } = server;
    server.commands.uploads = {
      find: (psIdNat, sha256) => schedule.real(() => uploads.find(psIdNat, sha256)),
      read: (content) => schedule.real(() => uploads.read(content)),
      source: (content) => {
        const source = uploads.source(content);
        return { size: source.size, slice: (start, end) => schedule.real(() => source.slice(start, end)) };
      },
      forget: (uploadId, keepFile) => schedule.real(() => uploads.forget(uploadId, keepFile)),
    };
  }
}

const flushed = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
