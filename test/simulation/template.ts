import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { EMERGENCY_MS, LEASE_MS } from '#domain/access/durations.ts';
import { addProfessional } from '#server/auth/professionals.ts';
import { DEVICE_MS } from '#server/auth/sessions.ts';
import { executeCommand } from '#server/commands/execute.ts';
import type { ServerConfig } from '#server/config.ts';
import { device as deviceTable } from '#server/schema/directory.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import { signCommand } from '#sync/command-signing.ts';
import type { Command, CommandBody } from '#wire/commands.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { creation, grant, newDossierId } from './bodies.ts';
import { actorOf, DEVICES, identityOf, insCNo, PEOPLE, SECRETARY, type Identity } from './people.ts';
import { drawOf } from './prng.ts';
import { EPOCH } from './settable-clock.ts';

/** What all seeds begin with, made once: a server's folder with known people, their devices and a few dossiers. */
export type Template = {
  folder: string;
  identities: readonly Identity[];
  dossiers: readonly DossierId[];
  /** Commands that were executed already. */
  commands: readonly Command[];
  remove(): void;
};

/** In memory where the system has it, so that no disk is waited for. */
export const newFolder = (): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'relais-simulation-'));

export const configOf = (dataDir: string): ServerConfig => ({
  kind: 'demo',
  origin: 'http://localhost:3000',
  dataDir,
  operatorKey: new Uint8Array(32).fill(7),
  migrations: resolve(import.meta.dirname, '../../drizzle'),
  mayHideFromAll: false,
  emergencyMs: EMERGENCY_MS,
  leaseMs: LEASE_MS,
  mail: undefined,
});

export function copyTemplate({ folder }: Template): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

const DOSSIERS = 4;
const clock = { now: () => EPOCH, monotonic: () => 0 };

export async function makeTemplate(): Promise<Template> {
  const folder = newFolder();
  const draw = drawOf('template');
  const server = unwrap(await openServer(configOf(folder), { clock, random: draw }));
  const secretary = await identityOf('s1', SECRETARY);
  const identities = await Promise.all(DEVICES.map(([label, person]) => identityOf(label, person)));
  for (const known of [SECRETARY, ...Object.values(PEOPLE)]) await addProfessional(server.auth, known);
  for (const identity of [secretary, ...identities]) await register(server, identity);
  const dossiers = Array.from({ length: DOSSIERS }, () => newDossierId(draw.uuid()));
  const commands = await begin(server, secretary, dossiers);
  await server.close();
  return { folder, identities, dossiers, commands, remove: () => rmSync(folder, { recursive: true }) };
}

async function register(server: RelaisServer, { device, person, publicJwk, label }: Identity): Promise<void> {
  const row = {
    deviceId: device,
    psIdNat: person.psIdNat,
    publicKey: JSON.stringify(publicJwk),
    name: label,
    registeredAt: EPOCH,
    lastSeenAt: EPOCH,
    expiresAt: EPOCH + 1000 * DEVICE_MS,
  };
  await server.directory.write((tx) => tx.insert(deviceTable).values(row));
}

/** Each dossier is open to everybody at first but for one. */
async function begin(
  server: RelaisServer,
  secretary: Identity,
  dossiers: readonly DossierId[],
): Promise<Command[]> {
  const people = Object.values(PEOPLE);
  const bodies = dossiers.flatMap((id, n): CommandBody[] => [
    creation(id, insCNo(n + 1), EPOCH),
    ...people.filter((_, m) => m !== n).map(({ psIdNat }) => grant(id, psIdNat, EPOCH)),
  ]);
  const sender = { ...secretary, professional: actorOf(SECRETARY) };
  const author = SECRETARY.psIdNat;
  const commands: Command[] = [];
  for (const [at, body] of bodies.entries()) {
    const command = {
      wire: WIRE_VERSION,
      device: secretary.device,
      n: at + 1,
      author,
      at: EPOCH,
      body,
    } as const;
    const { signed } = await signCommand(secretary.privateKey, command);
    const { outcome } = await executeCommand(server.commands, signed, sender);
    if (outcome.type !== 'done') throw new Error(`the template was refused: ${outcome.code}`);
    commands.push(command);
  }
  return commands;
}
