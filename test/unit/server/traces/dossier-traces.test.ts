import type { DocumentId, DossierId } from '#base/brand.ts';
import { DEFAULT_MATRIX_VERSION } from '#domain/access/default-matrix.ts';
import type { TraceKind, TraceView } from '#domain/dossier/trace-view.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { retrieveContent } from '#server/dossiers/content.ts';
import type { TraceFilter } from '#wire/traces.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerFor } from '#test/support/server/emergency-world.ts';
import { tracesOf } from '#test/support/server/read-traces.ts';
import {
  changeBody,
  createBody,
  DOCTOR,
  grantBody,
  newDossierId,
  NURSE,
  PHARMACIST,
  provideNote,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;

beforeEach(async () => {
  running = await startTestServer();
  nurse = await registerDevice(running.server, NURSE);
  doctor = await registerDevice(running.server, DOCTOR);
  dossierId = newDossierId();
  await nurse.send(createBody(dossierId, running.clock.now()));
  for (const { psIdNat } of [NURSE, DOCTOR])
    await nurse.send(grantBody(dossierId, psIdNat, running.clock.now()));
});
afterEach(() => running.stop());

type Asked = { cursor?: string | null; limit?: number; filter?: TraceFilter };
const page = (by: TestDevice, { cursor = null, limit = 200, filter }: Asked = {}) =>
  callerFor(running.server, by).dossiers.traces({ dossierId, cursor, limit, ...(filter && { filter }) });
const linesFor = async (by: TestDevice, asked: Asked = {}): Promise<TraceView[]> =>
  (await page(by, asked)).traces;
const about = (lines: readonly TraceView[], documentId: DocumentId) =>
  lines.filter((line) => line.documentId === documentId).map(({ act }) => act);

const masked = async (by: TestDevice): Promise<DocumentId> => {
  const visibility = { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true };
  return (await provideNote(by, dossierId, 'Hors de la vue des autres.', { visibility })).documentId;
};

const confirmAttending = async (by: TestDevice): Promise<void> => {
  const presence = { kind: 'vitale', readAt: running.clock.now() } as const;
  await by.send({ type: 'declareAttendingPhysician', dossierId, presence });
  await by.send({ type: 'confirmAttendingPhysician', dossierId, presence });
};

const retrieve = (by: TestDevice, documentId: DocumentId) =>
  retrieveContent(
    running.server.commands,
    { dossierId, documentId },
    { professional: by.actor, device: by.device },
  );

describe('«who has seen what»', () => {
  it('tells who, what, when, by which rule and matrix, from which device by its name', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Passage.');
    const place = { name: 'CABINET DES LILAS', structureId: '10B0123456' };
    const asker = { professional: doctor.actor, device: doctor.device, organisation: place };
    await retrieveContent(running.server.commands, { dossierId, documentId }, asker);
    const [own, line] = await linesFor(nurse);
    expect(own).toMatchObject({ act: 'readTraces', actor: nurse.actor });
    expect(line).toEqual({
      id: line?.id,
      at: running.clock.now(),
      act: 'retrieveDocument',
      mode: 'normal',
      actor: doctor.actor,
      organisation: place,
      device: 'essai',
      dossierId,
      documentId,
      allowed: true,
      because: 'authorised',
      rule: 'L1111-17 I',
      matrix: DEFAULT_MATRIX_VERSION,
    });
    expect(line?.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('names a line alike each time, and by nothing that tells its place', async () => {
    const first = await linesFor(nurse);
    const again = (await linesFor(nurse)).slice(1);
    expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
  });

  it('leaves out what is about a document that the reader may not see, but never the reader’s own lines', async () => {
    const pharmacist = await registerDevice(running.server, PHARMACIST);
    await nurse.send(grantBody(dossierId, PHARMACIST.psIdNat, running.clock.now()));
    const documentId = await masked(nurse);
    await retrieve(nurse, documentId);
    await retrieve(doctor, documentId);
    expect(about(await linesFor(nurse), documentId)).toEqual([
      'retrieveDocument',
      'retrieveDocument',
      'provideDocument',
    ]);
    expect(about(await linesFor(doctor), documentId)).toEqual(['retrieveDocument']);
    expect(about(await linesFor(pharmacist), documentId)).toEqual([]);
  });

  it('leaves out what is about a deleted document, but for its author', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Écrit par erreur.');
    expect(about(await linesFor(doctor), documentId)).toEqual(['provideDocument']);
    await nurse.send(changeBody(dossierId, documentId, 'delete'));
    expect(about(await linesFor(doctor), documentId)).toEqual([]);
    expect(about(await linesFor(nurse), documentId)).toEqual(['deleteDocument', 'provideDocument']);
  });

  it('shows the confirmed attending physician every line', async () => {
    const documentId = await masked(nurse);
    await confirmAttending(doctor);
    expect(about(await linesFor(doctor), documentId)).toEqual(['provideDocument']);
    expect(await linesFor(doctor)).toHaveLength((await tracesOf(running.server, dossierId)).length);
  });

  it('refuses whoever may not, and traces it', async () => {
    const stranger = await registerDevice(running.server, PHARMACIST);
    await expect(page(stranger)).rejects.toMatchObject({ message: 'forbidden' });
    expect((await tracesOf(running.server, dossierId)).at(-1)).toMatchObject({
      act: 'readTraces',
      allowed: false,
      because: 'notAuthorised',
      actor: stranger.actor,
    });
  });

  it('refuses in an emergency access, though the dossier is open to it', async () => {
    const { database } = running.server.shards.newest;
    const { insertRightAct } = await import('#server/repositories/right-acts.ts');
    const keys = await running.server.keys.find(dossierId);
    if (!keys) throw new Error('no keys');
    const at = running.clock.now();
    const change = {
      kind: 'emergencyOpened',
      accessId: crypto.randomUUID(),
      mode: 'bris_de_glace',
      device: doctor.device,
      until: at + 1000,
    } as const;
    await database.write((tx) =>
      insertRightAct(tx, { dossierId, seq: 900, at, by: doctor.actor, change }, keys.seal),
    );
    await expect(page(doctor)).rejects.toMatchObject({ message: 'forbidden' });
    expect((await tracesOf(running.server, dossierId)).at(-1)).toMatchObject({
      act: 'readTraces',
      mode: 'bris_de_glace',
      allowed: false,
    });
  });
});

describe('pages of traces', () => {
  it('go on where the last one ended, whatever was written meanwhile', async () => {
    const all = (await tracesOf(running.server, dossierId)).map(({ id }) => id).reverse();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const read: Awaited<ReturnType<typeof page>> = await page(nurse, { cursor, limit: 2 });
      seen.push(...read.traces.map(({ id }) => id));
      cursor = read.cursor;
    } while (cursor !== null);
    // the first line is that of the first page itself
    expect(seen.slice(1)).toEqual(all);
  });

  it('end without telling of lines that are left out', async () => {
    await page(doctor);
    const shown = (await page(doctor, { limit: 200 })).traces.length;
    await masked(nurse);
    expect(await page(doctor, { limit: shown + 1 })).toMatchObject({ cursor: null });
  });

  it('take no cursor that was bent, or sealed for another reader or dossier', async () => {
    const { cursor } = await page(nurse, { limit: 1 });
    if (cursor === null) throw new Error('no second page');
    await expect(page(doctor, { cursor })).rejects.toMatchObject({ message: 'badRequest' });
    await expect(page(nurse, { cursor: `${cursor.slice(0, -2)}AA` })).rejects.toMatchObject({
      message: 'badRequest',
    });
    await expect(page(nurse, { cursor: '5' })).rejects.toMatchObject({ message: 'badRequest' });
  });

  it('have cursors of one length', async () => {
    const first = await page(nurse, { limit: 1 });
    for (let i = 0; i < 8; i++) await page(nurse);
    expect((await page(nurse, { limit: 1 })).cursor?.length).toBe(first.cursor?.length);
  });
});

describe('traces that are filtered', () => {
  const acts = async (filter: TraceFilter) => (await linesFor(nurse, { filter })).map(({ act }) => act);

  it('are those of one professional', async () => {
    await page(doctor);
    const lines = await linesFor(nurse, { filter: { professional: DOCTOR.psIdNat } });
    expect(lines.map(({ act, actor }) => [act, actor?.psIdNat])).toEqual([['readTraces', DOCTOR.psIdNat]]);
  });

  it.each<[TraceKind, string, string]>([
    ['rights', 'grantAuthorisation', 'createDossier'],
    ['writing', 'createDossier', 'grantAuthorisation'],
    ['reading', 'readTraces', 'createDossier'],
  ])('are those of one kind: %s', async (kind, among, missing) => {
    const found = await acts({ kind });
    expect(found).toContain(among);
    expect(found).not.toContain(missing);
  });

  it('are those between two times, both included', async () => {
    const start = running.clock.now();
    running.clock.advance(1000);
    await page(doctor);
    running.clock.advance(1000);
    expect(await acts({ from: start + 1000, to: start + 1000 })).toEqual(['readTraces']);
    expect(await acts({ to: start })).not.toContain('readTraces');
    expect(await acts({ from: start + 3000 })).toEqual([]);
  });
});

describe('the export of traces', () => {
  type Bundle = { type: string; entry: { resource: { subtype: { code: string }[]; entity: unknown[] } }[] };
  const exported = async (by: TestDevice): Promise<Bundle> =>
    JSON.parse((await callerFor(running.server, by).dossiers.exportTraces({ dossierId })).json) as Bundle;
  const actsIn = ({ entry }: Bundle) => entry.map(({ resource }) => resource.subtype.at(-1)?.code);

  it('is a Bundle of the lines that the reader sees, its own trace first', async () => {
    const bundle = await exported(nurse);
    expect(bundle.type).toBe('collection');
    const lines = (await tracesOf(running.server, dossierId)).map(({ act }) => act);
    expect(actsIn(bundle)).toEqual(lines.reverse());
    expect(actsIn(bundle)[0]).toBe('exportTraces');
  });

  it('leaves out what the page leaves out', async () => {
    const documentId = await masked(nurse);
    expect(JSON.stringify(await exported(nurse))).toContain(documentId);
    expect(JSON.stringify(await exported(doctor))).not.toContain(documentId);
  });

  it('is refused to whoever may not read traces, and traced', async () => {
    const stranger = await registerDevice(running.server, PHARMACIST);
    await expect(exported(stranger)).rejects.toMatchObject({ message: 'forbidden' });
    expect((await tracesOf(running.server, dossierId)).at(-1)).toMatchObject({
      act: 'exportTraces',
      allowed: false,
    });
  });
});
