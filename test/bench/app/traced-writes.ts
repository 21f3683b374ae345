import { toHex } from '#base/bytes.ts';
import { demoProcess } from '#test/support/http/processes.ts';
import { createClient } from '@libsql/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, type Figure } from '../figure.ts';
import { interleaved, ratePerSecond } from '../interleaved.ts';
import { grant, reading } from '../support/commands.ts';
import { newDossiers, professionalOf, pushOne, signedInDevice, type Device } from '../support/device.ts';

const ROUNDS = 5;
const DEVICES = 8;
const DOSSIERS = 20;
/** How long one measurement lasts; ms. */
const LASTS = 1000;

/**
 * Writes through a real server process: HTTP, DPoP, tRPC, signature, rights, effect, trace and receipt in one
 * transaction; one command per request. In turns with the least that libSQL can do for a write on the same disk.
 */
export async function tracedWrites(): Promise<Figure[]> {
  const demo = await demoProcess();
  const raw = await rawDatabase();
  try {
    await demo.start();
    return await measured(demo.origin, raw);
  } finally {
    raw.remove();
    await demo.remove();
  }
}

async function measured(origin: string, raw: RawDatabase): Promise<Figure[]> {
  const other = await signedInDevice(origin, 'cps-urgentiste');
  const devices: Device[] = [];
  for (let i = 0; i < DEVICES; i++) devices.push(await signedInDevice(origin, 'cps-generaliste'));
  const [first] = devices;
  if (!first) throw new Error('no device');
  const dossiers = await newDossiers(first, DOSSIERS);
  let turn = 0;
  const next = () => dossiers[turn++ % dossiers.length] ?? (crypto.randomUUID() as never);
  const granting = (device: Device) => () => pushOne(device, grant(next(), professionalOf(other)));
  const noting = (device: Device) => () => pushOne(device, reading(next()));
  const samples = await interleaved(ROUNDS, {
    raw: () => ratePerSecond(LASTS, [raw.write]),
    alone: () => ratePerSecond(LASTS, [granting(first)]),
    together: () => ratePerSecond(LASTS, devices.map(granting)),
    readings: () => ratePerSecond(LASTS, devices.map(noting)),
  });
  return [
    figure(`traced writes, ${DEVICES} devices at once: grantAuthorisation`, '/s', samples.together, {
      atLeast: 200,
    }),
    figure(`traced writes, ${DEVICES} devices at once: recordAccess`, '/s', samples.readings),
    figure('traced writes, one device, one after the other: grantAuthorisation', '/s', samples.alone),
    figure('libSQL alone, same disk: one row per transaction', '/s', samples.raw),
  ];
}

export type RawDatabase = { write: () => Promise<void>; remove: () => void };

/** As the server opens its own: WAL, synchronous FULL, pages encrypted; one table, one row per write transaction. */
export async function rawDatabase(): Promise<RawDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-bench-'));
  const encryptionKey = toHex(crypto.getRandomValues(new Uint8Array(32)));
  const client = createClient({ url: `file:${join(folder, 'raw.db')}`, encryptionKey });
  await client.execute('PRAGMA journal_mode = WAL');
  await client.execute('PRAGMA synchronous = FULL');
  await client.execute('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  const insert = { sql: 'INSERT INTO row (text) VALUES (?)', args: ['x'.repeat(200)] };
  return {
    write: async () => {
      const transaction = await client.transaction('write');
      await transaction.execute(insert);
      await transaction.commit();
    },
    remove: () => {
      client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
