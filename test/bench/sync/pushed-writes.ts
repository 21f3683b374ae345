import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import type { CommandBody, SignedCommand } from '#wire/commands.ts';
import { MAX_COMMANDS_PER_PUSH } from '#wire/sync.ts';
import { rawDatabase } from '../app/traced-writes.ts';
import { figure, type Figure } from '../figure.ts';
import { interleaved, ratePerSecond } from '../interleaved.ts';
import { reading } from '../support/commands.ts';
import { signedInDevice, type Device } from '../support/device.ts';
import type { SyncBench } from '../suites/sync.ts';
import { NURSE_CARD } from './filled-demo.ts';
import { holderDataChange } from './holder-data-change.ts';

const ROUNDS = 3;
const DEVICES = 4;
/** Requests that each device sends in one round, one after the other. */
const REQUESTS = 3;
/** How long the raw database writes; ms. */
const LASTS = 1000;

/**
 * Pushes of several devices at once through the running server: HTTP, DPoP, signature, rights, effect, trace and receipt
 * of each command. In turns with the least that libSQL can do for a write on the same disk. Signed beforehand: that is
 * the devices' work.
 */
export async function pushedWrites({ demo: { origin, pushInto } }: SyncBench): Promise<Figure[]> {
  const raw = await rawDatabase();
  try {
    const devices: Device[] = [];
    for (let i = 0; i < DEVICES; i++) devices.push(await signedInDevice(origin, NURSE_CARD));
    const samples = await interleaved(ROUNDS, {
      raw: () => ratePerSecond(LASTS, [raw.write]),
      changes: () => pushRate(devices, pushInto, holderDataChange),
      readings: () => pushRate(devices, pushInto, reading),
    });
    const beside = (rates: readonly number[]) =>
      rates.map((rate, round) => rate / (samples.raw[round] ?? NaN));
    const name = `writes of ${DEVICES} devices at once, ${MAX_COMMANDS_PER_PUSH} to a push`;
    return [
      figure(`${name}: changeHolderData beside libSQL alone`, '×', beside(samples.changes), { atLeast: 0.5 }),
      figure(`${name}: recordAccess beside libSQL alone`, '×', beside(samples.readings), { atLeast: 0.5 }),
      figure(`${name}: changeHolderData`, '/s', samples.changes),
      figure(`${name}: recordAccess`, '/s', samples.readings),
      figure('libSQL alone, same disk: one row per transaction', '/s', samples.raw),
    ];
  } finally {
    raw.remove();
  }
}

type Written = (dossierId: DossierId, index: number) => CommandBody;

/** Commands per second. */
async function pushRate(
  devices: readonly Device[],
  dossiers: readonly DossierId[],
  written: Written,
): Promise<number> {
  const signed = await Promise.all(devices.map((device) => requestsOf(device, dossiers, written)));
  const from = performance.now();
  await Promise.all(devices.map((device, index) => pushAll(device, signed[index] ?? [])));
  return (devices.length * REQUESTS * MAX_COMMANDS_PER_PUSH) / ((performance.now() - from) / 1000);
}

async function requestsOf(
  device: Device,
  dossiers: readonly DossierId[],
  written: Written,
): Promise<SignedCommand[][]> {
  const requests: SignedCommand[][] = [];
  for (let request = 0; request < REQUESTS; request++) {
    const commands: SignedCommand[] = [];
    for (let index = 0; index < MAX_COMMANDS_PER_PUSH; index++) {
      const dossierId = dossiers[index % dossiers.length];
      if (dossierId !== undefined) commands.push(await device.sign(written(dossierId, index)));
    }
    requests.push(commands);
  }
  return requests;
}

async function pushAll(device: Device, requests: readonly SignedCommand[][]): Promise<void> {
  for (const commands of requests) {
    const { receipts } = unwrap(await device.api.push(commands, null));
    for (const { outcome } of receipts)
      if (outcome.type !== 'done') throw new Error(`not done: ${outcome.code}`);
  }
}
