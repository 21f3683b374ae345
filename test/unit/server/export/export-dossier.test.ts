import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import type { DocumentId, DossierId } from '#base/brand.ts';
import { concat, fromUtf8, utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { VISIBLE_TO_ALL, type DocumentDescription } from '#domain/dossier/document-entry.ts';
import { exportDossier, type ExportDeps } from '#server/export/export-dossier.ts';
import type { MadeFor } from '#server/export/gather.ts';
import { contentBlob } from '#server/schema/shard.ts';
import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DOCTOR,
  grantBody,
  newDossierId,
  note,
  noteBody,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { tracesOf } from '#test/support/server/read-traces.ts';
import { closeBody } from '../life/acts.ts';
import * as fhir from './fhir-schemas.ts';

let running: OpenedDossier['running'];
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;

beforeEach(async () => {
  ({ running, nurse, doctor, dossierId } = await openedDossier());
});
afterEach(() => running.stop());

const now = (): number => running.clock.now();
const deps = (): ExportDeps => ({
  ...running.server,
  versionKey: running.server.commands.versionKey,
  instanceId: running.server.instance.id,
});
const ask = (madeFor: MadeFor, device = nurse, given = deps()) =>
  exportDossier(given, { dossierId, madeFor }, { device: device.device, professional: device.actor });

async function wholeOf(stream: ReadableStream<Bytes>): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const part of stream) parts.push(part);
  return concat(...parts);
}
const unzipped = async (madeFor: MadeFor = 'holder'): Promise<Record<string, Uint8Array>> =>
  unzipSync(await wholeOf(unwrap(await ask(madeFor))));
const textIn = (files: Record<string, Uint8Array>, name: string): string =>
  fromUtf8(files[name] ?? new Uint8Array());
const documentsIn = (files: Record<string, Uint8Array>): string[] =>
  Object.keys(files).filter((name) => name.startsWith('documents/'));

async function provide(
  content: Bytes,
  changes: Partial<DocumentDescription> = {},
  device = nurse,
): Promise<DocumentId> {
  await device.upload(content);
  const body = await noteBody(dossierId, content, changes);
  const { outcome } = await device.send(body);
  expect(outcome.type).toBe('done');
  return body.document.documentId;
}

const recordMother = () =>
  nurse.send({
    type: 'recordRepresentative',
    dossierId,
    representative: {
      representativeId: crypto.randomUUID(),
      role: 'mother',
      familyName: 'EXEMPLE',
      firstName: 'Anne',
    },
  });

describe('an export for the holder', () => {
  it('holds every document byte for byte, the FHIR resources, the traces, the page and the note', async () => {
    const content = note('Tension 12/8.\r\nÀ revoir.');
    const documentId = await provide(content, { title: 'Passage du matin' });
    const files = await unzipped();
    const name = `documents/2026-11-23_Passage-du-matin_${documentId.slice(0, 8)}.txt`;
    expect(Object.keys(files)).toEqual([
      name,
      'fhir/bundle.json',
      'fhir/traces.json',
      'traces.csv',
      'index.html',
      'LISEZMOI.txt',
    ]);
    expect(files[name]).toEqual(content);
  });

  it('names each file of the archive in a Bundle of FHIR R4, with size and hash', async () => {
    const content = note('Une note.');
    await provide(content, { title: 'Été & hiver' });
    const files = await unzipped();
    const bundle = fhir.bundle.parse(JSON.parse(textIn(files, 'fhir/bundle.json')));
    const resources = bundle.entry?.map(({ resource }) => resource) ?? [];
    expect(resources.map(({ resourceType }) => resourceType)).toEqual([
      'Patient',
      'DocumentReference',
      'Consent',
      'Consent',
      'Consent',
    ]);
    const document = resources.find((resource) => resource.resourceType === 'DocumentReference');
    const { attachment } = fhir.documentReference.parse(document).content[0] ?? {};
    const path = decodeURIComponent(attachment?.url ?? '').replace('../', '');
    expect(files[path]).toEqual(content);
    expect(attachment).toMatchObject({
      size: content.length,
      hash: createHash('sha1').update(content).digest('base64'),
    });
  });

  it('tells who has seen what, in a list, in the page and as AuditEvents', async () => {
    await provide(note('Une note.'));
    const files = await unzipped();
    const events = fhir.bundle.parse(JSON.parse(textIn(files, 'fhir/traces.json'))).entry ?? [];
    const lines = textIn(files, 'traces.csv').trim().split('\r\n');
    expect(lines).toHaveLength(events.length + 1);
    expect(lines[1]).toContain('"exportDossier"');
    expect(textIn(files, 'traces.csv')).toContain('"Nour ESSAI"');
    expect(textIn(files, 'index.html')).toContain('Ajout d’un document');
  });

  it('is traced with for whom it was made, before the first byte', async () => {
    const asked = unwrap(await ask('holder'));
    expect((await tracesOf(running.server, dossierId)).at(-1)).toMatchObject({
      act: 'exportDossier',
      allowed: true,
      because: 'authorised',
      reason: 'holder',
    });
    await asked.cancel();
  });

  it('holds what is masked to professionals, and former and archived versions; not what was deleted', async () => {
    const masked = { visibility: { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true } };
    await provide(note('Masquée.'), { title: 'Masquée', ...masked });
    const archived = await provide(note('Archivée.'), { title: 'Archivée' });
    const deleted = await provide(note('Supprimée.'), { title: 'Supprimée' });
    await nurse.send({ type: 'changeDocument', dossierId, documentId: archived, change: 'archive' });
    await nurse.send({ type: 'changeDocument', dossierId, documentId: deleted, change: 'delete' });
    const files = await unzipped();
    expect(documentsIn(files).map((name) => name.split('_')[1])).toEqual(['Masquée', 'Archivée']);
    expect(textIn(files, 'index.html')).not.toContain('Supprimée');
  });

  it('says nothing of a document that waits to be announced, in traces neither', async () => {
    const visibility = { ...VISIBLE_TO_ALL, hiddenFromHolder: true };
    const hidden = await provide(note('À annoncer.'), { title: 'À annoncer', visibility });
    const files = await unzipped();
    expect(documentsIn(files)).toEqual([]);
    for (const name of Object.keys(files)) {
      expect(textIn(files, name)).not.toContain(hidden);
      expect(textIn(files, name)).not.toContain('À annoncer');
    }
    await nurse.send({ type: 'changeDocument', dossierId, documentId: hidden, change: 'delete' });
    expect(textIn(await unzipped(), 'traces.csv')).not.toContain(hidden);
  });

  it('gives two documents of one content a file each', async () => {
    await provide(note('La même.'), { title: 'Une' });
    await provide(note('La même.'), { title: 'Autre' });
    const files = await unzipped();
    const contents = documentsIn(files).map((name) => textIn(files, name));
    expect(contents).toEqual(['La même.', 'La même.']);
  });

  it('shows hostile titles and reasons as text, in names that stay inside the folder', async () => {
    const hostile = ['../../x', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '😀', 'CON'];
    for (const title of hostile) await provide(note(`De ${title}`), { title });
    await doctor.send(grantBody(dossierId, DOCTOR.psIdNat, now()));
    await nurse.send({
      type: 'grantAuthorisation',
      dossierId,
      professional: DOCTOR.psIdNat,
      presence: { kind: 'declared', reason: '=cmd|<b>gras</b>' },
    });
    const files = await unzipped();
    expect(documentsIn(files)).toHaveLength(hostile.length);
    for (const name of documentsIn(files)) expect(name).toMatch(/^documents\/[^/\\<>:"|?*]+\.txt$/);
    const page = textIn(files, 'index.html');
    expect(page).not.toMatch(/<(script|img|b)\b/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('&lt;b&gt;gras&lt;/b&gt;');
    for (const [, href = ''] of page.matchAll(/href="([^"]+)"/g))
      expect(Object.keys(files)).toContain(decodeURIComponent(href));
  });
});

describe('an export for a representative', () => {
  it('is refused where the holder has none, and traced', async () => {
    expect(await ask('representative')).toEqual({ ok: false, error: 'notRepresented' });
    expect((await tracesOf(running.server, dossierId)).at(-1)).toMatchObject({
      act: 'exportDossier',
      allowed: false,
      because: 'notRepresented',
      reason: 'representative',
    });
  });

  it('leaves out what is hidden from representatives, and every trace of it', async () => {
    await recordMother();
    const visibility = { ...VISIBLE_TO_ALL, hiddenFromRepresentatives: true };
    const secret = await provide(note('Secrète.'), { title: 'Secrète', visibility });
    await provide(note('Ouverte.'), { title: 'Ouverte' });
    const files = await unzipped('representative');
    expect(documentsIn(files).map((name) => name.split('_')[1])).toEqual(['Ouverte']);
    for (const name of Object.keys(files)) expect(textIn(files, name)).not.toMatch(new RegExp(secret));
    expect(documentsIn(await unzipped('holder'))).toHaveLength(2);
  });

  it('leaves out the traces of confidential sessions, which the holder sees', async () => {
    await recordMother();
    const shard = running.server.shards.newest;
    await shard.database.write((tx) =>
      shard.traces.record(tx, {
        at: now(),
        act: 'consultDossier',
        mode: 'normal',
        allowed: true,
        because: 'authorised',
        dossierId,
        actor: nurse.actor,
        confidential: true,
        reason: 'venue seule',
      }),
    );
    for (const name of ['traces.csv', 'index.html', 'fhir/traces.json']) {
      expect(textIn(await unzipped('representative'), name)).not.toContain('venue seule');
      expect(textIn(await unzipped('holder'), name)).toContain('venue seule');
    }
  });
});

describe('a right that a minor gave when she came alone', () => {
  it('is in her own export, and not in that of her representative', async () => {
    await recordMother();
    const presence = { kind: 'declared', reason: 'venue seule' } as const;
    const professional = doctor.actor.psIdNat;
    const body = { type: 'grantAuthorisation', dossierId, professional, presence } as const;
    await nurse.send(body, { confidential: true });
    const bundle = async (madeFor: 'holder' | 'representative') =>
      textIn(await unzipped(madeFor), 'fhir/bundle.json');
    expect(await bundle('holder')).toContain(professional);
    expect(await bundle('representative')).not.toContain(professional);
    expect(textIn(await unzipped('representative'), 'index.html')).not.toContain(doctor.actor.name);
  });
});

describe('who may hand out an export', () => {
  it('is whoever the holder let in, and nobody else; refusals are traced', async () => {
    expect(await ask('holder', doctor)).toEqual({ ok: false, error: 'notAuthorised' });
    expect((await tracesOf(running.server, dossierId)).at(-1)).toMatchObject({
      act: 'exportDossier',
      allowed: false,
      because: 'notAuthorised',
    });
  });

  it('is nobody once the dossier is closed, or where there is none', async () => {
    await nurse.send(closeBody(dossierId));
    expect(await ask('holder')).toEqual({ ok: false, error: 'dossierClosed' });
    dossierId = newDossierId();
    expect(await ask('holder')).toEqual({ ok: false, error: 'dossierAbsent' });
  });
});

describe('a large dossier', () => {
  it('is never in memory whole: what is opened is read before more is opened', async () => {
    const size = 1_900_000;
    for (let i = 0; i < 5; i++) await provide(utf8(`${i}`.repeat(size)), { title: `Grand ${i}` });
    let opened = 0;
    let read = 0;
    let mostInFlight = 0;
    const stream: ExportDeps['uploads']['stream'] = async (blob) => {
      const parts = (await running.server.uploads.stream(blob)).getReader();
      return new ReadableStream<Bytes>(
        {
          async pull(controller) {
            const { done, value } = await parts.read();
            if (done) return controller.close();
            opened += value.length;
            mostInFlight = Math.max(mostInFlight, opened - read);
            controller.enqueue(value);
          },
        },
        { highWaterMark: 0 },
      );
    };
    const made = unwrap(await ask('holder', nurse, { ...deps(), uploads: { stream } }));
    for await (const chunk of made) read += chunk.length;
    expect(opened).toBe(5 * size);
    expect(mostInFlight).toBeLessThan(size / 2);
  });

  it('beyond what a ZIP holds is refused before anything goes out', async () => {
    await provide(note('Une note.'));
    const { database } = running.server.shards.newest;
    await database.write((tx) => tx.update(contentBlob).set({ size: 5 * 1024 ** 3 }));
    expect(await ask('holder')).toEqual({ ok: false, error: 'exportTooLarge' });
    expect((await tracesOf(running.server, dossierId)).at(-1)).toMatchObject({ allowed: false });
  });
});

describe('a content that is damaged', () => {
  it('breaks the export off: it never looks whole', async () => {
    await provide(note('Une note.'));
    const folder = join(running.config.dataDir, 'blobs');
    const [file] = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    writeFileSync(join(file?.parentPath ?? '', file?.name ?? ''), new Uint8Array(25));
    await expect(wholeOf(unwrap(await ask('holder')))).rejects.toThrow();
  });
});
