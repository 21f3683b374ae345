import type { DeviceId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { removeProfessional } from '#server/auth/professionals.ts';
import { shutOut } from '#server/backup/shut-out.ts';
import { askWipeByOperator, revokeByOperator } from '#server/devices/operator.ts';
import { device, professional } from '#server/schema/directory.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { backUp, reopen, restore } from '#test/support/server/backed-up.ts';
import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import { DOCTOR, registerDevice, SECOND_DOCTOR } from '#test/support/server/test-device.ts';
import { removeBeside } from './remove-beside.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let opened: OpenedDossier;
let restored: RelaisServer | undefined;

beforeEach(async () => void (opened = await openedDossier()));
afterEach(async () => {
  await (restored ?? opened.running.server).close();
  restored = undefined;
  removeBeside(opened.running.config.dataDir);
});

const known = (is: boolean): boolean => is;
async function goBack(): Promise<RelaisServer> {
  await opened.running.server.close();
  unwrap(await restore(opened.running, fileOf()));
  return (restored = await reopen(opened.running));
}
const fileOf = (): string => `${opened.running.config.dataDir}.backup`;
const deviceRow = async (server: RelaisServer, deviceId: DeviceId) =>
  (await server.directory.db.select().from(device).where(eq(device.deviceId, deviceId)))[0];

describe('who was shut out since the backup', () => {
  it('stays out: a device to wipe, one revoked, one that the backup does not know, a professional removed', async () => {
    const { server } = opened.running;
    await backUp(opened.running, fileOf());
    const late = await registerDevice(server, SECOND_DOCTOR);
    for (const lost of [opened.nurse.device, late.device])
      await shutOut(
        server,
        { kind: 'wipeAsked', device: lost, by: 'operator' },
        { carryOut: () => askWipeByOperator(server.auth, lost), took: known },
      );
    const { device: revoked } = opened.doctor;
    await shutOut(
      server,
      { kind: 'deviceRevoked', device: revoked },
      { carryOut: () => revokeByOperator(server.auth, revoked), took: known },
    );
    await shutOut(
      server,
      { kind: 'professionalRemoved', psIdNat: DOCTOR.psIdNat },
      { carryOut: () => removeProfessional(server, DOCTOR.psIdNat), took: known },
    );
    const back = await goBack();
    for (const lost of [opened.nurse.device, late.device])
      expect(await deviceRow(back, lost)).toMatchObject({ wipeAskedBy: 'operator', wipedAt: null });
    expect((await deviceRow(back, revoked))?.revokedAt).not.toBeNull();
    const [removed] = await back.directory.db
      .select()
      .from(professional)
      .where(eq(professional.psIdNat, DOCTOR.psIdNat));
    expect(removed?.removedAt).not.toBeNull();
  });

  it('leaves no note where nothing came of it', async () => {
    const { server } = opened.running;
    const before = (await server.journal.rows()).length;
    const nobody = 'x'.repeat(43) as DeviceId;
    for (const kind of ['wipeAsked', 'deviceRevoked'] as const)
      await shutOut(
        server,
        { kind, device: nobody, by: 'operator' },
        { carryOut: () => revokeByOperator(server.auth, nobody), took: known },
      );
    expect(await server.journal.rows()).toHaveLength(before);
  });
});
