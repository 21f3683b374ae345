import { err, ok, type Result } from '#base/result.ts';
import type { Remote, RemoteError } from '#sync/ports.ts';
import { isWireError } from '#wire/errors.ts';
import { changesOutput, pullOutput, pushOutput } from '#wire/sync.ts';
import { TRPCError } from '@trpc/server';
import type * as z from 'zod/mini';
import type { Device, Owner } from './device.ts';
import type { Caller, Life, ServerHost } from './server-host.ts';
import { uploadBy } from './upload-client.ts';

/** How a question to the server went, for the checks: when the server took it up, and whether its own words came back. */
export type Heard = { kind: 'push' | 'pull' | 'changes'; takenAt: Moment; whole: boolean; signedIn: boolean };
/** A moment of the server: how many commands it had carried out, and its time. */
export type Moment = { position: number; serverTime: number };

type Deps = {
  host: ServerHost;
  device: Device;
  owner: Owner;
  moment(): Moment;
  heard(heard: Heard): void;
};
type Ask = (caller: Caller) => Promise<unknown>;

const UNREACHABLE = err<RemoteError>({ type: 'Unreachable' });
/** How long an app waits for an answer; ms. */
const PATIENCE_MS = 10_000;

/** The server as one tab reaches it, over the device's link. */
export function remoteOver(deps: Deps): Remote {
  const { device } = deps;
  const { draw } = device;
  return {
    push: (commands, restoreEpoch) =>
      exchange(deps, 'push', pushOutput, ({ sync }) =>
        sync.push({ commands: [...commands], ...(restoreEpoch !== null && { restoreEpoch }) }),
      ),
    pull: (input) => {
      // a server may send less than it was asked for: that is how pages come about with few documents
      const pageSize = draw.chance(0.5) ? draw.between(1, 6) : input.pageSize;
      return exchange(deps, 'pull', pullOutput, ({ sync }) => sync.pull({ ...input, pageSize }));
    },
    changes: (since) => exchange(deps, 'changes', changesOutput, ({ sync }) => sync.changes({ since })),
    upload: (source, options) => {
      const partBytes = draw.chance(0.7) ? source.size : draw.between(1, source.size);
      return uploadBy((request) => askFile(deps, request), source, options, partBytes);
    },
    watch: (listen) => watchOver(deps, listen),
  };
}

/** One request and its answer; whatever does not come back in time, or not in form, is as good as no server at all. */
function exchange<T>(
  deps: Deps,
  kind: Heard['kind'],
  schema: z.ZodMiniType<T>,
  ask: Ask,
): Promise<Result<T, RemoteError>> {
  const { device, owner } = deps;
  return new Promise((resolve) => {
    let settled = false;
    const settle = (result: Result<T, RemoteError>): void => {
      settled = true;
      giveUp();
      if (owner.alive) resolve(result);
    };
    const giveUp = device.schedule.after(PATIENCE_MS, () => settle(UNREACHABLE));
    device.link.send(() => {
      const takenAt = deps.moment();
      const signedIn = (device.session?.expiresAt ?? 0) > takenAt.serverTime;
      void answerOf(deps, ask).then((text) => {
        if (text === undefined) return;
        device.link.answer(kind, text, (came, whole) => {
          const result = parseAnswer(came, schema);
          if (result.ok && owner.alive && !settled) deps.heard({ kind, takenAt, whole, signedIn });
          settle(result);
        });
      });
    });
  });
}

/** The text of an answer; undefined where the server is down, or died over it. */
async function answerOf({ host, device }: Deps, ask: Ask): Promise<string | undefined> {
  const { life } = host;
  if (!life) return undefined;
  try {
    const value = await ask(host.callerOf(life, device.identity, device.session));
    await host.pause(life);
    return life.over ? undefined : JSON.stringify({ value });
  } catch (thrown) {
    return life.over ? undefined : JSON.stringify({ error: wireErrorIn(thrown) });
  }
}

function wireErrorIn(thrown: unknown): unknown {
  const cause = thrown instanceof TRPCError ? thrown.cause : undefined;
  if (cause && 'wire' in cause && isWireError(cause.wire)) return cause.wire;
  throw thrown; // a fault of the server is for the developer to see
}

function parseAnswer<T>(text: string, schema: z.ZodMiniType<T>): Result<T, RemoteError> {
  const answer = parseJson(text);
  if (typeof answer !== 'object' || answer === null) return UNREACHABLE;
  if ('error' in answer && isWireError(answer.error)) return err({ type: 'Server', error: answer.error });
  const parsed = schema.safeParse('value' in answer ? answer.value : undefined);
  return parsed.success ? ok(parsed.data) : UNREACHABLE;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One request of an upload; bodies are not repeated by the network. */
function askFile({ host, device, owner }: Deps, request: Request): Promise<Response | undefined> {
  const uploader = { device: device.identity.device, professional: host.actorOf(device.identity) };
  return new Promise((resolve) => {
    let done = false;
    const settle = (answer: Response | undefined): void => {
      if (done) return;
      done = true;
      giveUp();
      if (owner.alive) resolve(answer);
    };
    const giveUp = device.schedule.after(PATIENCE_MS, () => settle(undefined));
    let taken = false;
    device.link.send(() => {
      const { life } = host;
      if (!life || taken) return;
      taken = true;
      const handled = device.schedule.real(() => life.server.uploads.handle(request, uploader));
      void handled.then((answer) => {
        if (!life.over) device.link.answer('file', '{}', () => settle(answer));
      });
    });
  });
}

type Listen = Parameters<Remote['watch']>[0];

function watchOver({ host, device, owner }: Deps, listen: Listen): () => void {
  const stopped = new AbortController();
  const { schedule, draw, link } = device;
  const after = (run: () => void): void => {
    schedule.after(draw.between(1, link.weather.slowMs), () => {
      if (owner.alive && !stopped.signal.aborted) run();
    });
  };
  const fall = (): void =>
    after(() => {
      stopped.abort();
      listen.onDown({ type: 'Unreachable' });
    });
  after(() => {
    const { life } = host;
    if (!life || !link.up) return fall();
    life.ends.add(fall);
    stopped.signal.addEventListener('abort', () => life.ends.delete(fall), { once: true });
    void follow({
      host,
      life,
      device,
      signal: stopped.signal,
      onText: (event) => after(() => link.down && listen.onEvent(event)),
    }).finally(fall);
  });
  return () => stopped.abort();
}

type Following = {
  host: ServerHost;
  life: Life;
  device: Device;
  signal: AbortSignal;
  onText: (event: Parameters<Listen['onEvent']>[0]) => void;
};

async function follow({ host, life, device, signal, onText }: Following): Promise<void> {
  try {
    const { sync } = host.callerOf(life, device.identity, device.session, signal);
    for await (const event of await sync.watch()) {
      if (life.over || signal.aborted) return;
      onText(event);
    }
  } catch {
    // no session, or a server that went: the stream is down
  }
}
