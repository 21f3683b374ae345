import { isDeviceId, isPsIdNat, type DeviceId } from '#base/brand.ts';
import { shutOut } from '#server/backup/shut-out.ts';
import { allDevices, deviceStateOf, type OwnedDevice } from '#server/devices/list.ts';
import { askWipeByOperator, revokeByOperator } from '#server/devices/operator.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { Command } from 'commander';
import { dateOf, refuse, show, withServer, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

type ListOptions = JsonOption & { professional?: string };

/** `relais devices list|wipe|revoke`. */
export function devicesCommands(program: Command, context: Context, run: Run): void {
  const { devices: text, json } = context.text;
  const group = program.command('devices').description(text.about).helpCommand(false);
  group
    .command('list')
    .description(text.list)
    .option('--professional <ps-id-nat>', text.professional)
    .option('--json', json)
    .action((options: ListOptions) => run(() => list(context, options)));
  for (const act of [
    { name: 'wipe', about: text.wipe, done: text.wipeAsked, carryOut: askWipeByOperator },
    { name: 'revoke', about: text.revoke, done: text.revoked, carryOut: revokeByOperator },
  ])
    group
      .command(act.name)
      .description(act.about)
      .argument('<device>', text.device)
      .option('--json', json)
      .action((device: string, options: JsonOption) => run(() => change(context, device, options, act)));
}

function list(context: Context, options: ListOptions): Promise<ExitCode> | ExitCode {
  const { professional } = options;
  if (professional !== undefined && !isPsIdNat(professional)) {
    refuse(context, options, { type: 'PsIdNat' }, context.text.professional.badNumber(professional));
    return EXIT.refused;
  }
  return withServer(context, async ({ directory, clock }) => {
    const rows = await allDevices(directory.db, professional);
    const now = clock.now();
    show(
      context,
      options,
      rows.map((row) => valueOf(row, now)),
      rows.map((row) => lineOf(context, row, now)),
    );
    if (rows.length === 0) context.io.say(context.text.devices.none);
    return EXIT.done;
  });
}

const valueOf = (row: OwnedDevice, now: number) => ({
  device: row.deviceId,
  name: row.name,
  professional: row.psIdNat,
  registeredAt: row.registeredAt,
  lastSeenAt: row.lastSeenAt,
  state: deviceStateOf(row, now),
  wipeAskedAt: row.wipeAskedAt,
  wipeAskedBy: row.wipeAskedBy,
  wipedAt: row.wipedAt,
});

function lineOf({ text: { devices: text } }: Context, row: OwnedDevice, now: number): string {
  const state = deviceStateOf(row, now);
  const since = dateOf(row.wipedAt ?? row.wipeAskedAt ?? now);
  return [
    row.deviceId,
    row.name,
    `${row.psIdNat} ${row.firstName} ${row.familyName}`,
    text.registered(dateOf(row.registeredAt)),
    text.seen(dateOf(row.lastSeenAt)),
    text.states[state](since),
  ].join('\t');
}

function change(
  context: Context,
  device: string,
  options: JsonOption,
  act: { done: string; carryOut: (server: RelaisServer['auth'], device: DeviceId) => Promise<boolean> },
): Promise<ExitCode> | ExitCode {
  const { devices: text } = context.text;
  if (!isDeviceId(device)) {
    refuse(context, options, { type: 'Key' }, text.badKey);
    return EXIT.refused;
  }
  return withServer(context, async (server) => {
    const who =
      act.carryOut === askWipeByOperator
        ? ({ kind: 'wipeAsked', device, by: 'operator' } as const)
        : ({ kind: 'deviceRevoked', device } as const);
    const carryOut = (): Promise<boolean> => act.carryOut(server.auth, device);
    if (await shutOut(server, who, { carryOut, took: (known) => known })) {
      show(context, options, { device }, [act.done]);
      return EXIT.done;
    }
    refuse(context, options, { type: 'Unknown' }, text.unknown);
    return EXIT.refused;
  });
}
