import { KeyObject } from 'node:crypto';
import type { DeviceId } from '#base/brand.ts';
import { isPsIdNat } from '#base/brand.ts';
import { addProfessional } from '#server/auth/professionals.ts';
import { executeCommand } from '#server/commands/execute.ts';
import type { Sender } from '#server/commands/scope.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { signCommand } from '#sync/command-signing.ts';
import { keyThumbprint } from '#wire/client/dpop-fetch.ts';
import type { CommandBody } from '#wire/commands.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { figure, type Figure } from '../figure.ts';
import { interleaved } from '../interleaved.ts';
import { creation, grant, reading } from '../support/commands.ts';
import { copyOf, newInstance, removeInstance, startInstance, type Instance } from '../support/production.ts';

const RUNS = 5;
const DOSSIERS = 50;
const READINGS = 10;

/** The production server as `npm start` runs it, from the start of its process to its first answer. */
export async function serverStart(): Promise<Figure[]> {
  const fresh = await newInstance();
  const used = await newInstance(fill);
  try {
    const samples = await interleaved(RUNS, { fresh: () => startOf(fresh), used: () => startOf(used) });
    const goal = { atMost: 1000 };
    return [
      figure('server start to first answer, nothing in it yet', 'ms', samples.fresh, goal),
      figure(`server start to first answer, ${DOSSIERS} dossiers in it`, 'ms', samples.used, goal),
    ];
  } finally {
    removeInstance(fresh);
    removeInstance(used);
  }
}

/** Of a copy, so that every run finds the same data. */
async function startOf(instance: Instance): Promise<number> {
  const copy = copyOf(instance);
  try {
    const server = await startInstance(copy);
    await server.stop();
    return server.startedIn;
  } finally {
    removeInstance(copy);
  }
}

/** Dossiers with their traces, written by the server's own rules. */
async function fill(server: RelaisServer): Promise<void> {
  const send = await inProcessDevice(server);
  for (let i = 0; i < DOSSIERS; i++) {
    const body = creation();
    await send(body);
    await send(grant(body.dossierId, NURSE));
    for (let n = 0; n < READINGS; n++) await send(reading(body.dossierId));
  }
}

const NURSE = psIdNat('899700001011');

function psIdNat(text: string) {
  if (!isPsIdNat(text)) throw new Error('not an identifier of a professional');
  return text;
}

async function inProcessDevice(server: RelaisServer): Promise<(body: CommandBody) => Promise<void>> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
  const device = (await keyThumbprint(keys)) as DeviceId;
  const professional = { psIdNat: NURSE, name: 'Solène RIVOIRE', profession: '60' };
  const sender: Sender = { device, publicKey: KeyObject.from(keys.publicKey), professional };
  await addProfessional(server.auth, {
    psIdNat: NURSE,
    familyName: 'RIVOIRE',
    firstName: 'Solène',
    profession: '60',
  });
  let n = 0;
  return async (body) => {
    const command = { wire: WIRE_VERSION, device, n: ++n, author: NURSE, at: Date.now(), body } as const;
    const { signed } = await signCommand(keys.privateKey, command);
    const { outcome } = await executeCommand(server.commands, signed, sender);
    if (outcome.type !== 'done') throw new Error(`not done: ${outcome.code}`);
  };
}
