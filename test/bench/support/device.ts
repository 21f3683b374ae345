import type { DossierId, PsIdNat } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { signedInClient, type HttpClient } from '#test/support/http/client.ts';
import type { CommandBody } from '#wire/commands.ts';
import { creation, grant } from './commands.ts';

/** A signed-in device of a demonstration. */
export type Device = HttpClient;

export const signedInDevice = (origin: string, cardId: string): Promise<Device> =>
  signedInClient(origin, cardId);

/** One command in one request; throws where it is not done, since a refusal is no write. */
export async function pushOne(device: Device, body: CommandBody): Promise<void> {
  const answer = unwrap(await device.api.push([await device.sign(body)], null));
  const outcome = answer.receipts[0]?.outcome;
  if (outcome?.type !== 'done') throw new Error(`not done: ${outcome?.code ?? 'no receipt'}`);
}

/** New dossiers that this device's professional may consult. */
export async function newDossiers(device: Device, count: number): Promise<DossierId[]> {
  const made: DossierId[] = [];
  for (let i = 0; i < count; i++) {
    const body = creation();
    await pushOne(device, body);
    await pushOne(device, grant(body.dossierId, professionalOf(device)));
    made.push(body.dossierId);
  }
  return made;
}

export const professionalOf = (device: Device): PsIdNat => device.session.professional.psIdNat;
