import type { DossierId } from '#base/brand.ts';
import type { PostalAddress } from '#domain/dossier/holder-data.ts';
import { grantEntitlement } from '#server/repositories/entitlements.ts';
import {
  breakGlass,
  callerFor,
  cardOf,
  insCOf,
  byTraits,
  lastTrace,
  makeDossier,
  REASON,
  trustCards,
  type TestCard,
} from '#test/support/server/emergency-world.ts';
import {
  DOCTOR,
  grantBody,
  NURSE,
  PHARMACIST,
  registerDevice,
  SECOND_DOCTOR,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
let attending: TestDevice;
let printer: TestDevice;
let card: TestCard;
let dossierId: DossierId;

const ADDRESS: PostalAddress = {
  lines: ['12 rue des Essais', 'Bâtiment B'],
  postalCode: '35000',
  city: 'RENNES',
};

beforeAll(async () => {
  running = await startTestServer();
  const { server } = running;
  nurse = await registerDevice(server, NURSE);
  doctor = await registerDevice(server, DOCTOR);
  attending = await registerDevice(server, SECOND_DOCTOR);
  printer = await registerDevice(server, PHARMACIST);
  card = await cardOf(await trustCards(server), DOCTOR);
  dossierId = await makeDossier(nurse, running.clock, {
    holderData: { personsToCall: [], address: ADDRESS },
  });
  const presence = { kind: 'vitale', readAt: running.clock.now() } as const;
  await attending.send({ type: 'declareAttendingPhysician', dossierId, presence });
  running.clock.advance(60_000);
  await breakGlass(server, doctor, card);
});
afterAll(() => running.stop());

const inbox = (device: TestDevice) =>
  callerFor(running.server, device).notices.list({ before: null, limit: 50 });

describe('the inbox', () => {
  it('tells the attending physician who opened the dossier, whose it is and why', async () => {
    const { notices, unread } = await inbox(attending);
    expect(unread).toBe(1);
    expect(notices).toMatchObject([
      {
        kind: 'emergencyOpened',
        dossierId,
        readAt: null,
        holder: { familyName: 'EXEMPLE' },
        actor: { psIdNat: DOCTOR.psIdNat },
        mode: 'bris_de_glace',
        reason: REASON,
      },
    ]);
  });

  it('holds nothing of others, and what is not their own stays unread by whoever marks it', async () => {
    const [notice] = (await inbox(attending)).notices;
    const noticeIds = [notice?.noticeId ?? ''];
    for (const device of [doctor, nurse]) {
      expect(await inbox(device)).toEqual({ notices: [], unread: 0 });
      await callerFor(running.server, device).notices.markRead({ noticeIds });
    }
    expect((await inbox(attending)).unread).toBe(1);
    running.clock.advance(1000);
    await callerFor(running.server, attending).notices.markRead({ noticeIds });
    const readAt = running.clock.now();
    running.clock.advance(1000);
    await callerFor(running.server, attending).notices.markRead({ noticeIds });
    expect(await inbox(attending)).toMatchObject({ unread: 0, notices: [{ readAt }] });
  });

  it('is read page by page, the newest first', async () => {
    running.clock.advance(60_000);
    await breakGlass(running.server, doctor, card);
    const { notices } = await inbox(attending);
    expect(notices).toHaveLength(2);
    const [first, second] = notices;
    expect(first?.at).toBeGreaterThan(second?.at ?? Infinity);
    const page = callerFor(running.server, attending).notices;
    expect((await page.list({ before: null, limit: 1 })).notices).toEqual([first]);
    expect((await page.list({ before: first?.at ?? 0, limit: 1 })).notices).toEqual([second]);
    expect((await page.list({ before: second?.at ?? 0, limit: 1 })).notices).toEqual([]);
  });

  it('does not tell the one who opened the dossier as its attending physician of their own act', async () => {
    const own = await makeDossier(nurse, running.clock, {
      insC: insCOf(1),
      holder: { familyName: 'SIEN', firstName: 'Jean', birthDate: '1950-08-01' },
    });
    const presence = { kind: 'vitale', readAt: running.clock.now() } as const;
    await doctor.send({ type: 'declareAttendingPhysician', dossierId: own, presence });
    const opened = await breakGlass(running.server, doctor, card, {
      search: byTraits({ familyName: 'SIEN' }),
    });
    expect(opened).toMatchObject({ mode: 'normal' });
    expect(await inbox(doctor)).toEqual({ notices: [], unread: 0 });
  });

  it('keeps holder and reason from whoever may not consult the dossier any more', async () => {
    await nurse.send(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
    await nurse.send({ type: 'blockProfessional', dossierId, professional: SECOND_DOCTOR.psIdNat });
    const { notices } = await inbox(attending);
    expect(notices[0]).toMatchObject({ kind: 'emergencyOpened', actor: { psIdNat: DOCTOR.psIdNat } });
    for (const notice of notices) {
      expect(notice.holder).toBeUndefined();
      expect(notice.reason).toBeUndefined();
    }
    await nurse.send({ type: 'unblockProfessional', dossierId, professional: SECOND_DOCTOR.psIdNat });
  });
});

describe('letters', () => {
  const letters = (device: TestDevice) => callerFor(running.server, device).letters;

  it('are for whom the operator entitled: everybody else is refused and traced', async () => {
    await expect(letters(nurse).list()).rejects.toThrow('forbidden');
    expect((await lastTrace(running.server, 'directory'))?.leaf).toMatchObject({
      act: 'printLetter',
      allowed: false,
      because: 'notEntitled',
    });
    const [row] = await lettersOf();
    await expect(letters(nurse).open({ letterId: row?.letterId ?? '' })).rejects.toThrow('forbidden');
    await expect(letters(nurse).markPrinted({ letterId: row?.letterId ?? '' })).rejects.toThrow('forbidden');
    expect((await lettersOf())[0]?.printedAt).toBeNull();
  });

  async function lettersOf() {
    const granted = { psIdNat: PHARMACIST.psIdNat, entitlement: 'letters', grantedAt: 1 } as const;
    await running.server.directory.write((tx) => grantEntitlement(tx, granted));
    return letters(printer).list();
  }

  it('are listed without names, opened with name and address, and marked as printed, both traced', async () => {
    const listed = await lettersOf();
    expect(listed.map(({ kind }) => kind)).toContain('emergencyOpened');
    expect(JSON.stringify(listed)).not.toMatch(/EXEMPLE|Jean|rue/);
    const line = listed.find(({ kind }) => kind === 'emergencyOpened');
    const letterId = line?.letterId ?? '';
    const opened = await letters(printer).open({ letterId });
    expect(opened).toEqual({
      letterId,
      kind: 'emergencyOpened',
      at: line?.at,
      recipient: 'Jean EXEMPLE',
      address: ['12 rue des Essais', 'Bâtiment B', '35000 RENNES'],
      actor: doctor.actor,
      mode: 'bris_de_glace',
    });
    expect((await lastTrace(running.server, 'shard-1'))?.leaf).toMatchObject({
      act: 'printLetter',
      because: 'operatorEntitled',
      dossierId,
    });
    await letters(printer).markPrinted({ letterId });
    expect((await lastTrace(running.server, 'shard-1'))?.leaf).toMatchObject({
      act: 'printLetter',
      because: 'printed',
    });
    const printedAt = running.clock.now();
    running.clock.advance(1000);
    await letters(printer).markPrinted({ letterId });
    expect((await lettersOf()).find((row) => row.letterId === letterId)?.printedAt).toBe(printedAt);
    running.clock.advance(31 * 24 * 3_600_000);
    expect((await lettersOf()).map((row) => row.letterId)).not.toContain(letterId);
  });

  it('of an unknown id are not found', async () => {
    await lettersOf();
    await expect(letters(printer).open({ letterId: crypto.randomUUID() })).rejects.toThrow('notFound');
    const [notice] = (await inbox(attending)).notices;
    await expect(letters(printer).open({ letterId: notice?.noticeId ?? '' })).rejects.toThrow('notFound');
  });

  it('for a minor go to the representative who was recorded first and is still in force', async () => {
    const child = await makeDossier(nurse, running.clock, {
      insC: insCOf(2),
      holder: { familyName: 'PETIT', firstName: 'Léo', birthDate: '2019-05-05' },
      holderData: {
        personsToCall: [],
        address: { lines: ['1 quai'], postalCode: '1000', city: 'BRUXELLES', country: 'BELGIQUE' },
      },
    });
    await nurse.send(grantBody(child, NURSE.psIdNat, running.clock.now()));
    const people = [
      { role: 'mother', familyName: 'PETIT', firstName: 'Inès' },
      { role: 'father', familyName: 'GRAND', firstName: 'Hugo' },
    ] as const;
    const ids = people.map(() => crypto.randomUUID());
    for (const [i, person] of people.entries()) {
      const representative = { representativeId: ids[i] ?? '', ...person };
      await nurse.send({ type: 'recordRepresentative', dossierId: child, representative });
    }
    const search = byTraits({ familyName: 'PETIT', firstName: 'Leo', birthDate: '2019-05-05' });
    await breakGlass(running.server, doctor, card, { search });
    const recipient = async () => {
      const rows = await lettersOf();
      const opened = await Promise.all(rows.map(({ letterId }) => letters(printer).open({ letterId })));
      return opened.filter(({ address }) => address.includes('BELGIQUE')).map((letter) => letter.recipient);
    };
    expect(await recipient()).toEqual(['Inès PETIT']);
    await nurse.send({ type: 'endRepresentative', dossierId: child, representativeId: ids[0] ?? '' });
    expect(await recipient()).toEqual(['Hugo GRAND']);
    await nurse.send({ type: 'endRepresentative', dossierId: child, representativeId: ids[1] ?? '' });
    expect(await recipient()).toEqual(['Léo PETIT']);
  });
});
