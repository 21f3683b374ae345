import type { DossierId } from '#base/brand.ts';
import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { EMERGENCY_MS, LEASE_MS } from '#domain/access/durations.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import {
  createBody,
  DOCTOR,
  grantBody,
  newDossierId,
  NURSE,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creation } from '../support/commands.ts';

/** A server in this process on encrypted database files, and two professionals who may consult one dossier. */
export type World = {
  readonly server: RelaisServer;
  readonly nurse: TestDevice;
  readonly doctor: TestDevice;
  readonly dossierId: DossierId;
  close(): Promise<void>;
};

export async function openWorld(): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-bench-'));
  const config = {
    kind: 'demo',
    origin: 'http://localhost:3000',
    dataDir,
    operatorKey: systemRandom.bytes(32),
    migrations: 'drizzle',
    mayHideFromAll: false,
    emergencyMs: EMERGENCY_MS,
    leaseMs: LEASE_MS,
    mail: undefined,
  } as const;
  const server = unwrap(await openServer(config, { clock: systemClock, random: systemRandom }));
  const nurse = await registerDevice(server, NURSE);
  const doctor = await registerDevice(server, DOCTOR);
  const dossierId = newDossierId();
  await done(nurse, createBody(dossierId, server.clock.now(), creation().insC));
  for (const { psIdNat } of [NURSE, DOCTOR])
    await done(nurse, grantBody(dossierId, psIdNat, server.clock.now()));
  const close = async (): Promise<void> => {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { server, nurse, doctor, dossierId, close };
}

/** Sends a command; throws where it is refused, since a refusal is not what is measured. */
export async function done(device: TestDevice, body: Parameters<TestDevice['send']>[0]): Promise<void> {
  const { outcome } = await device.send(body);
  if (outcome.type === 'refused') throw new Error(`refused: ${outcome.code}`);
}
