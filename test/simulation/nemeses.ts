import type { Device } from './device.ts';
import type { World } from './world.ts';

/** What befalls the world, drawn by the seed; each passes, or is healed at the end. */

type Nemesis = (world: World, device: Device) => Promise<void> | void;

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;

const NEMESES: readonly (readonly [number, Nemesis])[] = [
  [10, (world, device) => cut(world, device, ['up', 'down'])],
  [5, (world, device) => cut(world, device, ['up'])],
  [7, (world, device) => cut(world, device, ['down'])],
  [9, killServer],
  [8, killTab],
  [5, (world, device) => world.crash(device)],
  [6, jump],
  [5, stepServerClock],
  [1, letAYearPass],
  [5, fillDisk],
  [4, endSession],
  [6, backUp],
  [6, restore],
];
const TOTAL = NEMESES.reduce((sum, [weight]) => sum + weight, 0);

export async function strike(world: World): Promise<void> {
  const { draw } = world;
  let left = draw.fraction() * TOTAL;
  const device = draw.pick(world.devices);
  for (const [weight, what] of NEMESES) {
    left -= weight;
    if (left < 0) return what(world, device);
  }
}

function cut({ log, schedule, draw }: World, device: Device, ways: readonly ('up' | 'down')[]): void {
  log.say(device.label, `cut off: ${ways.join(' and ')}`);
  for (const way of ways) device.link[way] = false;
  schedule.after(draw.between(1, 60) * SECOND_MS, () => {
    for (const way of ways) device.link[way] = true;
  });
}

async function killServer({ host, schedule, draw }: World): Promise<void> {
  if (!host.life) return;
  await host.kill();
  schedule.after(draw.between(100, 8000), () => void schedule.real(() => host.start()));
}

async function backUp(world: World): Promise<void> {
  await world.backups.make(world);
}

/** Every session has ended with it: people sign in again one after the other. */
async function restore(world: World): Promise<void> {
  const { restores } = world.backups;
  await world.backups.restore(world);
  if (world.backups.restores > restores) for (const device of world.devices) endSession(world, device);
}

function killTab(world: World, device: Device): void {
  const tabs = world.tabsOf(device);
  if (tabs.length > 0) world.killTab(world.draw.pick(tabs));
}

/** The device's clock is set, forward or back. */
function jump({ log, draw }: World, device: Device): void {
  const by = draw.pick([-400 * DAY_MS, -DAY_MS, -HOUR_MS, HOUR_MS, DAY_MS, 400 * DAY_MS]);
  device.clock.offsetMs = draw.chance(0.3) ? 0 : by;
  log.say(device.label, `clock off by ${device.clock.offsetMs / HOUR_MS} h`);
}

function stepServerClock({ log, host, draw }: World): void {
  host.clock.offsetMs += draw.between(-2 * 3600, 2 * 3600) * SECOND_MS;
  log.say('srv', `clock stepped to ${host.clock.offsetMs}`);
}

/** Authorisations, sessions, cursors and leases come to their end. */
function letAYearPass({ log, host }: World): void {
  host.clock.offsetMs += 366 * DAY_MS;
  log.say('srv', 'a year passes');
}

function fillDisk({ log, schedule, draw }: World, device: Device): void {
  log.say(device.label, 'disk full');
  device.vault.full = device.cache.full = true;
  schedule.after(draw.between(2, 30) * SECOND_MS, () => {
    device.vault.full = device.cache.full = false;
  });
}

function endSession(world: World, device: Device): void {
  if (device.session) device.session = { ...device.session, expiresAt: 0 };
  world.schedule.after(world.draw.between(5, 60) * SECOND_MS, () => void world.signIn(device));
}
