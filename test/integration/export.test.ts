import type { DossierId } from '#base/brand.ts';
import { fromUtf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { exportPath } from '#wire/endpoints.ts';
import { noteCommand, signedInClient, type HttpClient } from '#test/support/http/client.ts';
import type { DemoProcess } from '#test/support/http/processes.ts';
import { startedDemo } from '#test/support/http/started-demo.ts';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let demo: DemoProcess;
let nurse: HttpClient;
let doctor: HttpClient;
let dossierId: DossierId;

beforeAll(async () => {
  ({ demo, nurse, dossierId } = await startedDemo());
  doctor = await signedInClient(demo.origin, 'cps-urgentiste');
});
afterAll(() => demo.remove());

const get = (client: HttpClient, path: string): Promise<Response> => client.fetch(`${demo.origin}${path}`);
const codesOf = async (answer: Response): Promise<unknown> => [
  answer.status,
  ((await answer.json()) as { code?: string }).code,
];

describe('the export of a dossier over HTTP', () => {
  it('comes as a ZIP that opens, with what was written just before', async () => {
    const { body, content } = await noteCommand(dossierId, 'Écrite avant la copie');
    await nurse.upload(content);
    unwrap(await nurse.api.push([await nurse.sign(body)], null));
    const answer = await get(nurse, exportPath(dossierId, 'holder'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="dossier.zip"');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const texts = Object.values(files).map((file) => Buffer.from(file).toString('latin1'));
    expect(texts).toContain(Buffer.from(content).toString('latin1'));
    const page = fromUtf8(files['index.html'] ?? new Uint8Array());
    expect(page).toContain('Écrite avant la copie');
    expect(page).not.toContain('<script');
  });

  it('is refused to a professional whom the holder did not let in', async () => {
    const answer = await get(doctor, exportPath(dossierId, 'holder'));
    expect(await codesOf(answer)).toEqual([403, 'forbidden']);
  });

  it('is refused for a representative where there is none', async () => {
    const answer = await get(nurse, exportPath(dossierId, 'representative'));
    expect(await codesOf(answer)).toEqual([403, 'forbidden']);
  });

  it('needs to be told for whom, of a dossier that exists', async () => {
    const whom = await get(nurse, exportPath(dossierId, 'holder').replace('=holder', '=everybody'));
    expect(await codesOf(whom)).toEqual([400, 'badRequest']);
    const guessed = await get(nurse, exportPath(crypto.randomUUID() as DossierId, 'holder'));
    expect(await codesOf(guessed)).toEqual([404, 'notFound']);
    const noId = await get(nurse, `/api/dossiers/..%2F..%2Fetc/export?pour=holder`);
    expect(noId.status).toBe(404);
    await noId.body?.cancel();
  });

  it('needs the proof of a device and its session', async () => {
    const answer = await fetch(`${demo.origin}${exportPath(dossierId, 'holder')}`);
    expect(answer.status).toBe(401);
    const device = await signedInClient(demo.origin, 'cps-infirmiere');
    device.dropSession();
    expect(await codesOf(await get(device, exportPath(dossierId, 'holder')))).toEqual([
      401,
      'sessionMissing',
    ]);
  });
});
