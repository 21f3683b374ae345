import { FINDINGS, type Finding } from './findings.ts';
import { lastLook } from './last-look.ts';
import { OUTBOX } from './outbox-store.ts';
import { Schedule } from './schedule.ts';
import { steadyProcess } from './steady-crypto.ts';
import type { Template } from './template.ts';
import { World, type Variant } from './world.ts';

export type Result = { seed: number; steps: number; acknowledged: number } & Record<Finding, number> & {
    quarantined: number;
  };
export type Run = { result: Result; log: string; digest: string; findings: readonly string[] };

/** After the last step: how long everybody has to come to rest, in simulated time. */
const REST_MS = 20 * 60_000;

/** One run of one seed: so many events of a hostile world, then the world heals, comes to rest and is looked at. */
export async function simulate(
  { template, variant }: { template: Template; variant?: Variant },
  { seed, steps }: { seed: number; steps: number },
): Promise<Run> {
  const schedule = new Schedule();
  const restore = steadyProcess(schedule);
  const world = new World(seed, { schedule, template, variant });
  try {
    await world.begin();
    while (schedule.steps < steps && (await schedule.step()));
    const done = schedule.steps;
    await world.heal();
    await rest(world);
    const { quarantined } = await lastLook(world);
    const { findings, log, acknowledged } = world;
    const counts = Object.fromEntries(FINDINGS.map((kind) => [kind, findings.count(kind)])) as Record<
      Finding,
      number
    >;
    const result = { seed, steps: done, acknowledged: acknowledged.size, ...counts, quarantined };
    return { result, log: log.text(), digest: log.digest(), findings: findings.all() };
  } finally {
    await world.end();
    restore();
  }
}

export const isGood = (result: Result): boolean => FINDINGS.every((kind) => result[kind] === 0);

/** Until all is sent, and everybody asked again what moved after the last thing did. */
async function rest(world: World): Promise<void> {
  const { schedule } = world;
  const until = schedule.now + REST_MS;
  let position = -1;
  let since = schedule.now;
  while (schedule.now < until) {
    if (world.model.position !== position) {
      position = world.model.position;
      since = world.moment().serverTime;
    }
    if (isAtRest(world, since)) return;
    await schedule.step();
  }
  world.findings.report('divergent', 'somebody never comes to rest');
}

const isAtRest = ({ devices, watcher }: World, since: number): boolean =>
  devices.every((device) => {
    const settled = watcher.settledAt.get(device);
    return settled?.signedIn && settled.serverTime > since && device.vault.all(OUTBOX).length === 0;
  });
