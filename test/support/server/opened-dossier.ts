import type { DossierId } from '#base/brand.ts';
import {
  createBody,
  DOCTOR,
  grantBody,
  newDossierId,
  NURSE,
  registerDevice,
  type TestDevice,
} from './test-device.ts';
import { startTestServer } from './test-server.ts';

export type OpenedDossier = {
  running: Awaited<ReturnType<typeof startTestServer>>;
  nurse: TestDevice;
  doctor: TestDevice;
  dossierId: DossierId;
};

/** A server with one dossier, that a nurse created and may consult; a doctor is known and has no right in it. */
export async function openedDossier(): Promise<OpenedDossier> {
  const running = await startTestServer();
  const nurse = await registerDevice(running.server, NURSE);
  const doctor = await registerDevice(running.server, DOCTOR);
  const dossierId = newDossierId();
  const now = running.clock.now();
  await nurse.send(createBody(dossierId, now));
  await nurse.send(grantBody(dossierId, NURSE.psIdNat, now));
  return { running, nurse, doctor, dossierId };
}
